import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Quote } from '../../../src/core/model.js';
import { Decimal } from '../../../src/core/money.js';
import { createPriceFileMarket } from '../../../src/market/price-file/price-file.js';
import { type Given, readAll } from './files.js';

/** The market of some price files at an instant of theirs. */
async function marketAt(time: string, ...given: Given[]) {
  const { table } = await readAll(...given);
  const instant = table.instantAt(new Date(time).getTime());
  if (instant === undefined) throw new Error(`no row at ${time}`);
  return createPriceFileMarket(table, instant, 'usd');
}

const csv = (...lines: string[]): Given => ({ content: lines.join('\n') });
const coinsOf = (quotes: readonly Quote[]) => quotes.map(({ coin }) => coin);

describe('the order of coins', () => {
  const withCaps = csv(
    'date,coin,price,market_cap',
    '2021-01-01,a,1,10',
    '2021-01-01,b,1,20',
    '2021-01-01,c,1,',
    '2021-01-02,a,1,30',
    '2021-01-02,b,1,20',
    '2021-01-03,b,1,20',
    '2021-01-03,d,1,20',
    '2021-01-03,e,1,20',
  );

  it('is that of the caps at the instant, unknown ones last', async () => {
    const { quotes, problems } = await (await marketAt('2021-01-01', withCaps)).fetchTop(10);
    expect(quotes.map(({ coin, marketCapRank }) => [coin, marketCapRank])).toEqual([
      ['b', 1],
      ['a', 2],
      ['c', 3],
    ]);
    expect(problems).toEqual([]);
    expect(coinsOf((await (await marketAt('2021-01-02', withCaps)).fetchTop(1)).quotes)).toEqual(['a']);
  });

  it('is, of equal caps, that of the first rows, then of the ids', async () => {
    expect(coinsOf((await (await marketAt('2021-01-03', withCaps)).fetchTop(9)).quotes)).toEqual(['b', 'd', 'e']);
  });

  it('is that of the caps also of named coins, with their rank among all', async () => {
    const { quotes, problems } = await (await marketAt('2021-01-01', withCaps)).fetchQuotes(['c', 'd', 'a', 'c']);
    expect(quotes.map(({ coin, marketCapRank }) => [coin, marketCapRank])).toEqual([
      ['a', 2],
      ['c', 3],
    ]);
    expect(problems.map(({ coin, problem }) => [coin, problem])).toEqual([
      ['d', 'd: the price files have no price of it at 2021-01-01T00:00:00.000Z'],
    ]);
  });

  it('is, without caps, that of the first rows, then of the ids; of named coins, as they are named', async () => {
    const plain = csv(
      'date,coin,price',
      '2021-01-02,z,1',
      '2021-01-02,b,1',
      '2021-01-02,a,1',
      '2021-01-01,z,1',
      '2021-01-03,a,1',
    );
    const market = await marketAt('2021-01-02', plain);
    expect(coinsOf((await market.fetchTop(250)).quotes)).toEqual(['z', 'a', 'b']);
    const { quotes } = await market.fetchQuotes(['b', 'z', 'b']);
    expect(quotes.map(({ coin, marketCapRank }) => [coin, marketCapRank])).toEqual([
      ['b', null],
      ['z', null],
    ]);
  });
});

describe('a quote', () => {
  const hourly = csv(
    'date,coin,price,market_cap,high_24h,low_24h,symbol,name',
    '2021-01-01T11:00Z,bitcoin,9,90,,,,',
    '2021-01-01T12:00Z,bitcoin,3,30,,,,',
    '2021-01-02T11:00Z,bitcoin,8,,,,,',
    '2021-01-02T12:00Z,bitcoin,4,20,5,2,btc,Bitcoin',
    '2021-01-02T13:00Z,bitcoin,8,,,,,',
  );

  it('is the row of the instant, with changes from the row exactly 24 hours before', async () => {
    const [quote] = (await (await marketAt('2021-01-02T12:00Z', hourly)).fetchTop(1)).quotes;
    const at = new Date('2021-01-02T12:00Z');
    expect(quote).toMatchObject({
      coin: 'bitcoin',
      symbol: 'btc',
      name: 'Bitcoin',
      price: new Decimal(4),
      marketCap: new Decimal(20),
      marketCapRank: 1,
      high24h: new Decimal(5),
      low24h: new Decimal(2),
      priceChange24h: new Decimal(1),
      priceChangePercentage24h: new Decimal('33.33333'),
      marketCapChange24h: new Decimal(-10),
      marketCapChangePercentage24h: new Decimal('-33.33333'),
      updatedAt: at,
      fetchedAt: at,
    });
  });

  it('leaves unknown what no row says', async () => {
    const [quote] = (await (await marketAt('2021-01-02T13:00Z', hourly)).fetchTop(1)).quotes;
    expect(quote).toMatchObject({
      symbol: 'bitcoin',
      marketCap: null,
      high24h: null,
      low24h: null,
      priceChange24h: null,
      priceChangePercentage24h: null,
      marketCapChange24h: null,
    });
  });
});

