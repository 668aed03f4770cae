import { DAY_MS, dayOf } from '../../core/calendar.js';
import type { CoinId, Quote } from '../../core/model.js';
import { Decimal } from '../../core/money.js';
import type { Category } from '../../core/universe.js';
import { marketError } from '../../errors.js';
import type { Market } from '../market.js';
import { priceIn, type SampleCoin, sampleCoins } from './prices.js';

const HOUR_MS = DAY_MS / 24;

/** A coin's unrounded price at an instant. */
type PriceAt = (coin: SampleCoin, atMs: number) => number;

const categoryCoins: Readonly<Record<Category, readonly CoinId[]>> = {
  stablecoins: ['tether', 'usd-coin'],
  wrapped: [],
  staked: [],
};

/** The built-in market at one moment: no key, no network. The same moment and seed always have the same prices. */
export function createSample(now: Date, quoteCurrency = 'usd', seed = 'crypto-bot'): Market {
  const atMs = now.getTime();
  const priceAt: PriceAt = (coin, at) => priceIn(quoteCurrency, coin, at, seed);
  const caps = new Map(sampleCoins.map((coin) => [coin, marketCap(coin, atMs, priceAt)]));
  const ranked = [...sampleCoins].sort((a, b) => (caps.get(b) ?? 0) - (caps.get(a) ?? 0));
  const quoteOf = (coin: SampleCoin) => quote(coin, ranked.indexOf(coin) + 1, now, priceAt);

  function midnights(id: CoinId, days: number) {
    const coin = ranked.find((it) => it.id === id);
    if (!coin) throw marketError(noSuchCoin(id));
    const today = Math.floor(atMs / DAY_MS);
    return Array.from({ length: days }, (_, index) => {
      const midnight = (today - days + 1 + index) * DAY_MS;
      return { coin, day: dayOf(new Date(midnight)), midnight };
    });
  }

  return {
    name: 'sample',
    quoteCurrency,

    async fetchTop(count) {
      return { quotes: ranked.slice(0, count).map(quoteOf), problems: [] };
    },

    async fetchQuotes(coins) {
      const unknown = [...new Set(coins)].filter((coin) => !ranked.some(({ id }) => id === coin));
      return {
        quotes: ranked.filter(({ id }) => coins.includes(id)).map(quoteOf),
        problems: unknown.map((coin) => ({ coin, symbol: null, problem: noSuchCoin(coin) })),
      };
    },

    async fetchCategory(category) {
      return [...categoryCoins[category]];
    },

    async fetchDailyPrices(id, days) {
      return midnights(id, days).map(({ coin, day, midnight }) => ({
        coin: id,
        day,
        price: rounded(priceAt(coin, midnight)),
      }));
    },

    reachDays: null,

    async fetchDailyQuotes(id, days) {
      return midnights(id, days).map(({ coin, day, midnight }) => ({
        coin: id,
        day,
        price: rounded(priceAt(coin, midnight)),
        marketCap: new Decimal(marketCap(coin, midnight, priceAt)),
      }));
    },

    async close() {},
  };
}

function noSuchCoin(coin: CoinId): string {
  return `${coin}: the sample market has no such coin`;
}

function marketCap(coin: SampleCoin, atMs: number, priceAt: PriceAt): number {
  return Math.round(priceAt(coin, atMs) * coin.supply);
}

function quote(coin: SampleCoin, marketCapRank: number, now: Date, priceAt: PriceAt): Quote {
  const atMs = now.getTime();
  const lastDay = Array.from({ length: 25 }, (_, hours) => priceAt(coin, atMs - hours * HOUR_MS));
  const price = rounded(priceAt(coin, atMs));
  const dayAgo = rounded(priceAt(coin, atMs - DAY_MS));
  const cap = new Decimal(marketCap(coin, atMs, priceAt));
  const capDayAgo = new Decimal(marketCap(coin, atMs - DAY_MS, priceAt));
  return {
    coin: coin.id,
    symbol: coin.symbol,
    name: coin.name,
    price,
    marketCap: cap,
    marketCapRank,
    high24h: rounded(Math.max(...lastDay)),
    low24h: rounded(Math.min(...lastDay)),
    priceChange24h: price.minus(dayAgo),
    priceChangePercentage24h: percentChange(dayAgo, price),
    marketCapChange24h: cap.minus(capDayAgo),
    marketCapChangePercentage24h: percentChange(capDayAgo, cap),
    updatedAt: now,
    fetchedAt: now,
  };
}

/** To six significant digits, and at least two decimals: 64123.45, 147.913, 1.00021, 0.00000856123. */
function rounded(price: number): Decimal {
  const exponent = Math.floor(Math.log10(price));
  return new Decimal(price.toFixed(Math.max(2, 5 - exponent)));
}

function percentChange(from: Decimal, to: Decimal): Decimal {
  return to.minus(from).div(from).times(100).toDecimalPlaces(5);
}
