import { fileURLToPath } from 'node:url';
import Sqlite from 'libsql';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Decision } from '../../src/core/decisions/decision.js';
import { encodeInputs } from '../../src/core/decisions/inputs.js';
import type { DailyPrice } from '../../src/core/model.js';
import { FREE_TERMS } from '../../src/core/order/instrument.js';
import type { DecisionQuery, Ledger } from '../../src/ledger/ledger.js';
import { amount, aQuote, midnights, now } from '../core/examples.js';
import { collect, freshSqliteUrl, type Opener, openers, open as openLedger } from './ledgers.js';
import { aPromise, begin, fill } from './promises.js';

const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

/** What a promise becomes in which some coins could not be judged. */
function withSkipped(promise: ReturnType<typeof aPromise>, coin: string): typeof promise {
  const skipped: Decision = {
    coin,
    symbol: coin,
    price: null,
    average: null,
    action: 'skip',
    reason: 'it has no price',
    inputs: null,
  };
  return { ...promise, plan: { ...promise.plan, decisions: [...promise.plan.decisions, skipped] } };
}

describe.each(Object.entries(openers))('decisions in the %s ledger', (_name, create) => {
  let open: Opener;
  let ledger: Ledger;
  beforeEach(async () => {
    open = await create();
    ledger = await open();
  });

  it('are none before the first tick', async () => {
    expect(await collect(ledger.streamDecisions({}))).toEqual([]);
    expect(await collect(ledger.streamDecisions({ coin: 'bitcoin' }))).toEqual([]);
  });

  it('come back whole: tick, inputs, order and fills', async () => {
    const promise = withSkipped(aPromise('tick-1', ['bitcoin', 'tether'], { slot: '2026-11-22T22' }), 'broken');
    const { tick, decisions, orders } = promise.plan;
    const figures = {
      ...aQuote('bitcoin', '0.000000000000000000000000000123'),
      symbol: 'btc "₿"',
      marketCap: amount('1000000000000'),
      marketCapRank: 1,
      high24h: amount('2'),
      low24h: amount('1.000000000000000001'),
      priceChange24h: amount('-0.1'),
      priceChangePercentage24h: amount('-0.001'),
      marketCapChange24h: amount('-1'),
      marketCapChangePercentage24h: amount('0'),
      updatedAt: minutesLater(-1),
    };
    const inputs = {
      quote: figures,
      dailyPrices: midnights('bitcoin', ['1', '0.5']),
      position: { coin: 'bitcoin', buyCount: 2, quantity: amount('0.1'), costBasis: amount('1.05') },
      strategy: 'gone',
      parameters: { depth: '0.1' },
      sizing: { notional: amount('25'), maxMultiplier: amount('3'), step: amount('0.01'), minNotional: amount('10') },
      gate: { maxQuoteAgeMs: 3_600_000, maxJumpPercent: amount('50'), maxRankLeap: null },
      lastSeen: { coin: 'bitcoin', price: amount('1.1'), marketCapRank: null, at: minutesLater(-60) },
      limits: [{ limit: 'day' as const, size: amount('100'), left: amount('12.5'), closed: false }],
      carried: amount('0.000000000000000001'),
      terms: FREE_TERMS,
      heldBack: null,
    };
    const rich = decisions.map((it) => (it.coin === 'bitcoin' ? { ...it, inputs } : it));
    await begin(ledger, { ...promise, plan: { ...promise.plan, decisions: rich } });
    const filled = { price: amount('1.25'), fee: amount('0.01'), at: minutesLater(1) };
    if (orders[0]) await fill(ledger, orders[0], filled);

    expect(await collect((await open()).streamDecisions({}))).toMatchObject([
      { tick, decision: rich[0], order: { ...orders[0], status: 'filled', fills: [filled] } },
      { tick, decision: rich[2], order: null },
      { tick, decision: rich[1], order: { ...orders[1], status: 'promised', fills: [] } },
    ]);
  });

  it('show the midnights that were seen, also after the market has corrected them', async () => {
    const [first, corrected] = [midnights('bitcoin', ['2', '3']), midnights('bitcoin', ['2', '3.5', '4'])];
    const decided = async (id: string, dailyPrices: readonly DailyPrice[]) => {
      const promise = aPromise(id, ['bitcoin']);
      const decisions = promise.plan.decisions.map((it) => ({
        ...it,
        inputs: it.inputs && { ...it.inputs, dailyPrices },
      }));
      await begin(ledger, { ...promise, plan: { ...promise.plan, decisions }, dailyPrices: corrected });
    };
    await begin(ledger, { ...aPromise('tick-0', []), dailyPrices: first });
    await decided('tick-1', await ledger.loadDailyPrices(['bitcoin'], '2026-11-01'));
    await decided('tick-2', corrected);
    await decided('tick-3', await ledger.loadDailyPrices(['bitcoin'], '2026-11-01'));
    const seen = (await collect(ledger.streamDecisions({}))).map(({ decision }) =>
      decision.inputs?.dailyPrices.map(({ day, price }) => `${day} ${price}`),
    );
    const asCorrected = ['2026-11-20 2', '2026-11-21 3.5', '2026-11-22 4'];
    expect(seen).toEqual([asCorrected, asCorrected, ['2026-11-21 2', '2026-11-22 3']]);
  });

  it.each<[string, DecisionQuery, string[]]>([
    ['all', {}, ['t4-a', 't3-a', 't3-b', 't2-a', 't1-b']],
    ['the latest tick', { ticks: 1 }, ['t4-a']],
    ['the latest two ticks', { ticks: 2 }, ['t4-a', 't3-a', 't3-b']],
    ['no tick', { ticks: 0 }, []],
    ['a coin', { coin: 'a' }, ['t4-a', 't3-a', 't2-a']],
    ['the latest of a coin', { coin: 'b', ticks: 1 }, ['t3-b']],
    ['a coin, at a time, inclusive', { coin: 'a', at: minutesLater(3) }, ['t3-a', 't2-a']],
    ['the tick before a time', { at: minutesLater(2.5), ticks: 1 }, ['t2-a']],
    ['before the first', { at: now }, []],
    ['an unknown coin', { coin: 'z' }, []],
  ])('stream newest tick first, and by coin: %s', async (_what, query, found) => {
    await begin(ledger, aPromise('t3', ['b', 'a'], { at: minutesLater(3) }));
    await begin(ledger, aPromise('t1', ['b'], { at: minutesLater(1) }));
    await begin(ledger, aPromise('t4', ['a'], { at: minutesLater(4) }));
    await begin(ledger, aPromise('t2', ['a'], { at: minutesLater(2) }));
    const decisions = await collect(ledger.streamDecisions(query));
    expect(decisions.map(({ tick, decision }) => `${tick.id}-${decision.coin}`)).toEqual(found);
  });

  it('stream across pages without losing or repeating one, though many were made at the same moment', async () => {
    const ids = Array.from({ length: 45 }, (_, n) => `tick-${String(n).padStart(2, '0')}`);
    for (const id of ids) await begin(ledger, aPromise(id, ['a', 'b']));
    const newestFirst = ids.toReversed();
    const all = await collect(ledger.streamDecisions({}));
    expect(all.map(({ tick, decision }) => `${tick.id} ${decision.coin}`)).toEqual(
      newestFirst.flatMap((id) => [`${id} a`, `${id} b`]),
    );
    const ofCoin = await collect(ledger.streamDecisions({ coin: 'b', ticks: 41 }));
    expect(ofCoin.map(({ tick }) => tick.id)).toEqual(newestFirst.slice(0, 41));
  });

  it('are none in a tick that found nothing to decide on', async () => {
    await begin(ledger, aPromise('tick-1', ['a']));
    await begin(ledger, aPromise('tick-2', []));
    expect(await collect(ledger.streamDecisions({ ticks: 1 }))).toEqual([]);
    expect(await collect(ledger.streamDecisions({ coin: 'a', ticks: 1 }))).toHaveLength(1);
  });

  it('are found by a coin of any text', async () => {
    const coin = `it's "quoted"; DROP TABLE tick; -- \\ %s $1 ? 漢字 🪙`;
    await begin(ledger, aPromise('tick-1', [coin]));
    expect(await collect(ledger.streamDecisions({ coin }))).toMatchObject([{ decision: { coin } }]);
  });
});

