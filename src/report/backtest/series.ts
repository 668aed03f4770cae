import type { Courses } from '../../backtest/courses.js';
import { growthIndex } from '../../backtest/metrics/growth-index.js';
import { Decimal, toExactString, ZERO } from '../../core/money.js';
import type { Fields } from '../format/fields.js';
import { toNumber } from '../format/number.js';

/** The rule's portfolio at an instant. */
export interface SeriesEntry {
  readonly at: Date;
  /** All that has come in so far. */
  readonly contributed: Decimal;
  readonly cash: Decimal;
  readonly marketValue: Decimal;
  /** Of the time-weighted return; 1 before the first inflow. */
  readonly index: Decimal;
}

const INDEX_DECIMALS = 8;

export const seriesFields: Fields<SeriesEntry> = {
  at: ({ at }) => at.toISOString(),
  contributed: ({ contributed }) => toExactString(contributed),
  cash: ({ cash }) => toExactString(cash),
  marketValue: ({ marketValue }) => toExactString(marketValue),
  index: ({ index }) => toNumber(index.toDecimalPlaces(INDEX_DECIMALS, Decimal.ROUND_HALF_UP)),
};

/** The rule's portfolio at every instant. */
export function seriesOf({ instants, result: { valuations } }: Pick<Courses, 'instants' | 'result'>): SeriesEntry[] {
  const points = growthIndex(valuations);
  let contributed = ZERO;
  const before = instants.slice(0, instants.length - valuations.length);
  return [
    ...before.map((at) => ({ at, contributed, cash: ZERO, marketValue: ZERO, index: new Decimal(1) })),
    ...valuations.map(({ at, cash, marketValue, flow }, place) => {
      contributed = contributed.plus(flow?.amount ?? ZERO);
      return { at, contributed, cash, marketValue, index: points[place]?.index ?? new Decimal(1) };
    }),
  ];
}
