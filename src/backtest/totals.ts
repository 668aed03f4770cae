import type { CoinId } from '../core/model.js';
import { type Decimal, ZERO } from '../core/money.js';
import type { Step } from './step.js';

/** What happened in a portfolio in all. Amounts are in the quote currency. */
export interface Totals {
  /** The sum of all inflows. */
  readonly contributed: Decimal;
  /** How many there were; sales do not count. */
  readonly purchases: number;
  readonly fees: Decimal;
  readonly slippage: Decimal;
  /** When each coin was first bought. */
  readonly firstBought: ReadonlyMap<CoinId, Date>;
}

/** Adds up steps, which are in the order of time, as they come: there may be too many to keep. */
export class RunningTotals implements Totals {
  contributed = ZERO;
  purchases = 0;
  fees = ZERO;
  slippage = ZERO;
  readonly firstBought = new Map<CoinId, Date>();

  add({ at, inflow, purchases }: Step): void {
    this.contributed = this.contributed.plus(inflow);
    for (const { coin, quantity, fee, slippage } of purchases) {
      if (quantity.isPositive()) this.purchases += 1;
      if (!fee.isZero()) this.fees = this.fees.plus(fee);
      if (!slippage.isZero()) this.slippage = this.slippage.plus(slippage);
      if (!this.firstBought.has(coin)) this.firstBought.set(coin, at);
    }
  }
}

/** What some steps come to. */
export function totalsOf(steps: Iterable<Step>): Totals {
  const totals = new RunningTotals();
  for (const step of steps) totals.add(step);
  return totals;
}