describe('a damaged decision', () => {
  const valid = JSON.stringify({
    version: 1,
    strategy: 'below-average',
    parameters: {},
    sizing: { quantity: '1' },
    quote: { symbol: 'btc', name: 'Bitcoin', price: '1', fetchedAt: now.toISOString() },
    dailyPrices: [],
  });
  it.each<[string, string, string, string]>([
    ['no JSON', 'inputs', '{"version":', 'inputs is "{\\"version\\":"'],
    ['another document', 'inputs', '{"price":"1"}', 'inputs.version is "undefined"'],
    ['a version before the first', 'inputs', '{"version":0}', 'inputs.version is "0"'],
    ['a list', 'inputs', '[]', 'inputs.version is "undefined"'],
    ['a price that is a number', 'inputs', valid.replace('"price":"1"', '"price":1'), 'inputs.quote.price is "1"'],
    ['a price in words', 'inputs', valid.replace('"price":"1"', '"price":"1e5"'), 'inputs.quote.price is "1e5"'],
    ['a missing figure', 'inputs', valid, 'inputs.quote.marketCap is "undefined"'],
    ['no sizing', 'inputs', valid.replace('"quantity"', '"all"'), 'inputs.sizing.notional is "undefined"'],
    ['an action that is none', 'action', 'sell', 'action is "sell"'],
    ['an average in words', 'average', 'two', 'average is "two"'],
  ])('is a ledger error that names the row and the place: %s', async (_what, column, value, place) => {
    const url = freshSqliteUrl();
    const ledger = await openLedger({ url, mode: 'write' });
    await begin(ledger, aPromise('tick-1', ['bitcoin']));
    const database = new Sqlite(fileURLToPath(url));
    database.prepare(`UPDATE decision SET ${column} = ?`).run(value);
    database.close();
    await expect(collect(ledger.streamDecisions({}))).rejects.toMatchObject({
      code: 'ledger',
      message: `the ledger is damaged: in the table decision, row "tick-1 bitcoin", ${place}: restore a backup with crypto-bot restore FILE`,
    });
  });
});

