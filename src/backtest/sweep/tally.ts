import type { Decimal } from '../../core/money.js';
import type { Metrics } from '../metrics/measure.js';
import { goodnessOf, type MetricName } from './metric.js';

/** A combination that was tried, by its index among all. */
interface Tried {
  readonly index: number;
  readonly metrics: Metrics;
}

/** How the combinations tried so far compare by a metric. Keeps one number of each, and all figures of the best few only. */
export interface Tally {
  add(tried: Tried): void;
  /** How many were added. */
  readonly count: number;
  /** The best, the best first; of equals the first that was added. */
  readonly leaders: readonly Tried[];
  /** The index of the combination in the middle of the ranking, or of the worse of two; null before the first is added. */
  median(): number | null;
  /** How good the one at an index is: more is better, −∞ for no figure. Undefined where it was not tried. */
  goodnessAt(index: number): number | undefined;
}

/** A tally of so many combinations, which keeps so many of the best. */
export function newTally(metric: MetricName, all: number, leadersKept: number): Tally {
  const goodness = new Float64Array(all).fill(Number.NaN);
  const leaders: { readonly tried: Tried; readonly goodness: Decimal | null }[] = [];
  let count = 0;
  return {
    add(tried) {
      const own = goodnessOf(tried.metrics, metric);
      goodness[tried.index] = own === null ? Number.NEGATIVE_INFINITY : Number(own);
      count += 1;
      const worse = leaders.findIndex((leader) => isBetter(own, leader.goodness));
      leaders.splice(worse < 0 ? leaders.length : worse, 0, { tried, goodness: own });
      if (leaders.length > leadersKept) leaders.pop();
    },
    get count() {
      return count;
    },
    get leaders() {
      return leaders.map(({ tried }) => tried);
    },
    median() {
      const indices = Int32Array.from(goodness.keys()).filter((index) => !Number.isNaN(goodness[index]));
      const ranked = indices.sort((a, b) => compare(goodness[b], goodness[a]) || a - b);
      return ranked[Math.floor(ranked.length / 2)] ?? null;
    },
    goodnessAt(index) {
      const own = goodness[index];
      return own === undefined || Number.isNaN(own) ? undefined : own;
    },
  };
}

function isBetter(one: Decimal | null, other: Decimal | null): boolean {
  return one !== null && (other === null || one.greaterThan(other));
}

/** Also of two that are −∞, whose difference is no number. */
function compare(one = 0, other = 0): number {
  return one === other ? 0 : one - other;
}
