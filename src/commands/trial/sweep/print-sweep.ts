import type { Metrics } from '../../../backtest/metrics/measure.js';
import { combinationAt } from '../../../backtest/sweep/combinations.js';
import { inOrder } from '../../../backtest/sweep/in-order.js';
import { newTally } from '../../../backtest/sweep/tally.js';
import type { Context } from '../../context.js';
import type { Format } from '../../format.js';
import type { OutputFile } from '../../output-file.js';
import { describeSweep } from './describe-sweep.js';
import { outputOf } from './output.js';
import { newProgress } from './progress.js';
import type { SweepRequest } from './sweep-request.js';
import { openTrials } from './trials.js';

export const INTERRUPTED = 130;
const LEADERS = 10;
/** How many combinations are handed out for each thread: one that takes long does not keep the others waiting. */
export const UNDER_WAY = 8;

export interface View {
  readonly format: Format;
  /** Null where none is written. */
  readonly page: OutputFile | null;
}

/** Tries all combinations and prints them in their order, as they are done. Returns the exit code. */
export async function printSweep(context: Context, request: SweepRequest, { format, page }: View): Promise<number> {
  const { terminal } = context;
  const { parameters, metric, given } = request;
  const sweep = describeSweep(context, request);
  const jobs = Math.min(request.jobs, sweep.combinations);
  const output = outputOf(format, sweep, context);
  const tally = newTally(metric, sweep.combinations, LEADERS);
  const show = newProgress(terminal, sweep.combinations);
  const trials = openTrials(context, request, jobs);
  const attempt = (index: number) => trials.attempt(index, given);
  const rowAt = (index: number, metrics: Metrics) => ({ parameters: combinationAt(parameters, index), metrics });

  try {
    await terminal.print(output.begin);
    for await (const { index, result } of inOrder(sweep.combinations, UNDER_WAY * jobs, attempt, trials.isOver)) {
      if (!result) continue;
      const row = output.row(rowAt(index, result), tally.count === 0);
      tally.add({ index, metrics: result });
      show(tally.count);
      if (row !== '' && !(await terminal.print(row))) trials.stop(); // its reader has gone
    }
    const middle = tally.median();
    const median = middle === null ? null : await attempt(middle); // its figures were not kept
    const result = {
      tried: tally.count,
      leaders: tally.leaders.map(({ index, metrics }) => rowAt(index, metrics)),
      median: middle === null || !median ? null : rowAt(middle, median),
      goodnessAt: tally.goodnessAt,
    };
    if (page) page.write((await import('../../../report/page/sweep-page.js')).renderSweepPage(sweep, result));
    const report = await output.end(result);
    terminal.progress('');
    await terminal.print(report);
    return trials.isOver() ? INTERRUPTED : 0;
  } finally {
    terminal.progress('');
    await trials.close();
  }
}
