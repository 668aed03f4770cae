import type { CoinId } from '../core/model.js';
import { compact, type Decimal, sum, ZERO } from '../core/money.js';
import type { Valuation } from './metrics/valuation.js';
import type { PriceHistory } from './price-history.js';
import type { Step } from './step.js';

/**
 * What a portfolio is worth at every instant from its first step on, held coins at their latest price. Steps are in the
 * order of time, each at an instant of its own. A coin that has no price yet is worth nothing.
 */
export function valueSteps(steps: readonly Step[], prices: PriceHistory): Valuation[] {
  const held = new Map<CoinId, Decimal>();
  let cash = ZERO;
  let next = 0;
  return prices.instants.flatMap((at, instant): Valuation[] => {
    const step = steps[next];
    const isDue = step?.at.getTime() === at.getTime();
    if (next === 0 && !isDue) return [];
    const valueHeld = () =>
      compact(sum([...held].map(([coin, quantity]) => quantity.times(prices.latestPrice(coin, instant) ?? 0))));
    if (!isDue) return [{ at, cash, marketValue: valueHeld(), flow: null }];

    next += 1;
    const flow = step.inflow.isZero() ? null : { amount: step.inflow, valueBefore: cash.plus(valueHeld()) };
    cash = cash.plus(step.inflow).minus(sum(step.purchases.map(({ cost }) => cost)));
    for (const { coin, quantity } of step.purchases) held.set(coin, quantity.plus(held.get(coin) ?? 0));
    return [{ at, cash, marketValue: valueHeld(), flow }];
  });
}
