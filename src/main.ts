import { CommanderError } from 'commander';
import { runProgram } from './cli.js';
import type { Entry } from './commands/command.js';
import type { Context, ContextFlags } from './commands/context.js';
import { program } from './commands/index.js';
import { isNear } from './core/values/nearest.js';
import { quoted } from './core/values/quoted.js';
import { maskSecrets } from './core/values/secrets.js';
import { printable } from './core/values/text.js';
import { CryptoBotError, exitCodes, usageError } from './errors.js';
import { renderJsonError } from './report/json-error.js';
import { leftBehind } from './report/left-behind.js';
import { openTerminal, type Terminal } from './runtime/terminal.js';

/** Runs the program with its arguments and returns its exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const terminal = openTerminal(process.stdout, process.stderr, printable);
  stopOnSignals(terminal, argv);
  return execute(argv, terminal);
}

/**
 * Runs the program at any terminal and, with a host, in other surroundings than a user's machine. Returns its exit code: the
 * only place that turns errors into exit codes.
 */
export async function execute(
  argv: readonly string[],
  terminal: Terminal,
  host?: ContextFlags['host'],
): Promise<number> {
  let context: Context | undefined;
  const open = async (flags: ContextFlags) => {
    const { openWired } = await import('./wiring.js');
    context = await openWired({ ...flags, ...(host && { host }) }, terminal);
    return context;
  };
  try {
    return await runProgram(argv, { terminal, open, program });
  } catch (error) {
    return tell(error, argv, terminal, context);
  }
}

/** Whatever is not committed yet is rolled back by the database, as after any crash, so stopping at once is safe. */
function stopOnSignals(terminal: Terminal, argv: readonly string[]): void {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
  for (const [signal, code] of Object.entries(codes)) {
    process.once(signal, () => {
      terminal.complain(`stopped by ${signal}${leftBehind(argv)}`);
      process.exit(code);
    });
  }
}

async function tell(thrown: unknown, argv: readonly string[], terminal: Terminal, context?: Context): Promise<number> {
  const error = asExpected(thrown, argv);
  if (!error) return tellBug(thrown, argv, terminal, context);

  const { message } = error;
  if (error.code !== 'usage') context?.log.error(message); // a typing mistake is not logged, and makes no files
  terminal.complain(message);
  if (argv.includes('--json')) await printJsonError(terminal, error.code, message, error.retryable);
  return exitCodes[error.code];
}

function asExpected(thrown: unknown, argv: readonly string[]): CryptoBotError | null {
  if (thrown instanceof CryptoBotError) return thrown;
  if (thrown instanceof CommanderError) {
    const problem =
      thrown.code === 'commander.help' ? 'name a command' : inWords(thrown.message.replace(/^error: /, ''));
    return usageError(`${problem}\nTry ${['crypto-bot', ...commandOf(argv), '--help'].join(' ')}`);
  }
  return null;
}

/** The words of a command or group that arguments begin with. */
function commandOf(argv: readonly string[], entry: Entry = program): string[] {
  const [word = '', ...more] = argv;
  const next = Object.hasOwn(entry.commands ?? {}, word) ? entry.commands?.[word] : undefined;
  return next ? [word, ...commandOf(more, next)] : [];
}

/**
 * What commander says, which repeats what was typed; the value of a flag that is not known may be a secret, and so may a URL.
 * Its guess is left out where that is too far away.
 */
function inWords(message: string): string {
  const [, before = message, typed, after = ''] = /^([^']*)'(.*)'(.*)$/s.exec(message) ?? [];
  if (typed === undefined) return message;
  const text = before.startsWith('unknown option') ? typed.replace(/=.*/s, '') : typed;
  const [, guess] = /\(Did you mean (?:one of )?([^,?]+)/.exec(after) ?? [];
  const rest = guess === undefined || isNear(text, guess) ? after : '';
  return `${before}${quoted(text).replace(/^"|"$/g, "'")}${rest}`;
}

async function tellBug(
  thrown: unknown,
  argv: readonly string[],
  terminal: Terminal,
  context?: Context,
): Promise<number> {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const redact = (text: string) => maskSecrets(text, context?.config.secrets ?? []); // Nobody knows what a bug says.
  const stack = redact(error.stack ?? error.message);
  context?.log.error(stack);
  const [message = ''] = redact(error.message).split('\n');
  terminal.complain(
    `this is a bug in crypto-bot: ${message.slice(0, 300)}\nPlease report it, with what --verbose shows.`,
  );
  if (argv.includes('--verbose') || argv.includes('-v')) terminal.complain(stack);
  if (argv.includes('--json')) await printJsonError(terminal, 'bug', message, false);
  return 1;
}

async function printJsonError(terminal: Terminal, code: string, message: string, retryable: boolean): Promise<void> {
  await terminal.print(renderJsonError({ code, message, retryable }));
}