it('a decision of 1.0.0, which has copies of its midnights, is read as it was', async () => {
  const url = freshSqliteUrl();
  const ledger = await openLedger({ url, mode: 'write' });
  const promise = aPromise('tick-1', ['bitcoin']);
  await begin(ledger, promise);
  const [decision] = promise.plan.decisions;
  const database = new Sqlite(fileURLToPath(url));
  const inputs = decision?.inputs && JSON.stringify(encodeInputs(decision.inputs));
  expect(inputs).toContain('"dailyPrices":[{"day":"2026-11-21","price":"2"},');
  database.prepare(`UPDATE decision SET inputs = ?`).run(inputs);
  database.close();
  expect(await collect(ledger.streamDecisions({}))).toMatchObject([{ decision }]);
});

it('a decision of a newer version asks for an upgrade', async () => {
  const url = freshSqliteUrl();
  const ledger = await openLedger({ url, mode: 'write' });
  await begin(ledger, aPromise('tick-1', ['bitcoin']));
  const database = new Sqlite(fileURLToPath(url));
  database.prepare(`UPDATE decision SET inputs = '{"version":9}'`).run();
  database.close();
  await expect(collect(ledger.streamDecisions({}))).rejects.toMatchObject({
    code: 'ledger',
    message: 'the decision "tick-1 bitcoin" was made by a newer version of crypto-bot: upgrade crypto-bot',
  });
});

it.each<[DecisionQuery, number]>([
  [{ ticks: 1 }, 1],
  [{ at: now }, 2],
  [{ coin: 'b', at: now, ticks: 22 }, 2],
])('are found by an index at every step, at a cost that does not grow with the ledger: %o', async (query, pages) => {
  const url = freshSqliteUrl();
  const ledger = await openLedger({ url, mode: 'write' });
  for (let n = 0; n < 25; n++) await begin(ledger, aPromise(`tick-${n}`, ['a', 'b']));
  const prepare = vi.spyOn(Sqlite.prototype, 'prepare');
  await collect(ledger.streamDecisions(query));
  const statements = prepare.mock.calls.map(([sql]) => sql).filter((sql) => sql.startsWith('SELECT'));
  prepare.mockRestore();

  const database = new Sqlite(fileURLToPath(url));
  const explain = (sql: string) =>
    (database.prepare<[]>(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail);
  const walks = statements.filter((sql) => /DESC LIMIT \?$/.test(sql));
  const lookups = statements.filter((sql) => !walks.includes(sql));
  const steps = { walk: walks.flatMap(explain), lookup: lookups.flatMap(explain) };
  database.close();
  // A page of ticks is found without sorting or passing over any; what belongs to them, by their ids.
  for (const step of steps.walk) expect(step).toMatch(/USING COVERING INDEX (tick_started_at_id|decision_coin_id)/);
  for (const step of steps.lookup) expect(step).toMatch(/^SEARCH .*\((id|tick_id|order_id)=\?|FOR ORDER BY$/);
  expect([walks.length, lookups.length]).toEqual([pages, 4 * pages]);
});
