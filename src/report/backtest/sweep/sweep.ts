import type { Metrics } from '../../../backtest/metrics/measure.js';
import type { Contributions, Period } from '../../../backtest/schedule.js';
import type { Combination, SweptParameter } from '../../../backtest/sweep/combinations.js';
import type { MetricName } from '../../../backtest/sweep/metric.js';
import type { Terms } from '../../../backtest/trade.js';
import type { PriceSource } from '../trial.js';

/** What is tried, and on what. */
export interface Sweep {
  readonly since: Date;
  readonly until: Date;
  readonly every: Period;
  readonly parameters: readonly SweptParameter[];
  /** How many there are. */
  readonly combinations: number;
  readonly metric: MetricName;
  readonly strategy: string;
  readonly terms: Terms;
  readonly contributions: Contributions | null;
  readonly prices: PriceSource;
  readonly quoteCurrency: string;
}

/** A combination and its figures. */
export interface SweepRow {
  readonly parameters: Combination;
  readonly metrics: Metrics;
}

/** The result of a sweep, or of the part of it that was done. */
export interface SweepResult {
  readonly tried: number;
  /** The best, the best first; never all of many. */
  readonly leaders: readonly SweepRow[];
  /** In the middle of the ranking; null where nothing was tried. */
  readonly median: SweepRow | null;
  /** How good the combination at an index is by the metric: more is better, −∞ for no figure. Undefined where it was not tried. */
  readonly goodnessAt: (index: number) => number | undefined;
}
