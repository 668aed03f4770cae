import { describe, expect, it } from 'vitest';
import type { Broker } from '../src/broker/broker.js';
import { createPaperBroker } from '../src/broker/paper.js';
import { OPEN_GATE } from '../src/core/limits/sanity.js';
import type { Order } from '../src/core/model.js';
import type { Purchase } from '../src/core/order/purchase.js';
import { topCoins } from '../src/core/universe.js';
import { marketError } from '../src/errors.js';
import type { Ledger } from '../src/ledger/ledger.js';
import { createMemoryLedger } from '../src/ledger/memory/memory-ledger.js';
import type { Market } from '../src/market/market.js';
import { createSample } from '../src/market/sample/sample.js';
import { runTick, type TickRequest } from '../src/tick.js';
import { always, amount, now } from './core/examples.js';

const paperBroker = createPaperBroker();

/** A tick that buys one of each of three coins. */
function aRequest(id: string, changes: Partial<TickRequest> = {}): TickRequest {
  return {
    id,
    now,
    oncePer: null,
    universe: topCoins(3),
    policy: {
      strategy: always,
      sizing: { quantity: amount('1') },
      caps: {},
      gate: OPEN_GATE,
    },
    clock: () => now,
    giveUpAfterMs: 60_000,
    onPurchases: () => {},
    ...changes,
  };
}

/** A broker that is down for one coin, and counts what it was asked. */
function downFor(coin: string): Broker & { readonly submitted: Order[] } {
  const submitted: Order[] = [];
  return {
    ...paperBroker,
    submitted,
    async place(order) {
      submitted.push(order);
      return order.coin === coin ? { kind: 'not-sent', reason: 'the broker is down' } : paperBroker.place(order);
    },
  };
}

const coinsOf = (purchases: readonly Purchase[]) => purchases.map((purchase) => purchase.coin);

describe('a tick whose broker fails', () => {
  it('keeps what was filled and what was promised, and the next one settles the rest, once', async () => {
    const [market, ledger, broker] = [createSample(now, 'usd'), createMemoryLedger(), downFor('ethereum')];
    const { failures } = await runTick({ market, ledger, broker }, aRequest('one'));
    expect(failures).toEqual(['ethereum: the order was not sent: the broker is down']);
    expect(broker.submitted.map((order) => order.coin)).toEqual(['bitcoin', 'ethereum']);
    expect((await ledger.loadHoldings()).map((holding) => holding.coin)).toEqual(['bitcoin']);

    const told: Purchase[] = [];
    const request = aRequest('two', { onPurchases: (purchases) => told.push(...purchases) });
    const { purchases, portfolio } = await runTick({ market, ledger, broker: paperBroker }, request);
    expect(told).toEqual(purchases);
    expect(coinsOf(purchases)).toEqual(['ethereum', 'tether', 'bitcoin', 'ethereum', 'tether']);
    expect(portfolio().positions.map(({ coin, buyCount }) => [coin, buyCount])).toEqual([
      ['bitcoin', 2],
      ['ethereum', 2],
      ['tether', 2],
    ]);
    expect(await ledger.loadOpenOrders()).toEqual([]);
  });
});

describe('a tick whose market fails', () => {
  it('has told what it settled before', async () => {
    const [market, ledger] = [createSample(now, 'usd'), createMemoryLedger()];
    await runTick({ market, ledger, broker: downFor('bitcoin') }, aRequest('one'));
    const told: Purchase[] = [];
    const request = aRequest('two', { onPurchases: (purchases) => told.push(...purchases) });
    const gone: Market = { ...market, fetchTop: () => Promise.reject(marketError('gone')) };
    await expect(runTick({ market: gone, ledger, broker: paperBroker }, request)).rejects.toThrow('gone');
    expect(coinsOf(told)).toEqual(['bitcoin', 'ethereum', 'tether']);
  });

  it('for all that is held besides says so once', async () => {
    const [market, ledger] = [createSample(now, 'usd'), createMemoryLedger()];
    await runTick({ market, ledger, broker: paperBroker }, aRequest('one'));
    const unpriced: Market = { ...market, fetchQuotes: () => Promise.reject(marketError('no answer')) };
    const ports = { market: unpriced, ledger, broker: paperBroker };
    const { problems } = await runTick(ports, aRequest('two', { universe: topCoins(1) }));
    expect(problems).toEqual([{ coin: null, symbol: null, problem: 'what is held besides is not priced: no answer' }]);
  });
});

