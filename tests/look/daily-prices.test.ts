import { describe, expect, it } from 'vitest';
import { dayBefore, dayOf } from '../../src/core/calendar.js';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.js';
import { readDailyPrices } from '../../src/look/daily-prices.js';
import type { Market } from '../../src/market/market.js';
import { createSample } from '../../src/market/sample/sample.js';
import { amount, now } from '../core/examples.js';

/** A market with a price of one coin for each of so many latest days, by its own clock. */
function marketOf(days: number, clock = now): Market {
  const prices = Array.from({ length: days }, (_, index) => dayBefore(clock, days - 1 - index)).map((day) => ({
    coin: 'a',
    day,
    price: amount('2'),
  }));
  return { ...createSample(now), fetchDailyPrices: async (_, count) => prices.slice(-count) };
}

const read = (market: Market) => readDailyPrices(market, createMemoryLedger(), ['a'], 5, now);
const daysAhead = (days: number) => new Date(now.getTime() + days * 86_400_000);

describe('daily prices', () => {
  it('are remembered as zero for the days before the first price of a young coin', async () => {
    const { fetched } = await read(marketOf(3));
    expect(fetched.map(({ day, price }) => `${day} ${price}`).sort()).toEqual([
      `${dayBefore(now, 4)} 0`,
      `${dayBefore(now, 3)} 0`,
      `${dayBefore(now, 2)} 2`,
      `${dayBefore(now, 1)} 2`,
      `${dayOf(now)} 2`,
    ]);
  });

  it.each([1, 3, 30])('are never zero, nor of the future, where the clock is %i days behind', async (days) => {
    const { fetched } = await read(marketOf(400, daysAhead(days)));
    expect(fetched.filter(({ price }) => price.isZero())).toEqual([]);
    expect(fetched.filter(({ day }) => day > dayOf(now))).toEqual([]);
  });
});
