import type { CoinId, DailyPrice, DailyQuote, Listing, MarketProblem } from '../core/model.js';
import type { Category } from '../core/universe.js';
import { CryptoBotError } from '../errors.js';

/**
 * The port to a source of prices. Every method throws a market-data CryptoBotError when the source as a whole cannot be
 * had; what is wrong with single coins is returned beside the good ones.
 */
export interface Market {
  /** Recorded in the ledger: a ledger belongs to one market. */
  readonly name: string;
  /** The currency of every amount, as the source spells it, such as "usd". */
  readonly quoteCurrency: string;

  /**
   * The first `count` (1 to 250) coins by market cap, or as many as there are. A row that cannot be used is a problem
   * with its number. One request.
   */
  fetchTop(count: number): Promise<Listing>;

  /** The named coins, in any number. Those the source does not know are problems. One request per 250. */
  fetchQuotes(coins: readonly CoinId[]): Promise<Listing>;

  /** The coins of a category, as far as they are among the largest 250 of it. One request. */
  fetchCategory(category: Category): Promise<CoinId[]>;

  /**
   * The prices at the latest `days` completed UTC midnights, as far as the source has them, oldest first, no day twice. They
   * are the latest by the source's clock: where this computer's is wrong, they may end before today or after it.
   * One request. Throws when this coin's answer cannot be had or used.
   */
  fetchDailyPrices(coin: CoinId, days: number): Promise<DailyPrice[]>;

  /** How many of the latest midnights the source has at most; null for all there ever were. */
  readonly reachDays: number | null;

  /** As fetchDailyPrices, with the market cap at each midnight. */
  fetchDailyQuotes(coin: CoinId, days: number): Promise<DailyQuote[]>;

  /** Asks once, without trying again, for what tells most about itself. None where there is nobody to ask. */
  readonly examine?: () => Promise<MarketReport>;

  /** Lets go of connections. */
  close(): Promise<void>;
}

/** What a source says of itself. */
export interface MarketReport {
  /** With which plan it is asked and what that allows, in words. */
  readonly terms: string;
  /** The time by its clock, within a second; null where it does not tell. */
  readonly at: Date | null;
}

/** Turns a coin's market failure into data; anything else is not ours to swallow. */
export function asProblem(coin: CoinId, error: unknown): MarketProblem {
  if (error instanceof CryptoBotError && error.code === 'market-data')
    return { coin, symbol: null, problem: error.message };
  throw error;
}
