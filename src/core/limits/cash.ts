import type { Order, Tick } from '../model.js';
import { type Decimal, ZERO } from '../money.js';
import { totalCost } from './caps.js';

/** A movement of the paper account by its owner. */
export interface CashMove {
  /** A new, unique id, so that it happens once however often it is tried. */
  readonly id: string;
  readonly kind: 'deposit' | 'withdrawal';
  /** More than zero, both ways. */
  readonly amount: Decimal;
  readonly quoteCurrency: string;
  readonly at: Date;
}

/**
 * A line of the paper account: what came in or went out, and the balance after it. A tick's purchases go out for what they
 * may cost at most; what an order does not use of that is released, and what it costs beyond is a purchase of its own.
 */
export interface CashEntry {
  readonly id: string;
  readonly kind: CashMove['kind'] | 'purchase' | 'released';
  /** Negative when it went out. */
  readonly amount: Decimal;
  readonly balance: Decimal;
  readonly quoteCurrency: string;
  /** The tick of a purchase, and of what is released of it. */
  readonly tickId: string | null;
  readonly at: Date;
}

/** The entry that a movement adds after the latest one; null when more is to go out than is there. */
export function enterMove(
  latest: CashEntry | null,
  { id, kind, amount, quoteCurrency, at }: CashMove,
): CashEntry | null {
  const signed = kind === 'deposit' ? amount : amount.negated();
  const balance = (latest?.balance ?? ZERO).plus(signed);
  if (kind === 'withdrawal' && balance.isNegative()) return null;
  return { id, kind, amount: signed, balance, quoteCurrency, tickId: null, at };
}

/** The entry that a plan's purchases add at a balance; null when there are none, or no account. */
export function enterPurchases(
  cash: Decimal | null,
  { tick, orders }: { readonly tick: Tick; readonly orders: readonly Order[] },
): CashEntry | null {
  const cost = totalCost(orders);
  if (cash === null || cost.isZero()) return null;
  const { id, quoteCurrency, startedAt } = tick;
  const balance = cash.minus(cost);
  return { id, kind: 'purchase', amount: cost.negated(), balance, quoteCurrency, tickId: id, at: startedAt };
}

/** The entry by which what was entered for an order's tick comes to what the order counts for now; null where it does already. */
export function enterAdjustment(
  latest: CashEntry,
  { id, tickId, more, at }: { readonly id: string; readonly tickId: string; readonly more: Decimal; readonly at: Date },
): CashEntry | null {
  if (more.isZero()) return null;
  const { quoteCurrency } = latest;
  const kind = more.isNegative() ? 'released' : 'purchase';
  return { id, kind, amount: more.negated(), balance: latest.balance.minus(more), quoteCurrency, tickId, at };
}
