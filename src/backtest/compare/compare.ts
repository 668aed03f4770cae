import { benchmarkCourses, type Courses, resultCourse } from '../courses.js';
import { KnownPrices } from './known-prices.js';
import { findMissing, type Missing } from './missing-prices.js';
import type { LedgerHistory } from './read-ledger.js';

/** The result of a ledger, beside that of plain buying with its money on its days. */
export interface Comparison extends Courses, Pick<LedgerHistory, 'ticks' | 'strategies'> {
  /** When money first moved, or the first tick was; null where nothing has happened. */
  readonly since: Date | null;
  /** The last instant of which a price is known; null likewise. */
  readonly until: Date | null;
  /** Prices that are not known. */
  readonly missing: readonly Missing[];
}

/** Compares the history of a ledger with the benchmarks, at prices that are known. */
export function compare({ moments, ticks, strategies }: LedgerHistory, prices: KnownPrices): Comparison {
  const since = moments[0]?.at ?? null;
  const times = moments.map(({ at }) => at);
  const history = since ? prices.since(since, times) : EMPTY;
  const places = new Map(history.instants.map((at, place) => [at.getTime(), place]));
  const occasions = moments.map((moment) => ({ ...moment, instant: places.get(moment.at.getTime()) ?? 0 }));
  const steps = moments.filter(({ inflow, purchases }) => !inflow.isZero() || purchases.length > 0);
  const result = resultCourse(steps, history);
  const benchmarks = since ? benchmarkCourses(occasions, history) : [];
  const until = history.instants.at(-1) ?? null;
  const missing = findMissing([result, ...benchmarks], prices, until);
  return { since, until, instants: history.instants, result, benchmarks, ticks, strategies, missing };
}

const EMPTY = new KnownPrices().since(new Date(0), []);
