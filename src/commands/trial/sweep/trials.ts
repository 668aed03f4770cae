import type { Metrics } from '../../../backtest/metrics/measure.js';
import { combinationAt } from '../../../backtest/sweep/combinations.js';
import { fromPlain, toPlain } from '../../../backtest/sweep/plain.js';
import { takeInterrupt } from '../../../runtime/interrupt.js';
import { openWorkerPool } from '../../../runtime/worker-pool.js';
import type { Context } from '../../context.js';
import type { Attempt, Briefing } from './briefing.js';
import type { SweepRequest } from './sweep-request.js';

/** Threads that try combinations, until Ctrl-C. */
export interface Trials {
  /** Tries the combination at an index on a span. Null where it was cancelled. */
  attempt(index: number, span: Pick<Attempt, 'since' | 'until'>): Promise<Metrics | null>;
  /** Cancels what no thread has begun; no more is to be tried. */
  stop(): void;
  /** Whether it was stopped, here or by Ctrl-C. */
  isOver(): boolean;
  close(): Promise<void>;
}

export function openTrials(context: Context, request: SweepRequest, jobs: number): Trials {
  const pool = openWorkerPool(new URL('./sweep-worker.js', import.meta.url), jobs, briefingOf(context, request));
  let isOver = false;
  const stop = () => {
    isOver = true;
    pool.cancelWaiting();
  };
  const giveBack = takeInterrupt(stop);
  return {
    attempt: async (index, { since, until }) => {
      const task: Attempt = { combination: combinationAt(request.parameters, index), since, until };
      return fromPlain(await pool.run(task));
    },
    stop,
    isOver: () => isOver,
    close: async () => {
      giveBack();
      await pool.close();
    },
  };
}

function briefingOf({ config }: Context, { given, files, piped }: SweepRequest): Briefing {
  const { sources, configFile } = config;
  const { sha256 } = files;
  return { config: { sources, configFile }, given: toPlain(given), files: given.prices, piped, sha256 };
}
