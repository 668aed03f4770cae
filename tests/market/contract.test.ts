import { describe, expect, it, onTestFinished } from 'vitest';
import { dayBefore, dayOf } from '../../src/core/calendar.js';
import type { Market } from '../../src/market/market.js';
import { createPriceFileMarket } from '../../src/market/price-file/price-file.js';
import { createSample } from '../../src/market/sample/sample.js';
import { NOW, setScene } from './fixtures.js';
import { readAll } from './price-file/files.js';

const sources: Record<string, () => Promise<Market>> = {
  coingecko: async () => (await setScene()).market,
  sample: async () => {
    const market = createSample(NOW);
    onTestFinished(() => market.close());
    return market;
  },
  'price-file': async () => {
    const days = Array.from({ length: 12 }, (_, back) => dayBefore(NOW, back));
    const rows = [NOW.toISOString(), ...days].flatMap((at) => [
      `${at},tether,1,5,usdt,Tether`,
      `${at},bitcoin,2,9,btc,Bitcoin`,
      `${at},ethereum,3,7,eth,Ethereum`,
      `${at},litecoin,3,3,ltc,Litecoin`,
    ]);
    const { table } = await readAll({ content: ['date,coin,price,market_cap,symbol,name', ...rows].join('\n') });
    return createPriceFileMarket(table, table.instants.length - 1, 'usd');
  },
};

describe.each(Object.entries(sources))('the market %s', (name, open) => {
  it('says its name and its currency', async () => {
    const market = await open();
    expect([market.name, market.quoteCurrency]).toEqual([name, 'usd']);
  });

  it('lists as many coins as asked, largest first, with prices above zero and plain names', async () => {
    const { quotes, problems } = await (await open()).fetchTop(3);
    expect(problems).toEqual([]);
    expect(quotes.map((quote) => quote.coin)).toEqual(['bitcoin', 'ethereum', 'tether']);
    expect(quotes.map((quote) => quote.marketCapRank)).toEqual([1, 2, 3]);
    expect(quotes.map((quote) => quote.symbol)).toEqual(['btc', 'eth', 'usdt']);
    for (const quote of quotes) {
      expect(quote.price.greaterThan(0)).toBe(true);
      expect(quote.fetchedAt).toEqual(NOW);
    }
    const caps = quotes.map((quote) => quote.marketCap?.toNumber() ?? 0);
    expect(caps).toEqual([...caps].sort((a, b) => b - a));
  });

  it('has the market cap beside each daily price', async () => {
    const market = await open();
    const daily = await market.fetchDailyPrices('bitcoin', 3);
    const quotes = await market.fetchDailyQuotes('bitcoin', 3);
    expect(quotes.map(({ marketCap: _, ...price }) => price)).toEqual(daily);
    for (const { marketCap } of quotes) expect(marketCap?.greaterThan(0)).toBe(true);
  });

  it('lists as many coins as there are when more are asked for', async () => {
    const { quotes, problems } = await (await open()).fetchTop(250);
    expect(quotes.length).toBeGreaterThan(3);
    expect(problems).toEqual([]);
  });

  it('quotes named coins as it lists them', async () => {
    const market = await open();
    const listed = (await market.fetchTop(3)).quotes;
    const { quotes, problems } = await market.fetchQuotes(['tether', 'bitcoin', 'tether']);
    expect(problems).toEqual([]);
    expect(quotes).toEqual([listed[0], listed[2]]);
  });

  it('has a problem for each named coin that it does not know', async () => {
    const { quotes, problems } = await (await open()).fetchQuotes(['no-such-coin', 'bitcoin', 'nor-this']);
    expect(quotes.map((quote) => quote.coin)).toEqual(['bitcoin']);
    expect(problems.map((it) => it.coin)).toEqual(['no-such-coin', 'nor-this']);
  });

  it('quotes no coins when none are named', async () => {
    expect(await (await open()).fetchQuotes([])).toEqual({ quotes: [], problems: [] });
  });

  it('has the latest completed midnights, oldest first, today included', async () => {
    const prices = await (await open()).fetchDailyPrices('bitcoin', 9);
    expect(prices.map((daily) => daily.day)).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0].map((days) => dayBefore(NOW, days)));
    expect(prices.at(-1)?.day).toBe(dayOf(NOW));
    expect(prices.every((daily) => daily.coin === 'bitcoin' && daily.price.greaterThan(0))).toBe(true);
  });

  it('throws a market-data error that names the coin when it has no prices of it', async () => {
    await expect((await open()).fetchDailyPrices('no-such-coin', 9)).rejects.toMatchObject({
      code: 'market-data',
      message: expect.stringContaining('no-such-coin'),
    });
  });
});

it.each(['coingecko', 'sample'])('the market %s knows which coins are stablecoins', async (name) => {
  const market = await sources[name]?.();
  expect(await market?.fetchCategory('stablecoins')).toContain('tether');
  expect(await market?.fetchCategory('wrapped')).toEqual([]);
});
