import type { CoinId, DailyPrice, Fill, Order, Plan, Quote, RecordedDecision, Transaction } from '../core/model.js';
import type { Holding } from '../core/portfolio.js';

/** Which market and currency a ledger's prices are in. */
export interface LedgerMarket {
  readonly market: string;
  readonly quoteCurrency: string;
}

/** What a tick promises, written in one transaction. */
export interface Promised {
  readonly plan: Plan;
  /** Every quote the tick saw, saved as the coins' latest figures. */
  readonly quotes: readonly Quote[];
  /** Midnights fetched in this tick. */
  readonly dailyPrices: readonly DailyPrice[];
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
export interface Ledger {
  /** The market and currency of the ticks recorded so far; null before the first. */
  loadMarket(): Promise<LedgerMarket | null>;

  /** The id of the tick recorded for a slot, or null. */
  loadTickOfSlot(slot: string): Promise<string | null>;

  /** What is held, by coin id, with each coin's latest stored price. */
  loadHoldings(): Promise<Holding[]>;

  /** The cached midnights of some coins from a day (YYYY-MM-DD) on, by coin and day. */
  loadDailyPrices(coins: readonly CoinId[], fromDay: string): Promise<DailyPrice[]>;

  /** Coins with this id or, case-insensitively, this symbol; by id. */
  findCoins(idOrSymbol: string): Promise<KnownCoin[]>;

  /**
   * Writes a tick, its decisions and orders, and what it saw of the market. When the tick's slot is taken nothing is
   * written and the id of the tick that has it is returned. Throws a config CryptoBotError when the ledger belongs to another market or currency.
   */
  begin(promised: Promised): Promise<'begun' | { tickOfSlot: string }>;

  /** Orders promised and not settled, oldest first. */
  loadOpenOrders(): Promise<Order[]>;

  /** Records an order's fill: transaction, position and order state. An order that is already settled is left as it is. */
  settle(order: Order, fill: Fill): Promise<void>;

  /** Transactions newest first (by time, then id), read in pages: memory stays flat however many there are. */
  streamTransactions(query: TransactionQuery): AsyncIterable<Transaction>;

  /**
   * Decisions, newest tick first (by time, then id), by coin within a tick; read in pages, at a cost that does not grow
   * with the ledger.
   */
  streamDecisions(query: DecisionQuery): AsyncIterable<RecordedDecision>;

  close(): Promise<void>;
}
