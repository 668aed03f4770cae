/**
 * The words of the program and how they hang together.
 *
 *   Listing ──┐                                   ┌─> Decision (why, one per coin and tick)
 *             ├─> Snapshot ──decide──> Plan ──────┤
 *   DailyPrice┘                                   └─> Order ──broker──> Fill ──> Transaction ──fold──> Position
 *
 * All amounts are exact decimals in the quote currency; all times are UTC.
 */

import type { Spending } from './caps.js';
import type { DecisionInputs } from './inputs.js';
import type { Decimal } from './money.js';
import type { LastSeen } from './sanity.js';
import type { Category, LeftOut } from './universe.js';

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

/** What the market could not tell about one coin (or, with coin null, about a row too broken to name one). */
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

/** The price at a completed UTC midnight. */
export interface DailyPrice {
  readonly coin: CoinId;
  /** The day that begins at this midnight, YYYY-MM-DD. */
  readonly day: string;
  readonly price: Decimal;
}

/** Everything a tick looks at before it decides. */
export interface Snapshot {
  readonly at: Date;
  /** The universe, in market-cap order; coins that are only included come last. */
  readonly quotes: readonly Quote[];
  /** What was wrong with coins of the universe; a coin named here is skipped. */
  readonly problems: readonly MarketProblem[];
  /** Coins that would be in the universe but for its rule. */
  readonly leftOut: readonly LeftOut[];
  /** The universe's coins as an earlier tick saw them. */
  readonly lastSeen: ReadonlyMap<CoinId, LastSeen>;
  /** Held coins that are outside the universe: priced for the report, never bought. */
  readonly heldQuotes: readonly Quote[];
  readonly heldProblems: readonly MarketProblem[];
  /** Per coin of the universe, the completed midnights that are needed to judge it, oldest first. */
  readonly dailyPrices: ReadonlyMap<CoinId, readonly DailyPrice[]>;
  /** Midnights fetched in this tick, to be cached. */
  readonly fetchedDailyPrices: readonly DailyPrice[];
  /** Categories fetched in this tick, to be cached. */
  readonly fetchedCategories: readonly CategoryCoins[];
  /** Those of the universe that the next tick is to remember. */
  readonly members: readonly CoinId[];
}

/** A category as the market listed it on a UTC day. */
export interface CategoryCoins {
  readonly name: Category;
  readonly day: string;
  readonly coins: readonly CoinId[];
}

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

export type Side = 'buy';

/** A promise to trade. Its id is derived from tick and coin, and is the client order id. */
export interface Order {
  readonly id: string;
  readonly tickId: string;
  readonly coin: CoinId;
  readonly side: Side;
  readonly quantity: Decimal;
  /** The price decided on. */
  readonly price: Decimal;
  readonly createdAt: Date;
}

/** The execution of an order. */
export interface Fill {
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly fee: Decimal;
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

/** One run that got as far as promising. */
export interface Tick {
  readonly id: string;
  /** The UTC minute, hour or day it stands for under --once-per, such as "2026-11-22T22"; else null. */
  readonly slot: string | null;
  readonly market: string;
  readonly quoteCurrency: string;
  readonly strategy: string;
  readonly startedAt: Date;
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
  readonly order: Order | null;
  /** None until the order is settled. */
  readonly fills: readonly Fill[];
}