describe('midnights', () => {
  const rows = [1, 2, 4, 5, 6].map((number) => `2021-01-0${number},bitcoin,${number}`);
  const file = csv('date,coin,price', ...rows, '2021-01-05T12:00Z,bitcoin,99', '2021-01-06,ethereum,1');
  const daysAt = async (time: string, count: number, coin = 'bitcoin') =>
    (await (await marketAt(time, file)).fetchDailyPrices(coin, count)).map(({ day, price }) => `${day} ${price}`);

  it('are the rows at 00:00 UTC before the instant', async () => {
    expect(await daysAt('2021-01-05T12:00Z', 2)).toEqual(['2021-01-04 4', '2021-01-05 5']);
  });

  it('leave out the one of the instant itself', async () => {
    expect(await daysAt('2021-01-05', 2)).toEqual(['2021-01-04 4']);
  });

  it('are of the latest days, where a missing one is not replaced by an older one', async () => {
    expect(await daysAt('2021-01-05T12:00Z', 4)).toEqual(['2021-01-02 2', '2021-01-04 4', '2021-01-05 5']);
    expect(await daysAt('2021-01-05', 4)).toEqual(['2021-01-01 1', '2021-01-02 2', '2021-01-04 4']);
  });

  it('are none of a coin that begins now, and an error of one that the files do not have', async () => {
    expect(await daysAt('2021-01-06', 3, 'ethereum')).toEqual([]);
    await expect(daysAt('2021-01-06', 3, 'dogecoin')).rejects.toMatchObject({ code: 'market-data' });
  });
});

it('does not know categories', async () => {
  const market = await marketAt('2021-01-01', csv('date,coin,price', '2021-01-01,bitcoin,1'));
  await expect(market.fetchCategory('stablecoins')).rejects.toMatchObject({ code: 'market-data' });
});

it('tells nothing of what comes later', async () => {
  const price = fc.integer({ min: 1, max: 999 });
  const row = fc.record({
    hour: fc.integer({ min: 0, max: 95 }),
    coin: fc.constantFrom('a', 'b', 'c'),
    price,
    cap: price,
  });
  const rows = fc.uniqueArray(row, { selector: ({ hour, coin }) => `${hour} ${coin}`, minLength: 2, maxLength: 60 });
  const lineOf = ({ hour, coin, price, cap }: { hour: number; coin: string; price: number; cap: number }) =>
    `${new Date(Date.UTC(2021, 0, 1, hour)).toISOString()},${coin},${price},${cap}`;
  const told = async (lines: string[], hour: number) => {
    const market = await marketAt(new Date(Date.UTC(2021, 0, 1, hour)).toISOString(), {
      content: ['date,coin,price,market_cap', ...lines].join('\n'),
    });
    const { quotes } = await market.fetchTop(9);
    const midnights = await Promise.all(quotes.map(({ coin }) => market.fetchDailyPrices(coin, 5)));
    return JSON.stringify([quotes, midnights]);
  };
  await fc.assert(
    fc.asyncProperty(rows, fc.array(row), fc.nat(), async (some, others, pick) => {
      const hour = some[pick % some.length]?.hour ?? 0;
      const until = some.filter((it) => it.hour <= hour);
      const taken = new Set<string>();
      const later = others.filter((it) => {
        const key = `${it.hour} ${it.coin}`;
        return it.hour > hour && !taken.has(key) && taken.add(key);
      });
      const whole = await told([...some.filter((it) => it.hour > hour), ...until].map(lineOf).reverse(), hour);
      expect(whole).toBe(await told([...until, ...later].map(lineOf), hour));
    }),
    { numRuns: 100 },
  );
});
