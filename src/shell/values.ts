import { allCommands, type CommandDescription, type OptionDescription } from './description.js';

/** Prints the ids of the coins in the ledger, one a line, and nothing when there is any trouble. */
export const LIST_COINS = 'list-coins';

/** How the value of an option is completed: from a list, with the ledger's coins, with a path, or not at all. */
export type Values = { readonly from: readonly string[] } | 'coins' | 'files' | 'none';

export function valuesOf({ value, choices }: OptionDescription): Values {
  if (choices.length > 0) return { from: choices };
  if (value === 'coin') return 'coins';
  return value === 'file' || value === 'url' ? 'files' : 'none';
}

/** Every option that takes a value, once. */
export function optionsWithValues(program: CommandDescription): OptionDescription[] {
  const options = allCommands(program).flatMap((command) => command.options);
  const byName = new Map(options.map((option) => [option.names.join(), option]));
  return [...byName.values()].filter((option) => option.value !== null);
}

/** What can follow a command: the names of those below it, and its options. */
export function nextWords({ commands, options, words }: CommandDescription): string[] {
  const below = commands.map((command) => command.words.at(-1) ?? '');
  const shells = words[0] === 'completion' ? ['bash', 'zsh', 'fish'] : [];
  return [...below, ...shells, ...options.flatMap((option) => option.names)];
}

/** Where one is on a command line that a script reads: " history", or "" before any command. */
export function placeOf({ words }: CommandDescription): string {
  return words.map((word) => ` ${word}`).join('');
}
