import type { Spending } from '../limits/caps.js';
import type { CoinId, Order, Tick } from '../model.js';
import type { Decimal } from '../money.js';
import type { OrderRecord } from '../order/order.js';
import type { DecisionInputs } from './inputs.js';

export const actions = ['buy', 'hold', 'skip'] as const;
type Action = (typeof actions)[number];

/** What a tick concluded about one coin, and why. A "skip" is a coin that was left out, or could not be judged or believed. */
export interface Decision {
  readonly coin: CoinId;
  readonly symbol: string;
  readonly price: Decimal | null;
  readonly average: Decimal | null;
  readonly action: Action;
  readonly reason: string;
  /** What it was made from; null when there was nothing to judge. */
  readonly inputs: DecisionInputs | null;
}

/** What a tick wants to do, before anything is done. */
export interface Plan {
  readonly tick: Tick;
  readonly decisions: readonly Decision[];
  readonly orders: readonly Order[];
  /** How the sums stand once the plan is promised. */
  readonly spending: Spending;
}

/** A decision as the ledger keeps it, with what came of it. */
export interface RecordedDecision {
  readonly tick: Tick;
  readonly decision: Decision;
  /** Null when nothing was ordered. */
  readonly order: OrderRecord | null;
}
