import { type Decimal, sum } from '../../core/money.js';
import { Statistic } from './statistic.js';
import { totalOf, type Valuation } from './valuation.js';

const ONE = new Statistic(1);

/** How much of the money was in coins, as a part. Formula: the mean of market value / value over the instants with a value above 0. */
export function timeInMarket(valuations: readonly Valuation[]): Decimal {
  const shares = valuations.flatMap((valuation) => {
    const total = totalOf(valuation);
    if (!total.greaterThan(0)) return [];
    return valuation.cash.isZero() ? ONE : new Statistic(valuation.marketValue).div(total);
  });
  return shares.length === 0 ? new Statistic(0) : new Statistic(sum(shares)).div(shares.length);
}
