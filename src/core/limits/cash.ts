import type { Order, Tick } from '../model.js';
import { type Decimal, ZERO } from '../money.js';
import { totalCost } from './caps.js';

/** A deposit, a withdrawal, or the closing of the paper account, by its owner. */
export type CashMove = Payment | Closing;

interface Move {
  /** A new, unique id, so that it happens once however often it is tried. */
  readonly id: string;
  readonly quoteCurrency: string;
  readonly at: Date;
}

interface Payment extends Move {
  readonly kind: 'deposit' | 'withdrawal';
  /** More than zero, both ways. */
  readonly amount: Decimal;
}

interface Closing extends Move {
  readonly kind: 'closing';
  /** Whether what is left goes out; else there must be nothing left. */
  readonly isAll: boolean;
}

/**
 * A line of the paper account: what came in or went out, and the balance after it. A tick's purchases go out for what they
 * may cost at most; what an order does not use of that is released, and what it costs beyond is a purchase of its own. A closing
 * brings the balance to zero, whatever it was; the account is closed until something else comes in.
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

/** What the account has for purchases; null where there is none, or it is closed: then cash does not limit. */
export function cashOf(latest: CashEntry | null): Decimal | null {
  return latest === null || latest.kind === 'closing' ? null : latest.balance;
}

/**
 * The entry that a move adds after the latest one; null when it cannot be: more is to go out than is there, something is left
 * that is not to go out, or there is no account to close.
 */
export function enterMove(latest: CashEntry | null, move: CashMove): CashEntry | null {
  const cash = cashOf(latest);
  const { id, kind, quoteCurrency, at } = move;
  if (kind === 'closing') {
    if (cash === null || (!cash.isZero() && !move.isAll)) return null;
    return enterClosing(cash, { id, quoteCurrency, at });
  }
  const amount = kind === 'deposit' ? move.amount : move.amount.negated();
  const balance = (cash ?? ZERO).plus(amount);
  if (kind === 'withdrawal' && balance.isNegative()) return null;
  return { id, kind, amount, balance, quoteCurrency, tickId: null, at };
}

function enterClosing(balance: Decimal, move: Move): CashEntry {
  return { ...move, kind: 'closing', amount: ZERO.minus(balance), balance: ZERO, tickId: null };
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

/**
 * The entries that correct the account when an order counts for `more` than before, or for less where that is negative; none
 * for 0. An account that was closed meanwhile is closed again.
 */
export function enterAdjustment(
  latest: CashEntry,
  { id, tickId, more, at }: { readonly id: string; readonly tickId: string; readonly more: Decimal; readonly at: Date },
): CashEntry[] {
  if (more.isZero()) return [];
  const { quoteCurrency } = latest;
  const kind = more.isNegative() ? 'released' : 'purchase';
  const balance = latest.balance.minus(more);
  const entry: CashEntry = { id, kind, amount: more.negated(), balance, quoteCurrency, tickId, at };
  if (cashOf(latest) !== null) return [entry];
  return [entry, enterClosing(balance, { id: `${id}-closing`, quoteCurrency, at })];
}
