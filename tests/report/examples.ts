import { Chalk } from 'chalk';
import type { Transaction } from '../../src/core/model.js';
import { Decimal } from '../../src/core/money.js';
import type { Purchase } from '../../src/core/order/purchase.js';
import { type Holding, type Portfolio, valuePortfolio } from '../../src/core/portfolio.js';
import type { TickResult } from '../../src/tick.js';

/** Small, whole pieces of a report for tests to vary. */

export const amount = (digits: string) => new Decimal(digits);
export const now = new Date('2026-11-22T22:21:12.951Z');

export const plain = new Chalk({ level: 0 });
export const colorful = new Chalk({ level: 1 });

export function aHolding(changes: Partial<Holding> = {}): Holding {
  return {
    coin: 'bitcoin',
    symbol: 'btc',
    name: 'Bitcoin',
    buyCount: 2,
    quantity: amount('2'),
    costBasis: amount('38227.32'),
    price: amount('19113.66'),
    priceAt: now,
    ...changes,
  };
}

/** What the design's example holds. */
export const bitcoin = aHolding();
export const tether = aHolding({
  coin: 'tether',
  symbol: 'usdt',
  name: 'Tether',
  costBasis: amount('1.9998'),
  price: amount('0.999586'),
});

export const aPortfolio = (...holdings: Holding[]): Portfolio => valuePortfolio(holdings, 'usd', now);

export function aPurchase(changes: Partial<Purchase> = {}): Purchase {
  return {
    tickId: 'tick-2',
    coin: 'bitcoin',
    quantity: amount('1'),
    price: amount('19113.66'),
    fee: amount('0'),
    feeCurrency: null,
    at: now,
    ...changes,
  };
}

export function aResult(changes: Partial<TickResult> = {}): TickResult {
  return {
    tick: {
      id: 'tick-2',
      slot: null,
      market: 'coingecko',
      quoteCurrency: 'usd',
      strategy: 'below-average',
      startedAt: now,
    },
    status: 'recorded',
    decisions: [],
    purchases: [],
    orders: [],
    failures: [],
    portfolio: () => aPortfolio(),
    heldBack: null,
    problems: [],
    lasting: [],
    begun: [],
    ...changes,
  };
}

export function aTransaction(changes: Partial<Transaction> = {}): Transaction {
  return {
    id: 'fill-1',
    orderId: 'tick-2-bitcoin',
    tickId: 'tick-2',
    coin: 'bitcoin',
    symbol: 'btc',
    side: 'buy',
    quantity: amount('1'),
    price: amount('19113.66'),
    fee: amount('0'),
    feeCurrency: null,
    at: now,
    ...changes,
  };
}

export async function* streamOf<T>(...items: T[]): AsyncGenerator<T> {
  yield* items;
}

export async function collect(chunks: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}
