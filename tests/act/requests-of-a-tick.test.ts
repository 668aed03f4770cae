import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createExchangeBroker } from '../../src/broker/exchange/exchange-broker.js';
import { OPEN_GATE } from '../../src/core/limits/sanity.js';
import type { Strategy } from '../../src/core/strategies/strategy.js';
import { topCoins } from '../../src/core/universe.js';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.js';
import type { Market } from '../../src/market/market.js';
import { createSample } from '../../src/market/sample/sample.js';
import { runTick } from '../../src/tick.js';
import { settingsFor } from '../broker/exchange/broker-at.js';
import { amount, aQuote } from '../core/examples.js';
import type { ExchangeName } from '../exchanges/account.js';
import { levels } from '../exchanges/book.js';
import { page } from '../exchanges/faults.js';
import { exchangeNamed } from '../exchanges/simulators.js';

const prices = { bitcoin: '50000', ethereum: '4000', solana: '200' } as const;
const coins = Object.keys(prices);
const MINUTE_MS = 60_000;

const market: Market = {
  ...createSample(new Date(), 'usd'),
  fetchTop: async () => ({ quotes: Object.entries(prices).map(([coin, price]) => aQuote(coin, price)), problems: [] }),
};

/** A ledger and an exchange; `tick` buys coins, and tells what the exchange was asked. */
async function trader(name: ExchangeName) {
  const exchange = exchangeNamed(name);
  const simulator = await exchange.start();
  onTestFinished(() => simulator.close());
  simulator.watch((moment) => {
    if (moment === 'arrived') pass(10); // so that nonces rise
  });
  simulator.venue.payIn(exchange.quote, '100000');
  const ledger = createMemoryLedger();
  const kept = { text: null };

  async function tick(...wanted: readonly string[]): Promise<number> {
    pass(MINUTE_MS);
    const strategy: Strategy = {
      name: 'always',
      parameters: {},
      midnights: 0,
      evaluate: ({ quote }) => {
        const action = wanted.includes(quote.coin) ? 'buy' : 'hold';
        return { action, reason: 'as the test wants it', average: null };
      },
    };
    for (const { id, name: coin, quote } of simulator.venue.pairs) {
      const price = Object.entries(prices).find(([it]) => it === coin.toLowerCase())?.[1];
      if (price && quote.endsWith(exchange.quote)) simulator.venue.offer(id, levels([price, '0.02'], ['99999', '9']));
    }
    const before = simulator.requests.length;
    const now = new Date();
    await runTick(
      { market, ledger, broker: createExchangeBroker(settingsFor(name, simulator, kept, {})) },
      {
        id: `tick-${now.toISOString()}`,
        now,
        clock: () => new Date(),
        giveUpAfterMs: 2 * MINUTE_MS,
        onPurchases: () => {},
        oncePer: null,
        universe: topCoins(coins.length),
        policy: { strategy, sizing: { notional: amount('50') }, caps: {}, gate: OPEN_GATE },
      },
    );
    return simulator.requests.length - before;
  }
  const states = async () => {
    const all = [];
    for await (const { coin, status, reason } of ledger.streamOrders({})) all.push([coin, status, reason].join(' '));
    return all;
  };
  return { tick, states, simulator };
}

function pass(ms: number): void {
  vi.setSystemTime(Date.now() + ms);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime('2026-11-22T10:00:00Z');
});
afterEach(() => vi.useRealTimers());

describe.each([
  { name: 'kraken', pairs: 1, one: 3, three: 5, found: 2, absent: 5, later: 2 },
  { name: 'coinbase', pairs: 2, one: 3, three: 5, found: 2, absent: 2, later: 1 },
  { name: 'binance', pairs: 1, one: 1, three: 3, found: 2, absent: 3, later: 1 },
] as const)('a tick asks $name', ({ name, pairs, one, three, found, absent, later }) => {
  it('three times without orders, and for pairs once a day', async () => {
    const { tick } = await trader(name);
    expect([await tick(), await tick(), await tick()]).toEqual([3 + pairs, 3, 3]);
    pass(24 * 60 * MINUTE_MS);
    expect([await tick(), await tick()]).toEqual([3 + pairs, 3]);
  });

  it('at most three times more for each order, also for one that is filled in part', async () => {
    const { tick, states, simulator } = await trader(name);
    await tick();
    expect([await tick('bitcoin'), await tick(...coins), await tick()]).toEqual([3 + one, 3 + three, 3]);
    expect([await tick('solana'), (await states())[0]]).toEqual([
      3 + one,
      expect.stringMatching(/^solana (cancelled|expired)/),
    ]);
    expect([...simulator.posts.values()].every((times) => times === 1)).toBe(true);
  });

  it('for an unknown order again at the next run, for all there is when it must have arrived, and then less', async () => {
    const { tick, states, simulator } = await trader(name);
    await tick();
    simulator.faults.set('place', { kind: 'lost', acts: true });
    simulator.faults.set('find', { kind: 'answers', acts: false, answer: page(502) });
    await tick('bitcoin');
    expect((await states())[0]).toMatch(/^bitcoin sending/);
    expect([await tick(), (await states())[0]]).toEqual([3 + found, expect.stringMatching(/^bitcoin filled/)]);
    simulator.faults.set('place', { kind: 'lost', acts: false });
    await tick('ethereum');
    pass(5 * MINUTE_MS);
    expect([await tick(), (await states())[0]]).toEqual([3 + absent, 'ethereum rejected never arrived']);
    expect(await tick()).toBe(3 + later);
  });
});
