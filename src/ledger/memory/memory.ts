import type { Plan } from '../../core/decisions/decision.js';
import type { CoinSpending } from '../../core/limits/caps.js';
import type { CashEntry } from '../../core/limits/cash.js';
import type { CoinId, DailyPrice, Position, Quote, Tick, Transaction } from '../../core/model.js';
import type { Decimal } from '../../core/money.js';
import { isOpen, type OrderRecord } from '../../core/order/order.js';
import type { CategoryCoins } from '../../core/universe.js';

/** All that a ledger in memory knows. */
export interface Memory {
  /** By coin. */
  readonly coins: Map<CoinId, Quote>;
  readonly positions: Map<CoinId, Position>;
  readonly coinSums: Map<CoinId, CoinSpending>;
  /** By tick. */
  readonly ticks: Map<string, Tick>;
  readonly plans: Map<string, Pick<Plan, 'tick' | 'decisions'>>;
  /** By order. */
  readonly orders: Map<string, OrderRecord>;
  /** The run that changed it last, by order. */
  readonly changedBy: Map<string, string>;
  readonly transactions: Transaction[];
  /** By coin and day. */
  readonly dailyPrices: Map<string, DailyPrice>;
  /** By name. */
  readonly categories: Map<string, CategoryCoins>;
  /** By period. */
  readonly sums: Map<string, Decimal>;
  readonly cash: CashEntry[];
  /** By name. */
  readonly settings: Map<string, string>;
  members: readonly CoinId[];
}

export function emptyMemory(): Memory {
  return {
    coins: new Map(),
    positions: new Map(),
    coinSums: new Map(),
    ticks: new Map(),
    plans: new Map(),
    orders: new Map(),
    changedBy: new Map(),
    transactions: [],
    dailyPrices: new Map(),
    categories: new Map(),
    sums: new Map(),
    cash: [],
    settings: new Map(),
    members: [],
  };
}

/** The quote of a coin that something was promised for. */
export function knownQuote({ coins }: Memory, coin: CoinId): Quote {
  const quote = coins.get(coin);
  if (!quote) throw new Error(`an order for ${coin}, which has no quote`);
  return quote;
}

/** Oldest first. */
export function openOrders({ orders }: Memory): OrderRecord[] {
  return [...orders.values()].filter(isOpen).sort(oldestFirst);
}

export function oldestFirst(a: OrderRecord, b: OrderRecord): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || compare(a.id, b.id);
}

/** By code units, as SQLite and the PostgreSQL columns compare. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
