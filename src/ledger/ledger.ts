import type { Plan, RecordedDecision } from '../core/decisions/decision.js';
import type { Snapshot } from '../core/decisions/snapshot.js';
import type { Spending } from '../core/limits/caps.js';
import type { CashEntry, CashMove } from '../core/limits/cash.js';
import type { LastSeen } from '../core/limits/sanity.js';
import type { CoinId, DailyPrice, Tick, Transaction } from '../core/model.js';
import type { BrokerFill } from '../core/order/events.js';
import type { OrderRecord } from '../core/order/order.js';
import type { Holding } from '../core/portfolio.js';
import type { CategoryCoins } from '../core/universe.js';
import type { RecordKeeper, Records } from './records.js';

/** What a ledger is opened for. To write: creates and migrates as needed. To read: changes nothing. */
export type Mode = 'read' | 'write';

/** Which market and currency a ledger's prices are in. */
export interface LedgerMarket {
  readonly market: string;
  readonly quoteCurrency: string;
}

/** What a tick saw of the market and is worth keeping: quotes become the coins' latest figures, the rest is cached. */
export type Seen = Pick<Snapshot, 'quotes' | 'heldQuotes' | 'fetchedDailyPrices' | 'fetchedCategories' | 'members'>;

/** A tick as it was promised, with those of its orders that are not closed. */
export interface Promised extends Pick<Plan, 'decisions'> {
  readonly orders: readonly OrderRecord[];
}

/** Which transactions to read: `since` and `until` are inclusive instants; newest first. */
export interface TransactionQuery {
  readonly coin?: CoinId;
  readonly since?: Date;
  readonly until?: Date;
  readonly limit?: number;
}

/** Which decisions to read: of the newest `ticks` ticks at `at` or before; of those that decided on `coin`, if one is named. */
export interface DecisionQuery {
  readonly coin?: CoinId;
  readonly at?: Date;
  readonly ticks?: number;
}

/** An order with its fill. */
export interface Settlement {
  readonly order: OrderRecord;
  readonly fill: BrokerFill;
}

/** A coin the ledger knows. */
export interface KnownCoin {
  readonly id: CoinId;
  readonly symbol: string;
  readonly name: string;
}

/**
 * The port to where everything is kept. Each writing method is one transaction: it happens whole or not at all, and
 * writers take turns, across processes and hosts. Every method throws a ledger CryptoBotError when the ledger is
 * unavailable, busy for too long, or not one of ours.
 */
export interface Ledger extends RecordKeeper {
  /** The market and currency of the ticks recorded so far; null before the first. */
  loadMarket(): Promise<LedgerMarket | null>;

  /** The tick recorded for a slot, or null. */
  loadTickOfSlot(slot: string): Promise<Tick | null>;

  /** What is held, by coin id, with each coin's latest stored price. */
  loadHoldings(): Promise<Holding[]>;

  /** The cached midnights of some coins from a day (YYYY-MM-DD) on, by coin and day, each in its newest version. */
  loadDailyPrices(coins: readonly CoinId[], fromDay: string): Promise<DailyPrice[]>;

  /** The latest figures of some coins that earlier ticks saved; none of a coin that was never seen. */
  loadLastSeen(coins: readonly CoinId[]): Promise<LastSeen[]>;

  /** The categories as they were last fetched. */
  loadCategories(): Promise<CategoryCoins[]>;

  /** Those of the universe that the latest tick remembered. */
  loadMembers(): Promise<CoinId[]>;

  /** What was promised so far: in the UTC day and month of an instant, in all, and for some coins. Its cost does not grow. */
  loadSpending(at: Date, coins: readonly CoinId[]): Promise<Spending>;

  /** The latest entries of the paper account, newest first. */
  loadCash(limit: number): Promise<CashEntry[]>;

  /**
   * Pays into the paper account, or out of it, once per id, and gives the entry. Throws a usage CryptoBotError when more
   * is to go out than is there, and a config CryptoBotError when the account or the ledger is in another currency.
   */
  moveCash(move: CashMove): Promise<CashEntry>;

  /** Coins with this id or, ASCII letters in any case, this symbol; by id. */
  findCoins(idOrSymbol: string): Promise<KnownCoin[]>;

  /**
   * Plans and promises a tick in one transaction: `plan` is told what was promised so far, while no other writer can
   * promise more, and what it answers is written, with what the tick saw of the market. A midnight that is cached with
   * another price becomes a new version of it, unless it is zero, which says that the market has none. It may be called
   * again when the transaction is tried again, so it must be pure. Its records are written with the tick. Gives what is
   * promised; a tick that is begun already stays as it is. When the tick's slot is taken nothing is written, and the tick that
   * has it is returned. Throws a config CryptoBotError when the ledger belongs to another market or currency.
   */
  begin(
    tick: Tick,
    seen: Seen,
    plan: (before: Spending) => Plan & { readonly records?: Records },
  ): Promise<Promised | { readonly earlier: Tick }>;

  /** Orders promised and not settled, oldest first. */
  loadOpenOrders(): Promise<OrderRecord[]>;

  /**
   * Records fills: transactions, positions and the orders' state. An order that is already settled is left as it is. Of those
   * that are settled now `recordsOf` says what is recorded with them; it must be pure.
   */
  settle(settlements: readonly Settlement[], recordsOf?: (settled: readonly Settlement[]) => Records): Promise<void>;

  /** Transactions newest first (by time, then id), read in pages: memory stays flat however many there are. */
  streamTransactions(query: TransactionQuery): AsyncIterable<Transaction>;

  /**
   * Decisions, newest tick first (by time, then id), by coin within a tick; read in pages, at a cost that does not grow
   * with the ledger.
   */
  streamDecisions(query: DecisionQuery): AsyncIterable<RecordedDecision>;

  close(): Promise<void>;
}
