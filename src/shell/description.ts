import type { Command, Option } from 'commander';
import { eachSetting } from '../settings.js';

/** What there is to say about a command, as the command line itself defines it: what completion and the man page are made from. */
export interface CommandDescription {
  /** The words that name it after the program's own, such as ["history"]; none for the program. */
  readonly words: readonly string[];
  readonly usage: string;
  readonly summary: string;
  readonly options: readonly OptionDescription[];
  readonly examples: readonly string[];
  readonly commands: readonly CommandDescription[];
}

export interface OptionDescription {
  /** With dashes, the long one last. */
  readonly names: readonly string[];
  readonly summary: string;
  /** What its value is called, such as "n"; null when it takes none. */
  readonly value: string | null;
  /** The values it can have, where they are few. */
  readonly choices: readonly string[];
}

export type Examples = ReadonlyMap<Command, readonly string[]>;

/** Describes a command and all below it, but those that are hidden. */
export function describe(command: Command, examples: Examples, words: readonly string[] = []): CommandDescription {
  const help = command.createHelp();
  const commands = help.visibleCommands(command).filter((it) => it.name() !== 'help');
  return {
    words,
    usage: command.usage(),
    summary: command.description(),
    options: help.visibleOptions(command).map(describeOption),
    examples: examples.get(command) ?? [],
    commands: commands.map((it) => describe(it, examples, [...words, it.name()])),
  };
}

function describeOption({ short, long, flags, description }: Option): OptionDescription {
  const setting = eachSetting().find(([, it]) => it.flag === long)?.[1];
  return {
    names: [short, long].filter((name) => name !== undefined && name !== null),
    summary: description,
    value: /[<[]([\w-]+)/.exec(flags)?.[1] ?? null,
    choices: setting?.choices ?? [],
  };
}

/** A command and all below it. */
export function allCommands(command: CommandDescription): CommandDescription[] {
  return [command, ...command.commands.flatMap(allCommands)];
}
