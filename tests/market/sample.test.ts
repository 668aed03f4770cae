import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/core/calendar.js';
import { mean } from '../../src/core/money.js';
import { createSample } from '../../src/market/sample/sample.js';

const HOUR_MS = 3_600_000;

describe('the sample market', () => {
  it('has these prices', async () => {
    const { quotes } = await createSample(new Date('2026-11-22T22:21:12.951Z')).fetchTop(10);
    expect(quotes.map(({ coin, price }) => `${coin} ${price.toFixed()}`)).toMatchInlineSnapshot(`
      [
        "bitcoin 64817.38",
        "ethereum 2868.97",
        "tether 1.00035",
        "ripple 2.26636",
        "binancecoin 647.278",
        "solana 137.239",
        "usd-coin 0.999589",
        "cardano 0.766382",
        "dogecoin 0.172344",
        "shiba-inu 0.00000938319",
      ]
    `);
  });

  it('has the same prices for the same moment and seed, and others for another seed', async () => {
    const now = new Date('2026-11-22T22:21:12.951Z');
    expect(await createSample(now).fetchTop(10)).toEqual(await createSample(now).fetchTop(10));
    const other = await createSample(now, 'usd', 'another seed').fetchTop(10);
    expect(other).not.toEqual(await createSample(now).fetchTop(10));
  });

  it('has a price for every midnight that is its price at that midnight', async () => {
    const prices = await createSample(new Date('2026-11-22T00:00:00.000Z')).fetchDailyPrices('solana', 1);
    const { quotes } = await createSample(new Date('2026-11-22T00:00:00.000Z')).fetchQuotes(['solana']);
    expect(prices).toEqual([{ coin: 'solana', day: '2026-11-22', price: quotes[0]?.price }]);
  });

  it('has figures that fit each other at any moment', async () => {
    const anyTime = fc.date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    await fc.assert(
      fc.asyncProperty(anyTime, async (now) => {
        const { quotes } = await createSample(now).fetchTop(10);
        expect(quotes.slice(0, 3).map((quote) => quote.coin)).toEqual(['bitcoin', 'ethereum', 'tether']);
        for (const quote of quotes) {
          const { price, high24h, low24h, priceChange24h } = quote;
          expect(low24h?.greaterThan(0) && low24h.lessThanOrEqualTo(price)).toBe(true);
          expect(high24h?.greaterThanOrEqualTo(price)).toBe(true);
          expect(priceChange24h?.abs().lessThan(price.div(5))).toBe(true);
        }
      }),
    );
  });

  it('has at every hour of three years, of its three largest coins, one to buy and one to leave alone', async () => {
    const start = Date.parse('2026-01-01T00:00:00Z');
    for (let day = 0; day < 3 * 365; day++) {
      const midnight = start + day * DAY_MS;
      const today = createSample(new Date(midnight));
      const { quotes: largest } = await today.fetchTop(3);
      const midnights = await Promise.all(largest.map(({ coin }) => today.fetchDailyPrices(coin, 9)));
      for (let hour = 0; hour < 24; hour++) {
        const { quotes } = await createSample(new Date(midnight + hour * HOUR_MS + 17 * 60_000)).fetchTop(3);
        const below = quotes.filter(({ price }, index) => {
          const window = [...(midnights[index] ?? []).map((daily) => daily.price), price];
          return price.lessThan(mean(window));
        });
        if (below.length === 0 || below.length === 3) {
          expect.fail(`${below.length} of 3 are below their means ${hour} h after ${new Date(midnight).toISOString()}`);
        }
      }
    }
  });
});

describe('the sample market in other currencies', () => {
  const at = new Date('2026-11-22T22:21:12.951Z');
  const pricesIn = async (currency: string) => {
    const { quotes } = await createSample(at, currency).fetchTop(10);
    return new Map(quotes.map((quote) => [quote.coin, quote.price.toNumber()]));
  };
  it.each([
    ['eur', 0.92],
    ['gbp', 0.79],
    ['jpy', 150],
  ])('is a dollar price at a fixed rate: %s', async (currency, rate) => {
    const [dollars, converted] = [await pricesIn('usd'), await pricesIn(currency)];
    for (const [coin, price] of converted) expect(price / (dollars.get(coin) ?? 0)).toBeCloseTo(rate, 2);
  });

  it('is worth one bitcoin a bitcoin in btc, at any time', async () => {
    const market = createSample(at, 'btc');
    expect((await pricesIn('btc')).get('bitcoin')).toBe(1);
    for (const { price } of await market.fetchDailyPrices('bitcoin', 5)) expect(price.toString()).toBe('1');
    expect((await pricesIn('btc')).get('tether')).toBeGreaterThan(0.00001);
  });
});
