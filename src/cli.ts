import { Command as Commander, CommanderError, Option } from 'commander';
import type { Command, Entry, Host, TypedOf } from './commands/command.js';
import { allExitCodes, type ExitCodes, usualExitCodes } from './commands/exit-codes.js';
import type { Input, Typed } from './commands/input.js';
import { version } from './runtime/version.js';

/**
 * Runs the command that the arguments name and returns its exit code. Only that command is loaded.
 * Throws a CommanderError for wrong usage and whatever the command throws.
 */
export async function runProgram(argv: readonly string[], host: Host): Promise<number> {
  let exitCode = 0;
  let told = ''; // what commander says, until it can be waited for
  const program = new Commander('crypto-bot')
    .description(host.program.summary)
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
  addHelp(program, host.program.examples ?? [], allExitCodes);
  addCommands(program, host.program);

  /** Adds the names below one. What there is to say about a command is added when it is named. */
  function addCommands(parent: Commander, { commands = {} }: Entry): void {
    for (const [name, entry] of Object.entries(commands)) {
      const command = parent.command(name, { hidden: entry.isHidden === true }).description(entry.summary);
      addCommands(command, entry);
    }
    parent.hook('preSubcommand', async (_, command) => {
      const entry = commands[command.name()];
      const own = (await entry?.load?.())?.command;
      addHelp(command, own?.examples ?? entry?.examples ?? [], own?.exitCodes ?? usualExitCodes);
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
      // Of an option that the command above has, too, commander gives the value to that.
      if (option) return asTyped(command.optsWithGlobals()[option.attributeName()], option.negate);
      const [first, ...more] = command.args.slice(own.arguments.indexOf(input));
      return input.isRepeatable && first !== undefined ? [first, ...more] : first;
    };
    command.action(async () => {
      const done = own.run(typed, host);
      exitCode = isHidden ? await done.catch(() => 0) : await done;
    });
  }

  try {
    await program.parseAsync(untilUnknown(argv, host.program), { from: 'user' });
  } catch (error) {
    // Commander ends --help and --version this way, too.
    if (!(error instanceof CommanderError) || error.exitCode !== 0) throw withPosition(error, argv);
  }
  if (told !== '') await host.terminal.print(told);
  return exitCode;
}

function addHelp(command: Commander, examples: readonly string[], exitCodes: ExitCodes): void {
  const codes = Object.entries(exitCodes).map(([code, meaning]) => `  ${code.padEnd(3)}  ${meaning}`);
  const lines = ['', 'Examples:', ...examples.map((example) => `  ${example}`), '', 'Exit codes:', ...codes];
  command.addHelpText('after', lines.join('\n'));
}

function optionOf({ usage, summary, isRepeatable }: Input<unknown>): Option {
  const option = new Option(usage, summary);
  const gather = (text: string, earlier: readonly string[] = []) => [...earlier, text];
  return isRepeatable && !option.variadic ? option.argParser(gather) : option;
}

/** Commander's value of an option; that of --no-color is true until it is typed. */
function asTyped(value: unknown, isNegated: boolean): Typed {
  if (isNegated) return value === false ? true : undefined;
  return Array.isArray(value) ? value.map(String) : typeof value === 'string' || value === true ? value : undefined;
}

/** An option before the command is unknown there, whichever it is. */
function withPosition(error: unknown, [first = '']: readonly string[]): unknown {
  const isBefore = error instanceof CommanderError && error.code === 'commander.unknownOption' && first.startsWith('-');
  if (!isBefore) return error;
  const [message] = error.message.split('\n'); // commander's guess may follow
  return new CommanderError(error.exitCode, error.code, `${message} before the command: options come after it`);
}

/**
 * The arguments up to a name that is no command, which commander refuses with the nearest one. It would print the help of
 * the program where --help comes after it. `help run` is `run --help`.
 */
function untilUnknown(words: readonly string[], program: Entry): readonly string[] {
  let entry = program;
  for (const [index, word] of words.entries()) {
    const below = entry.commands;
    if (!below || entry.load || word.startsWith('-')) break;
    if (word === 'help') return untilUnknown([...words.slice(0, index), ...words.slice(index + 1), '--help'], program);
    const next = Object.hasOwn(below, word) ? below[word] : undefined;
    if (!next) return words.slice(0, index + 1);
    entry = next;
  }
  return words;
}
