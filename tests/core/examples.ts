import fc from 'fast-check';
import type { Snapshot } from '../../src/core/decisions/snapshot.js';
import type { DailyPrice, Order, Quote, Tick } from '../../src/core/model.js';
import { Decimal } from '../../src/core/money.js';
import { FREE_TERMS } from '../../src/core/order/instrument.js';
import { type OrderRecord, promiseOrder } from '../../src/core/order/order.js';
import { emptyPosition } from '../../src/core/portfolio.js';
import type { CoinView, Strategy } from '../../src/core/strategies/strategy.js';
import { createStrategy } from '../../src/settings/rules/rules.js';

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

/** A strategy of a kind, with parameters as they would be written. Throws what is wrong with them. */
export function aStrategy(kind: string, parameters: Readonly<Record<string, string>> = {}): Strategy {
  const problems: string[] = [];
  const texts = Object.entries(parameters).map(([name, text]) => [name, { text, where: name }]);
  const strategy = createStrategy(kind, Object.fromEntries(texts), new Map(), problems);
  if (!strategy) throw new Error(problems.join('; '));
  return strategy;
}

/** A strategy that buys whatever it is. */
export const always: Strategy = {
  name: 'always',
  parameters: {},
  midnights: 0,
  evaluate: () => ({ action: 'buy', reason: 'wanted', average: null }),
};

/** What a strategy sees of a coin of which nothing is held, unless it is said otherwise. */
export function aView(price: string, earlier: readonly string[] = [], changes: Partial<CoinView> = {}): CoinView {
  return {
    quote: aQuote('bitcoin', price),
    dailyPrices: midnights('bitcoin', earlier),
    position: emptyPosition('bitcoin'),
    ...changes,
  };
}

/** Consecutive midnights up to 2026-11-22, oldest first. */
export function midnights(coin: string, prices: readonly string[]): DailyPrice[] {
  return prices.map((price, index) => {
    const day = new Date(Date.UTC(2026, 10, 22 - (prices.length - 1 - index))).toISOString().slice(0, 10);
    return { coin, day, price: amount(price) };
  });
}

/** An order as the ledger keeps it, promised and no more unless it is said otherwise. */
export function aRecord(order: Order, changes: Partial<OrderRecord> = {}): OrderRecord {
  const promised = promiseOrder(order, { clientOrderId: CLIENT_ORDER_ID, promisedAt: order.createdAt });
  return { ...promised, ...changes };
}

const CLIENT_ORDER_ID = '5a6f1c0e-8c7d-4f0a-9a53-0d3e7f1b2c94';

export function aSnapshot(changes: Partial<Snapshot> = {}): Snapshot {
  return {
    terms: new Map(changes.quotes?.map(({ coin }) => [coin, FREE_TERMS])),
    spendable: null,
    heldBack: null,
    at: now,
    quotes: [],
    problems: [],
    leftOut: [],
    lastSeen: new Map(),
    heldQuotes: [],
    heldProblems: [],
    ranks: new Map(),
    unpriced: [],
    askedMidnights: null,
    dailyPrices: new Map(),
    fetchedDailyPrices: [],
    fetchedCategories: [],
    members: [],
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
