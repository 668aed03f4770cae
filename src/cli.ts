import { Command as Commander, CommanderError, Option } from 'commander';
import type { Command, Entry, Host, TypedOf } from './commands/command.js';
import type { Context, ContextFlags } from './commands/context.js';
import { type ExitCodes, generalExitCodes } from './commands/exit-codes.js';
import { program as everything } from './commands/index.js';
import type { Input } from './commands/input.js';
import type { Terminal } from './runtime/terminal.js';
import { version } from './runtime/version.js';

type Open = (flags: ContextFlags) => Promise<Context>;

/**
 * Runs the command that the arguments name and returns its exit code. Only that command is loaded.
 * Throws a CommanderError for wrong usage and whatever the command throws.
 */
export async function runProgram(argv: readonly string[], terminal: Terminal, open: Open): Promise<number> {
  let exitCode = 0;
  let told = ''; // what commander says, until it can be waited for
  const host: Host = { terminal, open, program: everything };
  const program = new Commander('crypto-bot')
    .description(everything.summary)
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .configureOutput({
      writeOut: (text) => {
        told += text;
      },
      writeErr: () => {},
      outputError: () => {},
    })
    .exitOverride();
  addHelp(program, everything.examples ?? []);
  addCommands(program, everything);

  /** Adds the names below one. What there is to say about a command is added when it is named. */
  function addCommands(parent: Commander, { commands = {} }: Entry): void {
    for (const [name, entry] of Object.entries(commands)) {
      const command = parent.command(name, { hidden: entry.isHidden === true }).description(entry.summary);
      addCommands(command, entry);
    }
    parent.hook('preSubcommand', async (_, command) => {
      const entry = commands[command.name()];
      const own = (await entry?.load?.())?.command;
      addHelp(command, own?.examples ?? entry?.examples ?? [], own?.exitCodes);
      if (own) complete(command, own, entry?.isHidden === true);
    });
  }

  function complete(command: Commander, own: Command, isHidden: boolean): void {
    if (isHidden) command.helpOption(false).allowUnknownOption().allowExcessArguments();
    for (const { usage, summary } of own.arguments) command.argument(usage, summary);
    const options = new Map(own.options.map((input) => [input, optionOf(input)]));
    for (const option of options.values()) command.addOption(option);

    const typed: TypedOf = (input) => {
      const option = options.get(input);
      const value: unknown = option
        ? command.getOptionValue(option.attributeName())
        : command.args[own.arguments.indexOf(input)];
      if (option?.negate) return value === false;
      return typeof value === 'string' || typeof value === 'boolean' ? value : undefined;
    };
    command.action(async () => {
      const done = own.run(typed, host);
      exitCode = isHidden ? await done.catch(() => 0) : await done;
    });
  }

  try {
    await program.parseAsync(untilUnknown(argv), { from: 'user' });
  } catch (error) {
    // Commander ends --help and --version this way, too.
    if (!(error instanceof CommanderError) || error.exitCode !== 0) throw error;
  }
  if (told !== '') await terminal.print(told);
  return exitCode;
}

function addHelp(command: Commander, examples: readonly string[], exitCodes: ExitCodes = {}): void {
  const codes = Object.entries({ ...generalExitCodes, ...exitCodes }).map(
    ([code, meaning]) => `  ${code.padEnd(3)}  ${meaning}`,
  );
  const lines = ['', 'Examples:', ...examples.map((example) => `  ${example}`), '', 'Exit codes:', ...codes];
  command.addHelpText('after', lines.join('\n'));
}

function optionOf({ usage, summary, isRepeatable }: Input<unknown>): Option {
  const option = new Option(usage, summary);
  return isRepeatable
    ? option.argParser<string | undefined>((text, earlier) => (earlier === undefined ? text : `${earlier},${text}`))
    : option;
}

/**
 * The arguments up to a name that is no command, which commander refuses with the nearest one. It would print the help of
 * the program where --help comes after it. `help run` is `run --help`.
 */
function untilUnknown(words: readonly string[]): readonly string[] {
  let entry = everything;
  for (const [index, word] of words.entries()) {
    const below = entry.commands;
    if (!below || entry.load || word.startsWith('-')) break;
    if (word === 'help') return untilUnknown([...words.slice(0, index), ...words.slice(index + 1), '--help']);
    const next = Object.hasOwn(below, word) ? below[word] : undefined;
    if (!next) return words.slice(0, index + 1);
    entry = next;
  }
  return words;
}
