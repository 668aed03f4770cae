import type { Spending } from '../limits/caps.js';
import type { CoinId, Order, Tick } from '../model.js';
import type { Decimal } from '../money.js';
import type { OrderRecord } from '../order/order.js';
import type { DecisionInputs } from './inputs.js';

export const actions = ['buy', 'hold', 'skip'] as const;
type Action = (typeof actions)[number];

/** What a tick decided about one coin, and why. "skip" is a coin that was left out, has no usable data, or has data that is not believed. */
export interface Decision {
  readonly coin: CoinId;
  readonly symbol: string;
  readonly price: Decimal | null;
  readonly average: Decimal | null;
  readonly action: Action;
  readonly reason: string;
  /** What the decision depends on; null for a coin that the strategy was not asked about. */
  readonly inputs: DecisionInputs | null;
}

/** What a tick is going to do. */
export interface Plan {
  readonly tick: Tick;
  readonly decisions: readonly Decision[];
  readonly orders: readonly Order[];
  /** The sums after the plan. */
  readonly spending: Spending;
}

/** A decision from the ledger, with its tick and its order. */
export interface RecordedDecision {
  readonly tick: Tick;
  readonly decision: Decision;
  /** Null when nothing was ordered. */
  readonly order: OrderRecord | null;
}
