import type { Decimal } from '../../core/money.js';
import { comparable, Statistic } from './statistic.js';
import { totalOf, type Valuation } from './valuation.js';

/** The index at an instant. */
export interface IndexPoint {
  readonly at: Date;
  readonly index: Decimal;
}

const ONE = new Statistic(1);

/**
 * The index of the time-weighted return: what 1 has become that was there before the first inflow, with inflows and
 * outflows left out of account. Fees and slippage are losses.
 *
 * Formula: index = index before the latest flow × value / (value before that flow + the flow), where the index before a
 * flow is the same of the flow before it. A part; 1 at the start. Source: the Global Investment Performance Standards'
 * true time-weighted return, with a subperiod from each flow to the next.
 *
 * Where nothing is left, or less, the index stays as it is. Valuations are in the order of time, from the first inflow on.
 */
export function growthIndex(valuations: readonly Valuation[]): IndexPoint[] {
  let indexBefore: Decimal = ONE;
  let base: Decimal = new Statistic(0);
  const grown = (value: Decimal) => (base.lessThanOrEqualTo(0) ? indexBefore : value.times(indexBefore).div(base));
  return valuations.map((valuation) => {
    const { at, flow } = valuation;
    if (flow) {
      indexBefore = grown(new Statistic(flow.valueBefore));
      base = new Statistic(flow.valueBefore).plus(flow.amount);
    }
    return { at, index: comparable(grown(new Statistic(totalOf(valuation))), 40) };
  });
}

/** The time-weighted return as a part: the last index − 1; null before the first inflow. */
export function timeWeightedReturn(points: readonly IndexPoint[]): Decimal | null {
  return points.at(-1)?.index.minus(1) ?? null;
}
