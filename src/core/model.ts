/**
 * The terms of the program and how they relate. Snapshot is in snapshot.ts; Decision and Plan are in decision.ts.
 *
 *   Listing ──┐                                   ┌─> Decision (why, one per coin and tick)
 *             ├─> Snapshot ──decide──> Plan ──────┤
 *   DailyPrice┘                                   └─> Order ──broker──> Fill ──> Transaction ──fold──> Position
 *
 * All amounts are exact decimals in the quote currency; all times are UTC.
 */

import type { Decimal } from './money.js';

/** The market's own id of a coin, such as "bitcoin". Symbols are not unique; ids are. */
export type CoinId = string;

/** A coin as the market describes it at one moment. Amounts are in the quote currency, percentages in percent. */
export interface Quote {
  readonly coin: CoinId;
  readonly symbol: string;
  readonly name: string;
  readonly price: Decimal;
  readonly marketCap: Decimal | null;
  readonly marketCapRank: number | null;
  readonly high24h: Decimal | null;
  readonly low24h: Decimal | null;
  readonly priceChange24h: Decimal | null;
  readonly priceChangePercentage24h: Decimal | null;
  readonly marketCapChange24h: Decimal | null;
  readonly marketCapChangePercentage24h: Decimal | null;
  /** When the market last updated these figures. */
  readonly updatedAt: Date | null;
  /** When they were fetched. */
  readonly fetchedAt: Date;
}

/** What was wrong with the market's data of one coin; with coin null, of a row that names no coin. */
export interface MarketProblem {
  readonly coin: CoinId | null;
  readonly symbol: string | null;
  readonly problem: string;
  /** The row of the market's list, from 1, that cannot be used; absent when it is about no row. */
  readonly row?: number;
}

/** The market's answer to "which coins, at what price": in the order of its list, with what was wrong beside it. */
export interface Listing {
  readonly quotes: readonly Quote[];
  readonly problems: readonly MarketProblem[];
}

/** The price at a completed UTC midnight, and the market cap there; null where it is not known. */
export interface DailyQuote extends DailyPrice {
  readonly marketCap: Decimal | null;
}

/** The price at a completed UTC midnight. */
export interface DailyPrice {
  readonly coin: CoinId;
  /** The day that begins at this midnight, YYYY-MM-DD. */
  readonly day: string;
  readonly price: Decimal;
  /**
   * Which of the ledger's prices of this day it is: 1, or more where the market has corrected it since. Absent when it does
   * not come from there.
   */
  readonly version?: number | undefined;
}

export type Side = 'buy';

/** An order as it was planned. Its id is derived from tick and coin. What happens to it afterwards is in order/. */
export interface Order {
  readonly id: string;
  readonly tickId: string;
  readonly coin: CoinId;
  readonly side: Side;
  readonly quantity: Decimal;
  /** The price decided on. */
  readonly price: Decimal;
  /** The most that may be paid for one coin; null on paper, which has no limit orders. */
  readonly limitPrice: Decimal | null;
  /** What it may cost at most, the fee included. */
  readonly reserve: Decimal;
  /** How much of its amount was carried from earlier buys, at the price decided on. What it does not spend of that is carried again. */
  readonly carried: Decimal;
  /** What the broker trades, such as "BTC/EUR"; null on paper. */
  readonly pair: string | null;
  readonly createdAt: Date;
}

/** The execution of an order. */
export interface Fill {
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly fee: Decimal;
  /** What the fee is paid in, as the broker names it; null where there is none: then it is the quote currency. */
  readonly feeCurrency: string | null;
  readonly at: Date;
}

/** A fill as the ledger keeps it. */
export interface Transaction extends Fill {
  readonly id: string;
  readonly orderId: string;
  readonly tickId: string;
  readonly coin: CoinId;
  readonly symbol: string;
  readonly side: Side;
}

/** What is held of one coin: the fold of its transactions. */
export interface Position {
  readonly coin: CoinId;
  readonly buyCount: number;
  readonly quantity: Decimal;
  /** What was paid for it, fees included. */
  readonly costBasis: Decimal;
}

/** The market of a ledger that a backtest has written. No source can be asked for its prices. */
export const PRICE_FILE = 'price-file';

/** One run that got as far as promising. */
export interface Tick {
  readonly id: string;
  /** Its UTC slot with --once-per, such as "2026-11-22T22" or "2026-W47"; else null. */
  readonly slot: string | null;
  readonly market: string;
  readonly quoteCurrency: string;
  readonly strategy: string;
  readonly startedAt: Date;
}
