import { Chalk } from 'chalk';
import type { Backtest } from '../../../backtest/backtest.js';
import type { Metrics } from '../../../backtest/metrics/measure.js';
import { combinationAt, countCombinations } from '../../../backtest/sweep/combinations.js';
import { inOrder } from '../../../backtest/sweep/in-order.js';
import { measureSpan } from '../../../backtest/sweep/measure-span.js';
import { newTally } from '../../../backtest/sweep/tally.js';
import { type WalkForward, type WalkWindow, windowsOf } from '../../../backtest/sweep/windows.js';
import { briefTime } from '../../../core/values/times/brief.js';
import { usageError } from '../../../errors.js';
import type { Sweep } from '../../../report/backtest/sweep/sweep.js';
import type { Walk } from '../../../report/backtest/sweep/walk.js';
import { renderWalkCsv, renderWalkJson } from '../../../report/backtest/sweep/walk-data.js';
import type { Context } from '../../context.js';
import { runBacktest } from '../run-backtest.js';
import { describeSweep } from './describe-sweep.js';
import { INTERRUPTED, UNDER_WAY, type View } from './print-sweep.js';
import { newProgress } from './progress.js';
import { requestAt, type SweepRequest } from './sweep-request.js';
import { openTrials } from './trials.js';

/** A window, the index of the combination that was the best on its training span, and its figures there. */
interface Choice {
  readonly window: WalkWindow;
  readonly index: number;
  readonly train: Metrics;
}

/** Chooses on each training span, runs the test spans one after the other, and prints these. Returns the exit code. */
export async function printWalk(
  context: Context,
  request: SweepRequest,
  walkForward: WalkForward,
  view: View,
): Promise<number> {
  const sweep = describeSweep(context, request);
  const { since, until } = sweep;
  const within = request.files.table.instants.filter((at) => at >= since && at <= until);
  const windows = windowsOf(within, walkForward);
  if (windows.length === 0)
    throw usageError(
      `--walk-forward ${walkForward.trainDays},${walkForward.testDays} is longer than the prices, which go from ${briefTime(since)} to ${briefTime(until)}`,
    );
  checkTraining(context, request, windows);
  const { choices, isOver } = await choose(context, request, sweep, windows);
  if (choices.length === 0) {
    context.log.warn('stopped before the first choice was made: there is nothing to print');
    return INTERRUPTED;
  }
  const tried = await runTestSpans(context, request, choices);
  const rows = choices.map(({ window, index, train }) => ({
    window,
    parameters: combinationAt(request.parameters, index),
    train,
    test: measureSpan(tried.result, window.testSince, window.testUntil),
  }));
  await print(context, { sweep, walkForward, rows, courses: tried }, view);
  return isOver ? INTERRUPTED : 0;
}

/** Makes sure that each combination can be tried on the first, shortest part of the prices. Throws a usage CryptoBotError. */
function checkTraining({ config }: Context, request: SweepRequest, [first]: readonly WalkWindow[]): void {
  const given = { ...request.given, since: first?.trainSince, until: first?.trainUntil };
  for (let index = 0; index < countCombinations(request.parameters); index++)
    requestAt(config, { ...request, given }, index);
}

/** The best combination of each window, until Ctrl-C. */
async function choose(context: Context, request: SweepRequest, sweep: Sweep, windows: readonly WalkWindow[]) {
  const { metric, combinations } = sweep;
  const jobs = Math.min(request.jobs, combinations);
  const trials = openTrials(context, request, jobs);
  const show = newProgress(context.terminal, combinations * windows.length);
  const choices: Choice[] = [];
  try {
    for (const window of windows) {
      const span = { since: window.trainSince, until: window.trainUntil };
      const tally = newTally(metric, combinations, 1);
      const attempt = (index: number) => trials.attempt(index, span);
      for await (const { index, result } of inOrder(combinations, UNDER_WAY * jobs, attempt, trials.isOver)) {
        if (result) tally.add({ index, metrics: result });
        show(choices.length * combinations + tally.count);
      }
      const [best] = tally.leaders;
      if (!best || tally.count < combinations) break;
      choices.push({ window, index: best.index, train: best.metrics });
    }
    return { choices, isOver: trials.isOver() };
  } finally {
    context.terminal.progress('');
    await trials.close();
  }
}

/** One backtest over all test spans, each with its own choice. Positions and cash go on from one span to the next. */
function runTestSpans({ config }: Context, sweep: SweepRequest, choices: readonly Choice[]): Promise<Backtest> {
  const { table } = sweep.files;
  const requests = choices.map(({ window, index }) => ({ window, request: requestAt(config, sweep, index) }));
  const [first, last] = [requests[0], requests.at(-1)];
  if (!first || !last) throw new Error('a walk without a window');
  const requestOf = (instant: number) => {
    const at = table.instants[instant];
    return (requests.find(({ window }) => at && at <= window.testUntil) ?? last).request;
  };
  const request = {
    ...first.request,
    span: { since: first.window.testSince, until: last.window.testUntil },
    policyAt: (instant: number) => requestOf(instant).policy,
    universeAt: (instant: number) => requestOf(instant).universeAt(instant),
    onTick: () => {},
  };
  return runBacktest(request, table);
}

async function print({ terminal, color }: Context, walk: Walk, { format, page }: View): Promise<void> {
  if (page) page.write((await import('../../../report/page/walk-page.js')).renderWalkPage(walk));
  if (format === 'json') return void (await terminal.print(renderWalkJson(walk)));
  if (format === 'csv') return void (await terminal.print(renderWalkCsv(walk)));
  const { renderWalk } = await import('../../../report/backtest/sweep/walk.js');
  const style = { width: Math.min(terminal.columns, 120), color: new Chalk({ level: color ? 1 : 0 }) };
  await terminal.print(renderWalk(walk, style));
}
