import { DAY_MS, dayOf } from '../../core/calendar.js';
import { idsNamed } from '../../core/misnamed.js';
import type { CoinId } from '../../core/model.js';
import { CryptoBotError } from '../../errors.js';
import type { Market } from '../../market/market.js';
import type { PriceStore } from './price-store.js';

/** Which midnights of which coins are wanted. */
export interface Wanted {
  readonly coins: readonly CoinId[];
  /** The first and the last midnight, in milliseconds since 1970. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** The latest midnight that there can be. */
  readonly todayMs: number;
}

export interface Steps {
  /** Called before each request: waits until it may begin. Throws a market-data CryptoBotError where no time is left for it. */
  readonly waitForQuota: () => Promise<void>;
  /** Called before each coin that is asked for. */
  readonly onCoin: (coin: CoinId, number: number) => void;
  /** Called after each coin, with how many midnights were new. */
  readonly onDone: (coin: CoinId, added: number) => void;
}

/**
 * Fetches what a store does not have, with one request a coin. Gives what could not be had, in words; the other coins are
 * fetched all the same.
 */
export async function fetchCoins(market: Market, store: PriceStore, wanted: Wanted, steps: Steps): Promise<string[]> {
  const { coins, firstMs, lastMs, todayMs } = wanted;
  const { reachDays } = market;
  const reachMs = reachDays === null ? firstMs : Math.max(firstMs, todayMs - (reachDays - 1) * DAY_MS);
  const problems: string[] = [];
  const outOfReach = coins.filter((coin) => store.firstMissing(coin, firstMs, Math.min(reachMs - DAY_MS, lastMs)));
  if (outOfReach.length > 0)
    problems.push(
      `${market.name} reaches back ${reachDays} days on this plan: there are no prices before ${dayOf(new Date(reachMs))} of ${outOfReach.join(', ')}`,
    );
  for (const [index, coin] of coins.entries()) {
    const missingMs = store.firstMissing(coin, reachMs, lastMs);
    if (missingMs === null) {
      steps.onDone(coin, 0);
      continue;
    }
    try {
      await steps.waitForQuota();
      steps.onCoin(coin, index + 1);
      const quotes = await market.fetchDailyQuotes(coin, (todayMs - missingMs) / DAY_MS + 1);
      const within = quotes.filter(({ day }) => Date.parse(day) >= reachMs && Date.parse(day) <= lastMs);
      steps.onDone(coin, store.add(within));
      if (store.count(coin) === 0) problems.push(`${coin}: the market has no daily price of that time`);
    } catch (error) {
      if (!(error instanceof CryptoBotError) || error.code !== 'market-data') throw error;
      const ids = store.count(coin) === 0 ? idsNamed(coin, []) : [];
      problems.push(ids.length > 0 ? `${error.message}; did you mean ${ids.join(' or ')}?` : error.message);
    }
  }
  return [...new Set(problems)]; // that no time is left is so for all coins that follow
}
