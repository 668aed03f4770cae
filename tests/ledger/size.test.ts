import { statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createPaperBroker } from '../../src/broker/paper.js';
import { DAY_MS, dayBefore } from '../../src/core/calendar.js';
import type { Gate } from '../../src/core/limits/sanity.js';
import type { Quote } from '../../src/core/model.js';
import { topCoins } from '../../src/core/universe.js';
import { filePath } from '../../src/ledger/sqlite/url.js';
import type { Market } from '../../src/market/market.js';
import { runTick } from '../../src/tick.js';
import { amount, aQuote, aStrategy, now } from '../core/examples.js';
import { freshSqliteUrl, open } from './ledgers.js';

type Action = 'hold' | 'buy';

const gate: Gate = { maxQuoteAgeMs: 3_600_000, maxJumpPercent: amount('50'), maxRankLeap: 50 };

/** A market of coins that are dearer than they ever were, or else cheaper, with as many digits as CoinGecko gives. */
function aMarket(at: Date, count: number, action: Action): Market {
  const figures = amount('1237832655871.123');
  const quotes = Array.from({ length: count }, (_, n): Quote => {
    const coin = `some-coin-${n}`;
    return {
      ...aQuote(coin, `${action === 'hold' ? 65610 : 62610}.12345${n}`),
      marketCap: figures,
      marketCapRank: n + 1,
      high24h: amount('66017.25'),
      low24h: amount('64893.75'),
      priceChange24h: amount('-1063.9612345'),
      priceChangePercentage24h: amount('-1.72245'),
      marketCapChange24h: figures,
      marketCapChangePercentage24h: amount('-1.72245'),
      updatedAt: new Date(at.getTime() - 61_234),
      fetchedAt: at,
    };
  });
  return {
    name: 'coingecko',
    quoteCurrency: 'usd',
    fetchTop: async (rows) => ({ quotes: quotes.slice(0, rows), problems: [] }),
    fetchQuotes: async () => ({ quotes: [], problems: [] }),
    fetchDailyPrices: async (coin, days) =>
      Array.from({ length: days }, (_, back) => ({
        coin,
        day: dayBefore(at, back),
        price: amount('64210.98765'),
      })).reverse(),
    fetchCategory: async () => [],
    reachDays: null,
    fetchDailyQuotes: async () => [],
    close: async () => {},
  };
}

/** How many bytes the file of a ledger grows by over some hourly ticks, after the first, that buy nothing or every coin. */
async function growth(coins: number, window: string, ticks: number, action: Action = 'hold'): Promise<number> {
  const url = freshSqliteUrl();
  const ledger = await open({ url, mode: 'write' });
  const strategy = aStrategy('below-average', { window });
  const tick = async (hour: number) => {
    const at = new Date(now.getTime() + (hour * DAY_MS) / 24);
    const market = aMarket(at, coins, action);
    const policy = { strategy, sizing: { quantity: amount('1') }, caps: {}, gate };
    const request = {
      id: `${at.toISOString().replaceAll(/[-:.]/g, '')}-0123abcd`,
      now: at,
      oncePer: 'hour' as const,
      universe: topCoins(coins),
      policy,
      clock: () => at,
      giveUpAfterMs: 60_000,
      onPurchases: () => {},
    };
    const { decisions, problems } = await runTick({ market, ledger, broker: createPaperBroker() }, request);
    expect(decisions.map(({ action }) => action)).toEqual(Array(coins).fill(action));
    expect(problems).toEqual([]);
  };
  await tick(0);
  const before = statSync(filePath(url)).size;

  for (let hour = 1; hour <= ticks; hour += 1) await tick(hour);
  return statSync(filePath(url)).size - before;
}

it('a decision takes 700 bytes of the file at most, with all that hangs on it', async () => {
  const [coins, ticks] = [10, 100];
  expect((await growth(coins, '10', ticks)) / (coins * ticks)).toBeLessThan(700);
});

it('a tick of 250 coins takes 200 KB at most, though its rule looks back a year', async () => {
  expect(await growth(250, '366', 1)).toBeLessThan(200_000);
});

it('a purchase takes 1.8 KB at most, with its decision, order and fill', async () => {
  const [coins, ticks] = [50, 4];
  expect((await growth(coins, '10', ticks, 'buy')) / (coins * ticks)).toBeLessThan(1800);
});
