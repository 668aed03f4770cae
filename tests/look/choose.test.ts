import { describe, expect, it } from 'vitest';
import { dayBefore } from '../../src/core/calendar.js';
import { type CategoryCoins, topCoins, type UniverseRule } from '../../src/core/universe.js';
import { marketError } from '../../src/errors.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.js';
import { chooseUniverse } from '../../src/look/choose.js';
import type { Market } from '../../src/market/market.js';
import { createSample } from '../../src/market/sample/sample.js';
import { amount, aQuote, aSnapshot, aTick, now } from '../core/examples.js';

/** The sample market, which counts what it is asked for, and may fail. */
function aMarket(broken: Partial<Market> = {}): { market: Market; asked: string[] } {
  const asked: string[] = [];
  const sample = { ...createSample(now), ...broken };
  const note = (what: string) => void asked.push(what);
  const market: Market = {
    ...sample,
    fetchTop: (count) => {
      note(`top ${count}`);
      return sample.fetchTop(count);
    },
    fetchQuotes: (coins) => {
      note(`quotes ${coins}`);
      return sample.fetchQuotes(coins);
    },
    fetchCategory: (category) => {
      note(category);
      return sample.fetchCategory(category);
    },
    fetchDailyPrices: (coin, days) => {
      note(`${coin} ${days}`);
      return sample.fetchDailyPrices(coin, days);
    },
  };
  return { market, asked };
}

const withoutStablecoins: UniverseRule = {
  ...topCoins(3),
  excludeCategories: ['stablecoins'],
  minMovementPercent: amount('1'),
};
const choose = (market: Market, rule: UniverseRule, ledger: Ledger = createMemoryLedger()) =>
  chooseUniverse(market, ledger, rule, 0, now);
const down = () => Promise.reject(marketError('the market is down'));

async function ledgerKnowing(category: CategoryCoins): Promise<Ledger> {
  const ledger = createMemoryLedger();
  const tick = aTick();
  const seen = aSnapshot({ fetchedCategories: [category] });
  await ledger.begin(tick, seen, (before) => ({ tick, decisions: [], orders: [], spending: before }));
  return ledger;
}

