/** What there is to say about a command, from which completion and the man page are made. */
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

/** A command and all below it. */
export function allCommands(command: CommandDescription): CommandDescription[] {
  return [command, ...command.commands.flatMap(allCommands)];
}
