import fc from 'fast-check';
import type { DailyPrice, Quote, Snapshot, Tick } from '../../src/core/model.js';
import { Decimal } from '../../src/core/money.js';

/** Small, whole pieces of the model for tests to vary. */

export const amount = (digits: string) => new Decimal(digits);

export const now = new Date('2026-11-22T22:21:12.951Z');

export function aTick(changes: Partial<Tick> = {}): Tick {
  return {
    id: 'tick-1',
    slot: null,
    market: 'sample',
    quoteCurrency: 'usd',
    strategy: 'below-average',
    startedAt: now,
    ...changes,
  };
}

export function aQuote(coin: string, price: string): Quote {
  return {
    coin,
    symbol: coin.slice(0, 3),
    name: coin.toUpperCase(),
    price: amount(price),
    marketCap: null,
    marketCapRank: null,
    high24h: null,
    low24h: null,
    priceChange24h: null,
    priceChangePercentage24h: null,
    marketCapChange24h: null,
    marketCapChangePercentage24h: null,
    updatedAt: null,
    fetchedAt: now,
  };
}

/** Consecutive midnights up to 2026-11-22, oldest first. */
export function midnights(coin: string, prices: readonly string[]): DailyPrice[] {
  return prices.map((price, index) => {
    const day = new Date(Date.UTC(2026, 10, 22 - (prices.length - 1 - index))).toISOString().slice(0, 10);
    return { coin, day, price: amount(price) };
  });
}

export function aSnapshot(changes: Partial<Snapshot> = {}): Snapshot {
  return {
    at: now,
    quotes: [],
    problems: [],
    leftOut: [],
    lastSeen: new Map(),
    heldQuotes: [],
    heldProblems: [],
    dailyPrices: new Map(),
    fetchedDailyPrices: [],
    fetchedCategories: [],
    members: null,
    ...changes,
  };
}

/** Integers with up to 40 digits; with a scale they stand for every amount the borders let in. */
export const units = fc.bigInt({ min: 1n, max: 10n ** 40n - 1n });

/** An integer number of 10^-decimals, written out by hand: what the decimals are checked against. */
export function scaled(integer: bigint, decimals: number): string {
  const sign = integer < 0n ? '-' : '';
  const digits = String(integer < 0n ? -integer : integer).padStart(decimals + 1, '0');
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return `${sign}${digits.slice(0, digits.length - decimals)}${fraction && `.${fraction}`}`;
}