describe('choosing the universe', () => {
  it('asks for the list only, when nothing but the top is wanted', async () => {
    const { market, asked } = aMarket();
    const { quotes } = await choose(market, topCoins(3));
    expect(quotes.map((quote) => quote.coin)).toEqual(['bitcoin', 'ethereum', 'tether']);
    expect(asked).toEqual(['top 3']);
  });

  it.each([
    ['a symbol', ['btc'], 'btc: the sample market has no such coin, did you mean bitcoin?'],
    ['a name', ['Bitcoin-Cash', 'Ripple'], 'Ripple: the sample market has no such coin, did you mean ripple?'],
    ['what nobody knows', ['bitcorn'], 'bitcorn: the sample market has no such coin'],
    ['a symbol in the ledger only', ['old'], 'old: the sample market has no such coin, did you mean old-coin?'],
  ])('names the id where a coin is named by %s', async (_, coins, problem) => {
    const ledger = createMemoryLedger();
    const tick = aTick();
    const seen = aSnapshot({ quotes: [aQuote('old-coin', '1')] }); // of the symbol old
    await ledger.begin(tick, seen, (before) => ({ tick, decisions: [], orders: [], spending: before }));
    for (const rule of [
      { ...topCoins(1), coins },
      { ...topCoins(1), include: coins },
    ]) {
      const { problems } = await choose(aMarket().market, rule, ledger);
      expect(problems.map((it) => it.problem)).toContain(problem);
    }
  });

  it('tests the movement of each coin that takes a place, also where the strategy needs no midnights', async () => {
    const { market, asked } = aMarket();
    const { quotes, leftOut, daily } = await choose(market, withoutStablecoins);
    expect(quotes.map((quote) => quote.coin)).toEqual(['bitcoin', 'ethereum', 'ripple']);
    expect(leftOut.map(({ coin, reason }) => `${coin} ${reason}`)).toEqual([
      'tether left out: the market lists it among stablecoins',
    ]);
    expect(asked).toEqual(['top 250', 'stablecoins', 'bitcoin 9', 'ethereum 9', 'ripple 9']);
    expect(daily.fetched).toHaveLength(27);
  });

  it('finds by its price what the category misses, and asks for the next coin then', async () => {
    const { market, asked } = aMarket({ fetchCategory: async () => [] });
    const { quotes, leftOut } = await choose(market, withoutStablecoins);
    expect(quotes.map((quote) => quote.coin)).toEqual(['bitcoin', 'ethereum', 'ripple']);
    expect(leftOut.map(({ coin, reason }) => `${coin} ${reason}`)).toEqual([
      expect.stringMatching(/^tether left out: its price moved 0\.\d\d % in 10 days, less than 1 %/),
    ]);
    expect(asked.slice(2)).toEqual(['bitcoin 9', 'ethereum 9', 'tether 9', 'ripple 9']);
  });

  it('looks at the latest ten days only, however far back the strategy looks', async () => {
    // A dollar that was 3 % off a month ago.
    const fetchDailyPrices: Market['fetchDailyPrices'] = async (coin, days) =>
      Array.from({ length: days }, (_, index) => days - 1 - index).map((back) => ({
        coin,
        day: dayBefore(now, back),
        price: amount(coin !== 'tether' ? `${100 + back}` : back < 20 ? '1' : '0.97'),
      }));
    const { market } = aMarket({ fetchCategory: async () => [], fetchDailyPrices });
    const { leftOut } = await chooseUniverse(market, createMemoryLedger(), withoutStablecoins, 140, now);
    expect(leftOut.map(({ coin }) => coin)).toEqual(['tether']);
  });

  it('does not test the movement of a coin that is included by name, nor any when the test is off', async () => {
    const { market } = aMarket({ fetchCategory: async () => [] });
    const coins = async (rule: Partial<UniverseRule>) =>
      (await choose(market, { ...withoutStablecoins, ...rule })).quotes.map((quote) => quote.coin);
    expect(await coins({ include: ['tether'] })).toEqual(['bitcoin', 'ethereum', 'tether']);
    expect(await coins({ minMovementPercent: null })).toEqual(['bitcoin', 'ethereum', 'tether']);
  });

  it('asks once more for coins to include that are not on the list', async () => {
    const { market, asked } = aMarket();
    const { quotes } = await choose(market, { ...topCoins(1), include: ['dogecoin', 'bitcoin'] });
    expect(quotes.map((quote) => quote.coin)).toEqual(['bitcoin', 'dogecoin']);
    expect(asked).toEqual(['top 1', 'quotes dogecoin']);
    const failing = aMarket({ fetchQuotes: down });
    const { problems } = await choose(failing.market, { ...topCoins(1), include: ['dogecoin'] });
    expect(problems).toEqual([{ coin: 'dogecoin', symbol: null, problem: 'the market is down' }]);
  });

  it('takes a category from the cache for its day, and asks again the next', async () => {
    const today = await ledgerKnowing({ name: 'stablecoins', day: '2026-11-22', coins: ['ethereum'] });
    const { market, asked } = aMarket();
    const { quotes, fetchedCategories } = await choose(
      market,
      { ...withoutStablecoins, minMovementPercent: null },
      today,
    );
    expect(quotes.map((quote) => quote.coin)).toEqual(['bitcoin', 'tether', 'ripple']);
    expect([asked, fetchedCategories]).toEqual([['top 250'], []]);
    const yesterday = await ledgerKnowing({ name: 'stablecoins', day: '2026-11-21', coins: ['ethereum'] });
    const next = await choose(market, withoutStablecoins, yesterday);
    expect(next.fetchedCategories).toEqual([{ name: 'stablecoins', day: '2026-11-22', coins: ['tether', 'usd-coin'] }]);
  });

  it('goes on with an older list when a category cannot be had, says so, and without any list does nothing', async () => {
    const { market } = aMarket({ fetchCategory: down });
    const old = await ledgerKnowing({ name: 'stablecoins', day: '2026-11-01', coins: ['tether'] });
    const { quotes, problems } = await choose(market, withoutStablecoins, old);
    expect(quotes.map((quote) => quote.coin)).toEqual(['bitcoin', 'ethereum', 'ripple']);
    expect(problems.map((it) => it.problem)).toEqual([
      'the market is down; the list of stablecoins is that of 2026-11-01',
    ]);
    await expect(choose(market, withoutStablecoins)).rejects.toThrow('the market is down');
  });
});