describe('a held coin that the market no longer has', () => {
  it('is told once, is valued at its last price, and is no problem of a tick', async () => {
    const [market, ledger] = [createSample(now, 'usd'), createMemoryLedger()];
    await runTick({ market, ledger, broker: paperBroker }, aRequest('one'));
    const delisted: Market = {
      ...market,
      fetchQuotes: async (coins) => ({
        quotes: [],
        problems: coins.map((coin) => ({ coin, symbol: null, problem: `${coin} is unknown` })),
      }),
    };
    const ports = { market: delisted, ledger, broker: paperBroker };
    const request = (id: string) => aRequest(id, { universe: { ...topCoins(1), exclude: ['ethereum'] } });
    const first = await runTick(ports, request('two'));
    expect(first).toMatchObject({ problems: [], failures: [] });
    const codes = ['unpriced:ethereum', 'unpriced:tether'];
    expect(first.begun.map(({ code }) => code)).toEqual(codes);
    expect(first.portfolio().positions).toHaveLength(3);
    const again = await runTick(ports, request('three'));
    expect(again).toMatchObject({ problems: [], begun: [] });
    expect(again.lasting.map(({ code }) => code)).toEqual(codes);
  });
});

it('a coin that the settings leave out by its symbol or name is bought, which is told once', async () => {
  const ledger = createMemoryLedger();
  const ports = { market: createSample(now, 'usd'), ledger, broker: paperBroker };
  const universe = { ...topCoins(3), exclude: ['BTC', 'tether', 'usd'] };
  const { begun, decisions } = await runTick(ports, aRequest('one', { universe }));
  expect(begun.map(({ code }) => code)).toEqual(['not-excluded:bitcoin']);
  expect(begun[0]?.text).toContain('universe.exclude names BTC');
  expect(decisions.map(({ coin }) => coin)).toContain('bitcoin');
  expect(await runTick(ports, aRequest('two', { universe }))).toMatchObject({ begun: [], lasting: begun });
  const included = { ...universe, include: ['bitcoin'] };
  expect(await runTick(ports, aRequest('three', { universe: included }))).toMatchObject({ lasting: [] });
});

it('a midnight that the market has not published is asked for once an hour, not at each tick', async () => {
  const ledger = createMemoryLedger();
  const sample = createSample(now, 'usd');
  const asked: string[] = [];
  const market: Market = {
    ...sample,
    fetchDailyPrices: async (coin, days) => {
      asked.push(coin);
      return (await sample.fetchDailyPrices(coin, days)).slice(0, -1);
    },
  };
  for (const minutes of [0, 5, 10, 60]) {
    const at = new Date(now.getTime() + minutes * 60_000);
    const policy = { ...aRequest('').policy, strategy: { ...always, midnights: 3 } };
    await runTick(
      { market, ledger, broker: paperBroker },
      aRequest(`${minutes}`, { now: at, universe: topCoins(1), policy }),
    );
  }
  expect(asked).toHaveLength(2);
});

it('a market-cap rank that was not believed is not believed by the next tick, but after a day', async () => {
  const ledger = createMemoryLedger();
  const sample = createSample(now, 'usd');
  const bought: number[] = [];
  for (const [hours, rank] of [
    [0, 1],
    [1, 400],
    [2, 400],
    [24, 400],
    [25, 400],
    [26, 390],
  ] as const) {
    const fetchTop: Market['fetchTop'] = async (count) => {
      const { quotes, problems } = await sample.fetchTop(count);
      return { quotes: quotes.map((quote) => ({ ...quote, marketCapRank: rank })), problems };
    };
    const at = new Date(now.getTime() + hours * 3_600_000);
    const policy = { ...aRequest('').policy, gate: { ...OPEN_GATE, maxRankLeap: 50 } };
    const request = aRequest(`${hours}`, { now: at, universe: topCoins(1), policy });
    const { purchases } = await runTick({ market: { ...sample, fetchTop }, ledger, broker: paperBroker }, request);
    if (purchases.length > 0) bought.push(hours);
  }
  expect(bought).toEqual([0, 25, 26]);
});

