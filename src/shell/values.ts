import { allCommands, type CommandDescription, type ValueDescription } from './description.js';

/**
 * Prints the ids of the coins in the ledger, one a line, and nothing when there is any trouble. The words typed so far
 * come after it: they may say which ledger.
 */
export const LIST_COINS = 'list-coins';

/** How a shell offers values: from a list, the ledger's coins, paths, or none. */
export interface Offers {
  readonly from: (words: readonly string[]) => string;
  readonly coins: string;
  readonly files: string;
  readonly none: string;
}

/** What a shell is to do where that value is typed. */
export function offerOf({ name, choices }: ValueDescription, { from, coins, files, none }: Offers): string {
  if (choices.length > 0) return from(choices);
  if (name === 'coin') return coins;
  return name === 'file' || name === 'url' ? files : none;
}

/** The value of every option that takes one, by the option's names, such as "--coin". */
export function valuesByOption(program: CommandDescription): [names: readonly string[], value: ValueDescription][] {
  const options = allCommands(program).flatMap((command) => command.options);
  const byNames = new Map(options.map(({ names, value }) => [names.join(), { names, value }]));
  return [...byNames.values()].flatMap(({ names, value }) => (value ? [[names, value]] : []));
}

/** The words of a command as the scripts gather them: " config show", or "" for the program. */
export function placeOf({ words }: CommandDescription): string {
  return words.map((word) => ` ${word}`).join('');
}
