import type { Metrics } from '../../../backtest/metrics/measure.js';
import { combinationAt, countCombinations } from '../../../backtest/sweep/combinations.js';
import { inOrder } from '../../../backtest/sweep/in-order.js';
import { fromPlain, toPlain } from '../../../backtest/sweep/plain.js';
import { newTally } from '../../../backtest/sweep/tally.js';
import { usageError } from '../../../errors.js';
import type { Sweep } from '../../../report/backtest/sweep/sweep.js';
import { displayCount } from '../../../report/format/amounts.js';
import { renderTimeLeft } from '../../../report/format/time-left.js';
import { takeInterrupt } from '../../../runtime/interrupt.js';
import type { Terminal } from '../../../runtime/terminal.js';
import { openWorkerPool } from '../../../runtime/worker-pool.js';
import type { Context } from '../../context.js';
import type { Format } from '../../format.js';
import type { OutputFile } from '../../output-file.js';
import { writtenAs } from '../price-files.js';
import type { Attempt, Briefing } from './briefing.js';
import { type Contest, requestAt } from './contest.js';
import { outputOf } from './output.js';

const INTERRUPTED = 130;
const LEADERS = 10;
/** How many combinations are handed out for each thread: one that takes long does not keep the others waiting. */
const UNDER_WAY = 8;

interface View {
  readonly format: Format;
  /** Null where none is written. */
  readonly page: OutputFile | null;
}

/** Tries all combinations and prints them in their order, as they are done. Returns the exit code. */
export async function printSweep(context: Context, contest: Contest, { format, page }: View): Promise<number> {
  const { terminal } = context;
  const { parameters, metric, given } = contest;
  const sweep = describeSweep(context, contest);
  const jobs = Math.min(contest.jobs, sweep.combinations);
  const output = outputOf(format, sweep, context);
  const tally = newTally(metric, sweep.combinations, LEADERS);
  const show = newProgress(terminal, sweep.combinations);
  const pool = openWorkerPool(new URL('./sweep-worker.js', import.meta.url), jobs, briefingOf(context, contest));
  let isOver = false;
  const stop = () => {
    isOver = true;
    pool.cancelWaiting();
  };
  const giveBack = takeInterrupt(stop);

  /** Null where it was cancelled. */
  const attempt = async (place: number): Promise<Metrics | null> => {
    const task: Attempt = { combination: combinationAt(parameters, place), since: given.since, until: given.until };
    return fromPlain(await pool.run(task));
  };
  const rowAt = (place: number, metrics: Metrics) => ({ parameters: combinationAt(parameters, place), metrics });

  try {
    await terminal.print(output.begin);
    for await (const { place, result } of inOrder(sweep.combinations, UNDER_WAY * jobs, attempt, () => isOver)) {
      if (!result) continue;
      const row = output.row(rowAt(place, result), tally.count === 0);
      tally.add({ place, metrics: result });
      show(tally.count);
      if (row !== '' && !(await terminal.print(row))) stop(); // its reader has gone
    }
    const middle = tally.median();
    const median = middle === null ? null : await attempt(middle); // its figures were not kept
    const result = {
      tried: tally.count,
      leaders: tally.leaders.map(({ place, metrics }) => rowAt(place, metrics)),
      median: middle === null || !median ? null : rowAt(middle, median),
      goodnessAt: tally.goodnessAt,
    };
    if (page) page.write((await import('../../../report/page/sweep-page.js')).renderSweepPage(sweep, result));
    const report = await output.end(result);
    terminal.progress('');
    await terminal.print(report);
    return isOver ? INTERRUPTED : 0;
  } finally {
    terminal.progress('');
    giveBack();
    await pool.close();
  }
}

function briefingOf({ config }: Context, { given, files, piped }: Contest): Briefing {
  const { sources, configFile } = config;
  const { sha256 } = files;
  return { config: { sources, configFile }, given: toPlain(given), files: given.prices, piped, sha256 };
}

function describeSweep({ config }: Context, contest: Contest): Sweep {
  const { parameters, metric, files, given } = contest;
  const { every, span, terms, contributions, quoteCurrency } = requestAt(config, contest, 0);
  const { instants, coins } = files.table;
  const since = instants.find((at) => !span.since || at >= span.since);
  const until = instants.findLast((at) => !span.until || at <= span.until);
  if (!since || !until || since > until) throw usageError('the price files have no row in that span');
  return {
    since,
    until,
    every,
    parameters,
    combinations: countCombinations(parameters),
    metric,
    strategy: config.strategy,
    terms,
    contributions,
    prices: { files: given.prices.map(writtenAs), coins, sha256: files.sha256 },
    quoteCurrency,
  };
}

const SHOWN_EVERY_MS = 250;

function newProgress(terminal: Terminal, all: number) {
  const beganMs = Date.now();
  let shownMs = beganMs;
  return (done: number) => {
    const nowMs = Date.now();
    if (nowMs - shownMs < SHOWN_EVERY_MS) return;
    shownMs = nowMs;
    const left = renderTimeLeft(((nowMs - beganMs) / done) * (all - done));
    terminal.progress(`combination ${displayCount(done)} of ${displayCount(all)}, ${left}`);
  };
}
