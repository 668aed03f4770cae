import type { Decimal } from '../../core/money.js';
import type { IndexPoint } from './growth-index.js';
import { comparable, Statistic } from './statistic.js';

/** The deepest fall of an index from an earlier peak. */
export interface Drawdown {
  /** A part, not above zero. */
  readonly depth: Decimal;
  /** The last instant at the peak; null where nothing fell. */
  readonly since: Date | null;
  /** The first instant at the deepest point; null where nothing fell. */
  readonly until: Date | null;
}

const ONE = new Statistic(1);

/**
 * Formula: the least of index / highest index so far − 1, where the 1 at the start is the first index. The fall from that
 * 1 itself begins at the first instant. Source: Magdon-Ismail and Atiya, Maximum Drawdown, Risk Magazine, 2004.
 */
export function maxDrawdown(points: readonly IndexPoint[]): Drawdown {
  let peak = { at: points[0]?.at ?? null, index: ONE as Decimal };
  let lowest: Decimal = ONE; // since the peak
  let deepest: Drawdown = { depth: new Statistic(0), since: null, until: null };
  for (const { at, index } of points) {
    if (index.greaterThanOrEqualTo(peak.index)) {
      peak = { at, index };
      lowest = index;
      continue;
    }
    if (index.greaterThanOrEqualTo(lowest)) continue;
    lowest = index;
    const depth = comparable(new Statistic(index).div(peak.index).minus(1), 30);
    if (depth.lessThan(deepest.depth)) deepest = { depth, since: peak.at, until: at };
  }
  return deepest;
}
