import type { CoinId } from '../core/model.js';
import { compact, type Decimal, sum, ZERO } from '../core/money.js';
import type { Valuation } from './metrics/valuation.js';
import type { PriceHistory } from './price-history.js';
import type { Step } from './step.js';

/**
 * What a portfolio is worth at every instant from its first step on, held coins at their latest price. Steps are in the
 * order of time, each at an instant of its own. A coin that has no price yet is worth nothing.
 */
export function valueSteps(steps: Iterable<Step>, prices: PriceHistory): Valuation[] {
  const held = new Map<CoinId, Decimal>();
  const waiting = steps[Symbol.iterator]();
  const valuations: Valuation[] = [];
  let cash = ZERO;
  let next = waiting.next();
  for (const [instant, at] of prices.instants.entries()) {
    const step: Step | null = !next.done && next.value.at.getTime() === at.getTime() ? next.value : null;
    if (!step && valuations.length === 0) continue;
    const worth = (coin: CoinId, quantity: Decimal) => quantity.times(prices.latestPrice(coin, instant) ?? ZERO);
    const valueBefore = sum(Array.from(held, ([coin, quantity]) => worth(coin, quantity)));
    if (!step) {
      valuations.push({ at, cash, marketValue: compact(valueBefore), flow: null });
      continue;
    }
    const { inflow, purchases } = step;
    const flow = inflow.isZero() ? null : { amount: inflow, valueBefore: compact(cash.plus(valueBefore)) };
    cash = compact(cash.plus(inflow).minus(sum(purchases.map(({ cost }) => cost))));
    for (const { coin, quantity } of purchases) held.set(coin, quantity.plus(held.get(coin) ?? ZERO));
    const bought = sum(purchases.map(({ coin, quantity }) => worth(coin, quantity)));
    valuations.push({ at, cash, marketValue: compact(valueBefore.plus(bought)), flow });
    next = waiting.next();
  }
  return valuations;
}
