import type { CoinId } from '../core/model.js';
import { compact, type Decimal } from '../core/money.js';

/** What happened in a portfolio at one instant: money came in or went out, and then coins were bought, or sold for it. Amounts are in the quote currency. */
export interface Step {
  readonly at: Date;
  /** Negative when it went out; 0 when none came in. */
  readonly inflow: Decimal;
  readonly purchases: readonly Bought[];
}

/** One purchase with all it cost; or a sale, whose quantity and cost are negative. */
export interface Bought {
  readonly coin: CoinId;
  readonly quantity: Decimal;
  /** quantity × buy price + fee. */
  readonly cost: Decimal;
  readonly fee: Decimal;
  /** quantity × (buy price − the price of the market), not negative for a sale either. */
  readonly slippage: Decimal;
}

/** The same purchase in less memory: there may be one for each coin and tick. */
export function compactly({ coin, quantity, cost, fee, slippage }: Bought): Bought {
  return {
    coin,
    quantity: compact(quantity),
    cost: compact(cost),
    fee: compact(fee),
    slippage: compact(slippage),
  };
}
