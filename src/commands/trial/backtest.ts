import { Chalk } from 'chalk';
import type { Ledger } from '../../ledger/ledger.js';
import { emptyMemory } from '../../ledger/memory/memory.js';
import { createMemoryLedger } from '../../ledger/memory/memory-ledger.js';
import { findProblems } from '../../market/price-file/check/find-problems.js';
import { type PriceFiles, readPriceFiles } from '../../market/price-file/read.js';
import { renderTrialCsv } from '../../report/backtest/csv.js';
import { renderTrialJson } from '../../report/backtest/json.js';
import type { Trial } from '../../report/backtest/trial.js';
import { displayCount } from '../../report/format/amounts.js';
import type { Terminal } from '../../runtime/terminal.js';
import { universeOf } from '../../settings/policy.js';
import { trialSettings } from '../../settings/variant.js';
import { defineCommand } from '../command.js';
import type { Context } from '../context.js';
import { checkFormat, type Format, formatOf, formats } from '../format.js';
import { flag } from '../input.js';
import { printRecorded } from '../print-recorded.js';
import { checkTrial, type TrialGiven, trialInputs } from './inputs.js';
import { keep, keepIn, refuseFilledTarget } from './keeping.js';
import { html, openPageFile } from './page-file.js';
import { writtenAs } from './price-files.js';
import { runBacktest } from './run-backtest.js';
import { isAllCoins, requestTrial } from './trial-request.js';

/** Tries a rule on prices of the past, tick by tick, and compares it with plain buying. */
export const command = defineCommand({
  uses: trialSettings,
  hasLedger: false,
  settings: ['top', 'coins', 'strategy', 'params', 'quantity', 'notional'],
  options: {
    ...trialInputs,
    keep,
    series: flag('--series', 'with --json or --csv: the portfolio at every instant'),
    html,
    ...formats,
  },
  exitCodes: { 5: 'the ledger to keep it in is unavailable or busy' },
  settingsOf: ({ keep: kept }) => (kept === undefined ? {} : { copyTo: kept }),
  examples: [
    'crypto-bot backtest --prices prices.csv',
    'crypto-bot backtest --prices prices.csv --strategy dip --contribute 100',
    'crypto-bot backtest --prices prices.csv.gz --fee-rate 0.0026 --slippage-bps 10',
    'crypto-bot backtest --prices prices.csv --html backtest.html',
    'crypto-bot backtest --prices prices.csv --keep file:tried.db',
  ],
  check: ({ series, keep: _, html: __, json, csv, ...given }) => [
    ...checkFormat({ json, csv }),
    ...checkTrial(given),
    ...(series && !json && !csv ? ['--series needs --json or --csv'] : []),
  ],
  run: async (context, { series, keep: kept, html, json, csv, ...given }) => {
    const target = kept === undefined ? undefined : context.config.copyTo;
    if (target !== undefined) await refuseFilledTarget(target, context);
    const page = html === undefined ? null : openPageFile(html, given.prices, target);
    const files = await readPriceFiles(given.prices, process.stdin);
    const memory = emptyMemory();
    const trial = await tryRule(
      context,
      given,
      files,
      createMemoryLedger({ memory, keepsHistory: target !== undefined }),
    );
    if (target !== undefined) await keepIn(target, memory, context);
    if (page) page.write((await import('../../report/page/trial-page.js')).renderTrialPage(trial));
    const report = await render(trial, { format: formatOf({ json, csv }), series }, context);
    if (target !== undefined) return printRecorded(context, report);
    await context.terminal.print(report);
    return 0;
  },
});

async function tryRule(
  { config, terminal }: Context,
  given: TrialGiven,
  files: PriceFiles,
  ledger: Ledger,
): Promise<Trial> {
  const { table, sha256 } = files;
  const request = requestTrial(config, given, table);
  const onTick = showProgress(terminal);
  const tried = await runBacktest({ ...request, onTick }, table, ledger).finally(() => terminal.progress(''));
  const { top, coins, include, exclude, hysteresis } = universeOf(config);
  return {
    tried,
    every: request.every,
    strategy: request.policy.strategy,
    universe: { top: coins || isAllCoins(config, table) ? null : top, coins, include, exclude, hysteresis },
    sizing: request.policy.sizing,
    caps: request.policy.caps,
    terms: request.terms,
    contributions: request.contributions,
    prices: { files: given.prices.map(writtenAs), coins: table.coins, sha256 },
    quoteCurrency: request.quoteCurrency,
    problems: [...tried.problems, ...findProblems(table, coins ?? table.coins, tried.since, tried.until)],
  };
}

/** How many ticks there are between two messages. */
const TICKS_SHOWN = 500;

function showProgress(terminal: Terminal) {
  return (done: number, all: number) => {
    if (done % TICKS_SHOWN === 0) terminal.progress(`tick ${displayCount(done)} of ${displayCount(all)}`);
  };
}

interface View {
  readonly format: Format;
  readonly series: boolean;
}

async function render(trial: Trial, { format, series }: View, { terminal, color }: Context): Promise<string> {
  if (format === 'json') return renderTrialJson(trial, { series });
  if (format === 'csv') return renderTrialCsv(trial, { series });
  const { renderTrial } = await import('../../report/backtest/text.js');
  return renderTrial(trial, { width: Math.min(terminal.columns, 120), color: new Chalk({ level: color ? 1 : 0 }) });
}
