import type { Plan, RecordedDecision } from '../core/decisions/decision.js';
import type { Snapshot } from '../core/decisions/snapshot.js';
import type { Spending } from '../core/limits/caps.js';
import type { CashEntry, CashMove } from '../core/limits/cash.js';
import type { SeenCoin } from '../core/limits/rank.js';
import type { CoinId, DailyPrice, Tick, Transaction } from '../core/model.js';
import type { Decimal } from '../core/money.js';
import type { OrderEvent } from '../core/order/events.js';
import type { OrderFill, OrderRecord } from '../core/order/order.js';
import type { Permit } from '../core/order/permit.js';
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

/** Identifies a ledger, and tells it from an older copy of itself. */
export interface LedgerIdentity {
  /** The id of its first tick. */
  readonly firstTick: string;
  /** The number of its last tick. */
  readonly ticks: number;
}

/** What is kept of the market's data of a tick: quotes become the latest figures of their coins, the rest is cached. */
export type Seen = Pick<
  Snapshot,
  'quotes' | 'heldQuotes' | 'ranks' | 'fetchedDailyPrices' | 'fetchedCategories' | 'members'
>;

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

/** Which orders to read: newest first. */
export interface OrderQuery {
  readonly coin?: CoinId;
  readonly open?: boolean;
  readonly limit?: number;
}

/** An order with its coin's symbol. */
export type ListedOrder = OrderRecord & { readonly symbol: string };

/** What happened to an order: events, one after the other, to the order as it was read. */
export interface Change {
  readonly order: OrderRecord;
  readonly events: readonly OrderEvent[];
  /** What the ledger must say for it. Where that refuses, the order is withdrawn in place of the events, for its reason. */
  readonly permit?: Permit | null;
}

/** What was recorded of a change: the order as it is now, and the fills that this change has added. */
export interface Recorded {
  readonly order: OrderRecord;
  readonly fills: readonly OrderFill[];
}

/** A coin the ledger knows. */
export interface KnownCoin {
  readonly id: CoinId;
  readonly symbol: string;
  readonly name: string;
}

/**
 * The port to where everything is kept. Each writing method is one transaction: it happens whole or not at all, and
 * only one writer is at work at a time, across processes and hosts. Every method throws a ledger CryptoBotError when the ledger is
 * unavailable, busy for too long, or not one of ours.
 */
export interface Ledger extends RecordKeeper {
  /** Whether it is of an older version, and is read from a copy of it that was upgraded. */
  readonly isOlder?: boolean;

  /** Where it is, as messages name it: no secrets. A path, or a URL of a database; null for one that is only in memory. */
  readonly place: string | null;

  /** The market and currency of the ticks recorded so far; null before the first. */
  loadMarket(): Promise<LedgerMarket | null>;

  /** Which ledger it is; null before the first tick. */
  loadIdentity(): Promise<LedgerIdentity | null>;

  /** The tick recorded for a slot, or null. */
  loadTickOfSlot(slot: string): Promise<Tick | null>;

  /** What is held, by coin id, with each coin's latest stored price. */
  loadHoldings(): Promise<Holding[]>;

  /** The cached midnights of some coins from a day (YYYY-MM-DD) on, by coin and day, each in its newest version. */
  loadDailyPrices(coins: readonly CoinId[], fromDay: string): Promise<DailyPrice[]>;

  /** The latest figures of some coins that earlier ticks saved; none of a coin that was never seen. */
  loadLastSeen(coins: readonly CoinId[]): Promise<SeenCoin[]>;

  /** The categories as they were last fetched. */
  loadCategories(): Promise<CategoryCoins[]>;

  /** Those of the universe that the latest tick remembered. */
  loadMembers(): Promise<CoinId[]>;

  /** What was promised so far: in the UTC day and month of an instant, in all, and for some coins. Its cost does not grow. */
  loadSpending(at: Date, coins: readonly CoinId[]): Promise<Spending>;

  /** What is carried forward to the next buys of coins, where it is something. Its cost does not grow. */
  loadCarried(): Promise<ReadonlyMap<CoinId, Decimal>>;

  /** The latest entries of the paper account, what was entered last first, whatever their times. */
  loadCash(limit: number): Promise<CashEntry[]>;

  /**
   * Pays into the paper account, or out of it, or closes it, once per id, and gives the entry. Throws a usage CryptoBotError
   * when that cannot be, and a config CryptoBotError when the account or the ledger is in another currency.
   */
  moveCash(move: CashMove): Promise<CashEntry>;

  /** Coins with this id or, ASCII letters in any case, this symbol or name; by id. */
  findCoins(word: string): Promise<KnownCoin[]>;

  /**
   * Plans a tick and promises its orders, in one transaction. `plan` gets what was promised so far; no other writer can promise
   * more meanwhile. Its plan is written, with its records and with `seen`. `plan` is called again when the transaction is
   * repeated, so it must be pure. A cached midnight with another price gets a new version; but a price of zero, which says
   * that the market has none, never replaces one. Returns what was promised, also where the tick was begun before: then
   * nothing is written. Where another tick has the slot, nothing is written either, and that tick is returned.
   * `promisedAt` is the tick's own time where it is left out; give the real time where the broker trades for real.
   * Throws a config CryptoBotError when the ledger belongs to another market or currency.
   */
  begin(
    tick: Tick,
    seen: Seen,
    plan: (before: Spending) => Plan & { readonly records?: Records },
    promisedAt?: Date,
  ): Promise<Promised | { readonly earlier: Tick }>;

  /** Orders that may still buy something, oldest first. */
  loadOpenOrders(): Promise<OrderRecord[]>;

  /** Orders that were closed since then because their broker had them nowhere, oldest first: they may be found yet. */
  loadAbsentOrders(since: Date): Promise<OrderRecord[]>;

  /** An order by its id; null when there is none. */
  loadOrder(id: string): Promise<ListedOrder | null>;

  /** Orders newest first (by promise, then id), read in pages: memory stays flat however many there are. */
  streamOrders(query: OrderQuery): AsyncIterable<ListedOrder>;

  /**
   * Records what happened to orders, in one transaction: their states, fills and positions, and what they count for
   * against caps and cash. A change of an order that is no longer in the state in which it was read is left out, and
   * answered with null; unless it was this run that changed it, which finds its own work when a commit is tried again.
   * While an order is in sending, another one of its coin that would come to be so is withdrawn instead, for that reason.
   * `by` is the run's own id. `recordsOf` says what else is written of what was recorded; it must be pure.
   */
  record(
    changes: readonly Change[],
    by: string,
    recordsOf?: (recorded: readonly Recorded[]) => Records,
  ): Promise<(Recorded | null)[]>;

  /** Transactions newest first (by time, then id), read in pages: memory stays flat however many there are. */
  streamTransactions(query: TransactionQuery): AsyncIterable<Transaction>;

  /**
   * Decisions, newest tick first (by time, then id), by coin within a tick; read in pages, at a cost that does not grow
   * with the ledger.
   */
  streamDecisions(query: DecisionQuery): AsyncIterable<RecordedDecision>;

  /** What the ledger itself is set to, or has cached, under a name; null for what it never was. */
  loadSetting(name: string): Promise<string | null>;

  /** Sets it to what `change` makes of it, and gives that. `change` may be called again, so it must be pure. */
  changeSetting(name: string, change: (before: string | null) => string, at: Date): Promise<string>;

  close(): Promise<void>;
}
