import type { Plan } from '../../core/decisions/decision.js';
import type { CoinSpending } from '../../core/limits/caps.js';
import type { CashEntry } from '../../core/limits/cash.js';
import type { RankBelief } from '../../core/limits/rank.js';
import type { CoinId, Position, Quote, Tick, Transaction } from '../../core/model.js';
import type { Decimal } from '../../core/money.js';
import { isOpen, type OrderRecord } from '../../core/order/order.js';
import type { CategoryCoins } from '../../core/universe.js';
import { DailyPriceCache } from './daily-price-cache.js';

export interface MemorySetting {
  readonly value: string;
  readonly changedAt: Date;
}

/** A coin as the latest tick saw it. */
interface SeenCoin {
  readonly quote: Quote;
  readonly belief: RankBelief;
}

/** All that a ledger in memory knows. */
export interface Memory {
  /** By coin. */
  readonly coins: Map<CoinId, SeenCoin>;
  readonly positions: Map<CoinId, Position>;
  readonly coinSums: Map<CoinId, CoinSpending>;
  /** By tick. */
  readonly ticks: Map<string, Tick>;
  readonly ticksBySlot: Map<string, Tick>;
  plans: Map<string, Pick<Plan, 'tick' | 'decisions'>>;
  /** By order. */
  orders: Map<string, OrderRecord>;
  /** Those of them that are open. */
  open: Map<string, OrderRecord>;
  readonly transactions: Transaction[];
  readonly dailyPrices: DailyPriceCache;
  /** By name. */
  readonly categories: Map<string, CategoryCoins>;
  /** By period. */
  readonly sums: Map<string, Decimal>;
  /** Oldest first. */
  readonly cash: CashEntry[];
  cashById: Map<string, CashEntry>;
  /** By name. */
  readonly settings: Map<string, MemorySetting>;
  members: readonly CoinId[];
}

export function emptyMemory(): Memory {
  return {
    coins: new Map(),
    positions: new Map(),
    coinSums: new Map(),
    ticks: new Map(),
    ticksBySlot: new Map(),
    plans: new Map(),
    orders: new Map(),
    open: new Map(),
    transactions: [],
    dailyPrices: new DailyPriceCache(),
    categories: new Map(),
    sums: new Map(),
    cash: [],
    cashById: new Map(),
    settings: new Map(),
    members: [],
  };
}

/** The quote of a coin that something was promised for. */
export function knownQuote({ coins }: Memory, coin: CoinId): Quote {
  const known = coins.get(coin);
  if (!known) throw new Error(`an order for ${coin}, which has no quote`);
  return known.quote;
}

/** Oldest first. */
export function openOrders({ open }: Memory): OrderRecord[] {
  return [...open.values()].sort(oldestFirst);
}

export function keepOrder({ orders, open }: Memory, order: OrderRecord): void {
  orders.set(order.id, order);
  if (isOpen(order)) open.set(order.id, order);
  else open.delete(order.id);
}

export function enterCash({ cash, cashById }: Memory, entry: CashEntry): void {
  cash.push(entry);
  cashById.set(entry.id, entry);
}

/**
 * Forgets what only history is made of: closed orders, decisions, transactions and all but the latest entry of cash. Maps are
 * replaced: the table of one that was cleared refers to the next one, so that in old memory each tick would hold the one after it.
 */
export function forgetHistory(memory: Memory): void {
  const latest = memory.cash.at(-1);
  memory.plans = new Map();
  memory.open = new Map(memory.open);
  memory.orders = new Map(memory.open);
  memory.cashById = new Map(latest && [[latest.id, latest]]);
  memory.cash.splice(0, memory.cash.length - 1);
  memory.transactions.length = 0;
}

export function oldestFirst(a: OrderRecord, b: OrderRecord): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || compare(a.id, b.id);
}

/** By code units, as SQLite and the PostgreSQL columns compare. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
