import { DAY_MS } from '../../core/calendar.js';
import { type CoinId, type DailyPrice, type MarketProblem, PRICE_FILE, type Quote } from '../../core/model.js';
import { marketError } from '../../errors.js';
import type { Market } from '../market.js';
import type { PriceTable } from './price-table.js';
import { quoteOf } from './quote.js';
import { rankCoins } from './rank-coins.js';

/**
 * The market as price files have it at one of their instants: the rows of that instant are the current prices, those at
 * 00:00 UTC before it the midnights. Nothing later is seen. It knows no categories.
 */
export function createPriceFileMarket(table: PriceTable, instant: number, quoteCurrency: string): Market {
  const now = table.instants[instant];
  if (!now) throw new Error(`the price files have no instant ${instant}`);
  const ranked = rankCoins(table, instant);
  const ranks = new Map(table.hasMarketCaps ? ranked.map((coin, index) => [coin, index + 1]) : []);
  const quotes = (coins: readonly CoinId[]) =>
    coins.flatMap((coin): Quote[] =>
      [quoteOf(table, coin, instant, ranks.get(coin) ?? null)].filter((it) => it !== null),
    );

  return {
    name: PRICE_FILE,
    quoteCurrency,

    async fetchTop(count) {
      return { quotes: quotes(ranked.slice(0, count)), problems: [] };
    },

    async fetchQuotes(coins) {
      const wanted = new Set(coins);
      const here = ranked.filter((coin) => wanted.has(coin));
      const known = new Set(here);
      const absent = [...wanted].filter((coin) => !known.has(coin));
      const inOrder = table.hasMarketCaps ? here : [...wanted].filter((coin) => known.has(coin));
      return { quotes: quotes(inOrder), problems: absent.map((coin) => withoutPrice(coin, now)) };
    },

    async fetchCategory(category) {
      throw marketError(`price files do not say which coins are ${category}`);
    },

    async fetchDailyPrices(coin, days) {
      if (!table.coins.includes(coin)) throw marketError(`${coin}: the price files have no such coin`);
      return midnights(table, coin, now, days);
    },

    reachDays: null,

    async fetchDailyQuotes(coin, days) {
      const daily = await this.fetchDailyPrices(coin, days);
      return daily.map((it) => {
        const place = table.instantAt(Date.parse(it.day));
        return { ...it, marketCap: place === undefined ? null : table.marketCapAt(coin, place) };
      });
    },

    async close() {},
  };
}

function withoutPrice(coin: CoinId, now: Date): MarketProblem {
  return { coin, symbol: null, problem: `${coin}: the price files have no price of it at ${now.toISOString()}` };
}

/** The midnights of the latest `days` days before now, today's included where the files have it, oldest first. */
function midnights(table: PriceTable, coin: CoinId, now: Date, days: number): DailyPrice[] {
  const todayMs = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const midnight = (back: number): DailyPrice | null => {
    const ms = todayMs - back * DAY_MS;
    const instant = ms < now.getTime() ? table.instantAt(ms) : undefined;
    return instant === undefined ? null : table.midnightAt(coin, instant);
  };
  const latest = midnight(0) ? 0 : 1;
  const all = Array.from({ length: days }, (_, index) => midnight(latest + days - 1 - index));
  return all.filter((daily) => daily !== null);
}
