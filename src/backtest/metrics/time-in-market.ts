import { type Decimal, sum } from '../../core/money.js';
import { Statistic } from './statistic.js';
import { totalOf, type Valuation } from './valuation.js';

/** How much of the money was in coins, as a part. Formula: the mean of market value / value over the instants with a value above 0. */
export function timeInMarket(valuations: readonly Valuation[]): Decimal {
  const shares = valuations
    .filter((valuation) => totalOf(valuation).greaterThan(0))
    .map((valuation) => new Statistic(valuation.marketValue).div(totalOf(valuation)));
  return shares.length === 0 ? new Statistic(0) : new Statistic(sum(shares)).div(shares.length);
}
