import { allCommands, type CommandDescription, type ValueDescription } from './description.js';
import { type Offers, offerOf, placeOf, valuesByOption } from './values.js';

/**
 * The cases of a script for bash or zsh. It has gathered the place (the words of the command), how many arguments
 * follow them, and the option whose value is typed, if any.
 */
export interface Cases {
  readonly places: string;
  readonly optionsWithValues: string;
  /** By option: what to do where its value is typed. */
  readonly values: readonly string[];
  /** By place and count of arguments: what to do where the next is typed. */
  readonly positions: readonly string[];
  /** By place: what to do to offer its options. */
  readonly options: readonly string[];
}

export function casesOf(program: CommandDescription, offers: Offers): Cases {
  const commands = allCommands(program);
  const values = valuesByOption(program).map(([names, value]) => [names.join('|'), value] as const);
  return {
    places: commands
      .slice(1)
      .map((command) => `'${placeOf(command)}'`)
      .join('|'),
    optionsWithValues: values.map(([names]) => names).join('|'),
    values: values.map(([names, value]) => `(${names}) ${offerOf(value, offers)} ;;`),
    positions: commands.flatMap((command) =>
      positionsOf(command).map((value, count) => `('${placeOf(command)} ${count}') ${offerOf(value, offers)} ;;`),
    ),
    options: commands.map(
      (command) => `('${placeOf(command)}') ${offers.from(command.options.flatMap(({ names }) => names))} ;;`,
    ),
  };
}

/** What is typed after a command, one after the other: the name of one below it, or its arguments. */
function positionsOf({ commands, arguments: own }: CommandDescription): readonly ValueDescription[] {
  return commands.length > 0 ? [{ name: 'command', choices: commands.map(({ words }) => words.at(-1) ?? '') }] : own;
}