describe('a tick whose slot is taken', () => {
  it('is reported as the one that has it', async () => {
    const [market, ledger] = [createSample(now, 'usd'), createMemoryLedger()];
    const ports = { market, ledger, broker: paperBroker };
    const { tick } = await runTick(ports, aRequest('one', { oncePer: 'hour' }));
    const later = new Date(now.getTime() + 60_000);
    const request = aRequest('two', { oncePer: 'hour', now: later });
    const gone: Market = { ...market, fetchTop: () => Promise.reject(marketError('gone')) };
    const lost: Ledger = { ...ledger, loadTickOfSlot: async () => null };
    // It is found before the market is asked, or where another run has taken the slot meanwhile.
    for (const others of [{ market: gone }, { ledger: lost }])
      expect(await runTick({ ...ports, ...others }, request)).toMatchObject({
        status: 'already-recorded',
        tick,
        purchases: [],
        decisions: [],
        problems: [],
        lasting: [],
        begun: [],
      });
  });
});

it('buys on data that is not believed are skipped, told, and recorded with the tick', async () => {
  const sample = createSample(now, 'usd');
  const market: Market = {
    ...sample,
    fetchTop: async (count) => {
      const { quotes, problems } = await sample.fetchTop(count);
      return { quotes: quotes.map((quote) => ({ ...quote, updatedAt: null })), problems };
    },
  };
  const recorded: unknown[] = [];
  const memory = createMemoryLedger();
  const ledger: Ledger = {
    ...memory,
    begin: (tick, seen, plan, at) =>
      memory.begin(
        tick,
        seen,
        (before) => {
          const planned = plan(before);
          recorded.push(planned.records?.settings);
          return planned;
        },
        at,
      ),
  };
  const policy = { ...aRequest('').policy, gate: { ...OPEN_GATE, maxQuoteAgeMs: 60_000 } };
  const request = aRequest('one', {
    policy,
    universe: { ...topCoins(1), exclude: ['bitcoin'] },
    alsoRecord: (_, problems) => {
      recorded.push(problems);
      return {};
    },
  });
  const problem =
    'ethereum: not believed: the market does not say how old its price is, and at most 1 minutes are believed';
  expect(await runTick({ market, ledger, broker: paperBroker }, request)).toMatchObject({
    status: 'recorded',
    decisions: [{ coin: 'ethereum' }, { coin: 'bitcoin' }],
    problems: [{ coin: 'ethereum', symbol: 'eth', problem }],
  });
  expect(recorded).toEqual([[problem], []]);
});

describe('midnights', () => {
  it('are asked for again where a pause and a shorter window have left a gap in the cache', async () => {
    const ledger = createMemoryLedger();
    const days: (string[] | undefined)[] = [];
    for (const [id, at, midnights] of [
      ['one', '2026-11-16T12:00:00Z', 9],
      ['two', '2026-11-23T12:00:00Z', 1],
      ['three', '2026-11-23T13:00:00Z', 9],
    ] as const) {
      const now = new Date(at);
      const policy = { ...aRequest('').policy, strategy: { ...always, midnights } };
      const market = createSample(now, 'usd');
      const { decisions } = await runTick({ market, ledger, broker: paperBroker }, aRequest(id, { now, policy }));
      days.push(decisions[0]?.inputs?.dailyPrices.map((daily) => daily.day));
    }
    expect(days[2]).toEqual(Array.from({ length: 9 }, (_, index) => `2026-11-${15 + index}`));
  });

  it('come from the cache and the market together, before today’s is published', async () => {
    const [ledger, evening] = [createMemoryLedger(), new Date('2026-11-21T22:00:00Z')];
    const strategy = { ...always, midnights: 9 };
    const policy = { ...aRequest('').policy, strategy };
    const yesterday = aRequest('one', { now: evening, policy });
    await runTick({ market: createSample(evening, 'usd'), ledger, broker: paperBroker }, yesterday);

    // The market's answer begins a day later, and does not have today's yet.
    const early = new Date('2026-11-22T00:05:00Z');
    const sample = createSample(early, 'usd');
    const market: Market = {
      ...sample,
      fetchDailyPrices: async (coin, days) => (await sample.fetchDailyPrices(coin, days)).slice(0, -1),
    };
    const { decisions } = await runTick(
      { market, ledger, broker: paperBroker },
      aRequest('two', { now: early, policy }),
    );
    const days = decisions.map((decision) => decision.inputs?.dailyPrices.map((daily) => daily.day));
    expect(days[0]).toEqual(Array.from({ length: 9 }, (_, index) => `2026-11-${13 + index}`));
  });
});
