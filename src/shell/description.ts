import type { Argument, Command, Option } from 'commander';
import { slotUnits } from '../core/calendar.js';
import { combinations, strategyKinds } from '../core/strategies/index.js';
import { eachSetting } from '../settings/settings.js';

/** What there is to say about a command, as the command line itself defines it: what completion and the man page are made from. */
export interface CommandDescription {
  /** The words that name it after the program's own, such as ["history"]; none for the program. */
  readonly words: readonly string[];
  readonly usage: string;
  readonly summary: string;
  readonly arguments: readonly ValueDescription[];
  readonly options: readonly OptionDescription[];
  readonly examples: readonly string[];
  readonly commands: readonly CommandDescription[];
}

export interface OptionDescription {
  /** With dashes, the long one last. */
  readonly names: readonly string[];
  readonly summary: string;
  /** Null when it takes none. */
  readonly value: ValueDescription | null;
}

/** What is typed for an argument, or after an option. */
export interface ValueDescription {
  /** What it is called, such as "n". */
  readonly name: string;
  /** All that it can be, where that is little; but for rules of the user's own. */
  readonly choices: readonly string[];
}

export type Examples = ReadonlyMap<Command, readonly string[]>;

export const shellNames = ['bash', 'zsh', 'fish'] as const;

/**
 * The choices of what is no setting with choices of its own. Commander is not told of any: it would refuse other values
 * by itself, before the commands can tell all that is wrong at once, with an example or the nearest name.
 */
const choicesByName: Readonly<Record<string, readonly string[]>> = {
  '--strategy': [...strategyKinds.keys()],
  '--every': slotUnits,
  'strategies name': [...strategyKinds.keys(), ...combinations.keys()],
  'cash action': ['deposit', 'withdraw'],
  'completion shell': shellNames,
};

/** Describes a command and all below it, but those that are hidden. */
export function describe(command: Command, examples: Examples, words: readonly string[] = []): CommandDescription {
  const help = command.createHelp();
  const commands = help.visibleCommands(command).filter((it) => it.name() !== 'help');
  return {
    words,
    usage: command.usage(),
    summary: command.description(),
    arguments: command.registeredArguments.map((argument) => describeArgument(argument, words)),
    options: help.visibleOptions(command).map(describeOption),
    examples: examples.get(command) ?? [],
    commands: commands.map((it) => describe(it, examples, [...words, it.name()])),
  };
}

function describeArgument(argument: Argument, words: readonly string[]): ValueDescription {
  const name = argument.name();
  return { name, choices: choicesByName[[...words, name].join(' ')] ?? [] };
}

function describeOption({ short, long, flags, description }: Option): OptionDescription {
  const setting = eachSetting().find(([, it]) => it.flag === long)?.[1];
  const name = /[<[]([\w-]+)/.exec(flags)?.[1];
  return {
    names: [short, long].filter((it) => it !== undefined && it !== null),
    summary: description,
    value: name === undefined ? null : { name, choices: choicesByName[long ?? ''] ?? setting?.choices ?? [] },
  };
}

/** A command and all below it. */
export function allCommands(command: CommandDescription): CommandDescription[] {
  return [command, ...command.commands.flatMap(allCommands)];
}
