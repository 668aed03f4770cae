import { Command, CommanderError } from 'commander';
import type { Context } from './commands/context.js';
import type { Flags } from './config.js';
import type { Terminal } from './runtime/terminal.js';
import { version } from './runtime/version.js';

type Open = (flags: Flags) => Promise<Context>;
type Commands = typeof import('./commands.js');

const EXIT_CODES: readonly (readonly [code: number, meaning: string])[] = [
  [0, 'done, nothing to do, or already recorded'],
  [1, 'a bug'],
  [2, 'wrong usage or configuration'],
  [3, 'market data unavailable for some or all coins (the others are recorded)'],
  [4, 'the broker failed (the plan is kept, the next run settles it)'],
  [5, 'the ledger is unavailable or busy, or verify found it not in order'],
  [130, 'stopped by Ctrl-C; nothing is half-written'],
  [143, 'stopped by SIGTERM; likewise'],
];
const EXIT_CODES_HELP = EXIT_CODES.map(([code, meaning]) => `  ${String(code).padEnd(3)}  ${meaning}`).join('\n');

/**
 * Runs the command that the arguments name and returns its exit code. The commands are imported, all together, only when
 * one of them is run.
 * Throws a CommanderError for wrong usage and whatever the command throws.
 */
export async function runProgram(argv: readonly string[], terminal: Terminal, open: Open): Promise<number> {
  let exitCode = 0;
  let told = '';
  const program = new Command('crypto-bot')
    .description('Accumulate crypto by rule, one tick per run, from your own crontab.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .configureOutput({ writeOut: tell, writeErr: () => {}, outputError: () => {} })
    .exitOverride();
  const examplesOf = new Map<Command, readonly string[]>();

  showing(program, [
    'crypto-bot run --market sample --dry-run     a first look, no network',
    'crypto-bot run --once-per hour --quiet       for a crontab',
    'crypto-bot portfolio                         what is held',
    'crypto-bot run --help                        everything about one command',
  ]);

  command('run', 'do one tick: look at the market, decide, record, report', [
    'crypto-bot run --once-per hour --quiet       for a crontab',
    'crypto-bot run --top 5 --notional 25 --dry-run',
    'crypto-bot run --market sample               a simulated market, no network',
  ])
    .option('--top <n>', 'how many coins by market cap, 1 to 250 (default: 3)')
    .option('--coins <ids>', 'these coins instead, such as bitcoin,ethereum')
    .option('--strategy <name>', 'the rule to buy by (default: below-average)')
    .option('--param <name=value>', 'a parameter of the strategy, such as window=20; may be repeated', joined)
    .option('--quantity <q>', 'buy this many coins (default: 1)')
    .option('--notional <m>', 'buy for this amount of the quote currency instead')
    .option('--market <name>', 'where prices come from: coingecko or sample (default: coingecko)')
    .option('--once-per <unit>', 'record at most one tick per UTC minute, hour, day, ISO week or month')
    .option('--dry-run', 'decide and report, record nothing')
    .option('--json', 'print one JSON object')
    .option('-q, --quiet', 'print nothing unless something was bought or went wrong')
    .action(opened((it) => it.run));

  command('portfolio', 'print what is held, with gain and loss', [
    'crypto-bot portfolio',
    'crypto-bot portfolio --offline --json        at the last stored prices',
  ])
    .option('--offline', 'use the last stored prices')
    .option('--json', 'print one JSON object')
    .option('--csv', 'print comma-separated values')
    .action(opened((it) => it.portfolio));

  command('history', 'print what was bought, newest first', [
    'crypto-bot history --coin bitcoin',
    'crypto-bot history --since 2026-11-01 --csv > november.csv',
  ])
    .option('--coin <coin>', 'only this coin, by id (bitcoin) or symbol (btc)')
    .option('--since <date>', 'from this UTC day or time on, such as 2026-11-01 or 2026-11-01T12:00:00Z')
    .option('--until <date>', 'up to and including this UTC day or time')
    .option('--limit <n>', 'at most this many (default: 50 in a table, else all)')
    .option('--json', 'print one JSON object')
    .option('--csv', 'print comma-separated values')
    .action(opened((it) => it.history));

  command('why', 'explain decisions: what they were made from, and whether they would be made again', [
    'crypto-bot why                               all coins of the latest tick',
    'crypto-bot why bitcoin --last 5',
    'crypto-bot why btc --at 2026-11-22T12:00:00Z --json',
  ])
    .argument('[coin]', 'only this coin, by id (bitcoin) or symbol (btc)')
    .option('--at <time>', 'as of this UTC time or the end of this day: the latest tick not after it')
    .option('--last <n>', 'the latest so many decisions on the coin, or ticks (default: 1)')
    .option('--json', 'print one JSON object')
    .action(opened((it) => it.why));

  command('strategies [name]', 'list the strategies and your rules, or explain one', [
    'crypto-bot strategies',
    'crypto-bot strategies dip',
  ])
    .option('--json', 'print one JSON object')
    .action(opened((it) => it.strategies));

  command('cash', 'print the paper account, or pay into it or out of it', [
    'crypto-bot cash               the balance and the latest entries',
    'crypto-bot cash deposit 500   from now on buys are limited to the balance',
    'crypto-bot cash withdraw 100',
  ])
    .argument('[action]', 'deposit or withdraw')
    .argument('[amount]', 'in the quote currency')
    .option('--limit <n>', 'at most this many entries (default: 20)')
    .option('--json', 'print one JSON object')
    .action(opened((it) => it.cash));

  const config = describing('config', 'write, show or check the settings', [
    'crypto-bot config init',
    'crypto-bot config check',
  ]);

  command(
    'init',
    'write a config file with every setting commented out',
    ['crypto-bot config init', 'crypto-bot config init --config ./config.toml'],
    config,
  ).action(async (flags: Flags) => {
    const { configInit } = await import('./commands.js');
    exitCode = await configInit(terminal, flags);
  });

  command(
    'show',
    'print every setting in effect, and where it comes from',
    ['crypto-bot config show', 'CRYPTO_BOT_TOP=5 crypto-bot config show --json'],
    config,
  )
    .option('--json', 'print one JSON object')
    .action(opened((it) => it.configShow));

  command(
    'check',
    'check the settings, and say what 30 days of them can cost',
    [
      'crypto-bot config check                for the crontab line of every hour',
      'crypto-bot config check --every day --json',
    ],
    config,
  )
    .option('--every <unit>', 'how often run is to be run: minute, hour, day, week or month (default: hour)')
    .option('--json', 'print one JSON object')
    .action(opened((it) => it.configCheck));

  command('verify', 'check the ledger from end to end', [
    'crypto-bot verify',
    'crypto-bot verify --repair   make the positions anew from the transactions',
  ])
    .option('--repair', 'say what is wrong, and make the positions anew from the transactions')
    .option('--json', 'print one JSON object')
    .action(opened((it) => it.verify));

  command('copy', 'copy the ledger whole into another, empty one', [
    'crypto-bot copy --to postgresql://me:my-password@db.example:5432/crypto_bot',
    'crypto-bot copy --db postgresql://… --to file:crypto-bot.db',
  ])
    .option('--to <url>', 'the ledger to copy to (CRYPTO_BOT_COPY_TO keeps a password out of sight)')
    .action(opened((it) => it.copy));

  command('backup', 'write a copy of the ledger, also while it is in use, to a new file', [
    'crypto-bot backup crypto-bot-2026-11-22.db',
  ])
    .argument('<file>', 'the file to write; it must not exist')
    .action(opened((it) => it.backup));

  describing('completion <shell>', 'print the script that completes commands in bash, zsh or fish', [
    'source <(crypto-bot completion bash)         in ~/.bashrc',
    'source <(crypto-bot completion zsh)          in ~/.zshrc, after compinit',
    'crypto-bot completion fish > ~/.config/fish/completions/crypto-bot.fish',
  ]).action(async (shell: string) => {
    const { describe, renderCompletion } = await import('./commands.js');
    await terminal.print(renderCompletion(describe(program, examplesOf), shell));
  });

  describing('man', 'print the man page', ['crypto-bot man | man -l -']).action(async () => {
    const { describe, renderMan } = await import('./commands.js');
    await terminal.print(renderMan(describe(program, examplesOf), { version, exitCodes: EXIT_CODES }));
  });

  // For the completion scripts, after it the words typed so far: silent and empty whatever happens.
  program
    .command('list-coins', { hidden: true })
    .option('--db [url]')
    .option('--config [file]')
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async (flags: Flags) => {
      const { listCoins } = await import('./commands.js');
      await open(flags)
        .then(listCoins)
        .catch(() => {});
    });

  /** Runs a command, once its configuration is read and its log is open, and keeps its exit code. */
  function opened<Given extends unknown[]>(
    pick: (commands: Commands) => (context: Context, ...given: Given) => Promise<number>,
  ) {
    return async function (this: Command, ...given: Given): Promise<void> {
      const run = pick(await import('./commands.js'));
      exitCode = await run(await open(this.opts()), ...given);
    };
  }

  function joined(value: string, earlier: string | undefined): string {
    return earlier === undefined ? value : `${earlier},${value}`;
  }

  function command(name: string, summary: string, examples: readonly string[], parent = program): Command {
    return describing(name, summary, examples, parent)
      .option('--db <url>', 'the ledger: file:PATH or postgresql://…')
      .option('--config <file>', 'the config file to read')
      .option('--no-color', 'no colours')
      .option('-v, --verbose', 'tell more, on stderr');
  }

  /** A command that needs no settings. */
  function describing(name: string, summary: string, examples: readonly string[], parent = program): Command {
    return showing(parent.command(name).description(summary), examples);
  }

  function showing(described: Command, examples: readonly string[]): Command {
    const lines = examples.map((example) => `  ${example}`).join('\n');
    examplesOf.set(described, examples);
    return described.addHelpText('after', `\nExamples:\n${lines}\n\nExit codes:\n${EXIT_CODES_HELP}`);
  }

  /** Keeps what commander says until it can be waited for. */
  function tell(text: string): void {
    told += text;
  }

  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    // Commander ends --help and --version this way, too.
    if (!(error instanceof CommanderError) || error.exitCode !== 0) throw error;
  }
  if (told !== '') await terminal.print(told);
  return exitCode;
}
