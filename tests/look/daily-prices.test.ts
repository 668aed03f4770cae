import { describe, expect, it } from 'vitest';
import { dayBefore, dayOf } from '../../src/core/calendar.js';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.js';
import { NOTHING_ASKED, readAsked, writeAsked } from '../../src/look/asked.js';
import { readDailyPrices } from '../../src/look/daily-prices.js';
import type { Market } from '../../src/market/market.js';
import { createSample } from '../../src/market/sample/sample.js';
import { amount, aSnapshot, aTick, now } from '../core/examples.js';

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

  describe('that the market never publishes', () => {
    /** A market with a gap, at a time, after what was asked before; says whether it was asked, and what is remembered. */
    async function readAt(
      time: string,
      gap: string,
      { asked = NOTHING_ASKED, days = 5, ledger = createMemoryLedger() } = {},
    ) {
      const at = new Date(time);
      const market = marketOf(400, at);
      let requests = 0;
      const fetchDailyPrices: Market['fetchDailyPrices'] = async (coin, count) => {
        requests += 1;
        return (await market.fetchDailyPrices(coin, 400)).filter(({ day }) => day !== gap).slice(-count);
      };
      const daily = await readDailyPrices({ ...market, fetchDailyPrices }, ledger, ['a'], days, at, asked);
      const tick = aTick({ id: time, startedAt: at });
      const seen = aSnapshot({ fetchedDailyPrices: daily.fetched });
      await ledger.begin(tick, seen, (before) => ({ tick, decisions: [], orders: [], spending: before }));
      const zeros = daily.fetched.filter(({ price }) => price.isZero()).map(({ day }) => day);
      return { requests, zeros, asked: daily.asked, days: daily.byCoin.get('a')?.length };
    }
    const TODAY = '2026-11-22';

    it('are asked for once an hour, from minute 35 on', async () => {
      const ledger = createMemoryLedger();
      let asked = NOTHING_ASKED;
      const requests: number[] = [];
      for (const minute of [0, 10, 34, 35, 36, 59, 60, 61, 119, 120]) {
        const at = new Date(new Date(`${TODAY}T00:00:00Z`).getTime() + minute * 60_000);
        const before = readAsked(writeAsked(asked, at, NOTHING_ASKED), at);
        // A new hour begins with nothing asked.
        const known = minute % 60 === 0 ? NOTHING_ASKED : before;
        const read = await readAt(at.toISOString(), TODAY, { asked: known, ledger });
        expect(read.days).toBe(5); // those that end yesterday
        asked = new Map([...known, ...read.asked]);
        requests.push(read.requests);
      }
      expect(requests).toEqual([1, 1, 1, 1, 0, 0, 1, 0, 0, 1]);
    });

    it('are asked for at once where more days are needed, or others', async () => {
      const noon = `${TODAY}T12:00:00Z`;
      expect((await readAt(noon, TODAY)).asked).toEqual(new Map([['a', [TODAY]]]));
      const asked = new Map([['a', [TODAY]]]);
      const ledger = createMemoryLedger();
      expect((await readAt(noon, TODAY, { asked, ledger })).requests).toBe(1); // the others are not cached
      expect((await readAt(`${TODAY}T12:01:00Z`, TODAY, { asked, ledger })).requests).toBe(0);
      expect((await readAt(`${TODAY}T12:02:00Z`, TODAY, { asked, ledger, days: 7 })).requests).toBe(1);
    });

    it('are remembered as a gap after a day, and leave one price less', async () => {
      const ledger = createMemoryLedger();
      const gap = '2026-11-21';
      expect(await readAt('2026-11-21T23:59:00Z', gap, { ledger })).toMatchObject({
        zeros: [],
        asked: new Map([['a', [gap]]]),
      });
      const later = await readAt(`${TODAY}T00:40:00Z`, gap, { ledger });
      expect(later).toMatchObject({ requests: 1, zeros: [gap], asked: new Map(), days: 4 });
      expect(await readAt(`${TODAY}T01:40:00Z`, gap, { ledger })).toMatchObject({ requests: 0, days: 4 });
    });
  });

  it('that were asked for are those of the same hour', () => {
    const at = new Date('2026-11-22T10:59:59Z');
    const asked = new Map([['a', ['2026-11-22']]]);
    const text = writeAsked(asked, at, NOTHING_ASKED);
    expect(readAsked(text, at)).toEqual(asked);
    expect(readAsked(text, new Date('2026-11-22T11:00:00Z'))).toEqual(NOTHING_ASKED);
    expect(writeAsked(asked, at, asked)).toBeNull();
    expect(writeAsked(NOTHING_ASKED, at, asked)).toBeNull();
    for (const damaged of ['', 'null', '[]', '{"hour":"2026-11-22T10","coins":[1,["a"]]}'])
      expect(readAsked(damaged, at)).toEqual(NOTHING_ASKED);
  });
});
