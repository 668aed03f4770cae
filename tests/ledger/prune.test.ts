import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DAY_MS, dayBefore } from '../../src/core/calendar.js';
import { findPrunable, pruneDecisions } from '../../src/ledger/maintenance/prune.js';
import { filePath } from '../../src/ledger/sqlite/url.js';
import { amount, midnights, now } from '../core/examples.js';
import { collect, open } from './ledgers.js';
import { aPromise, begin, fill } from './promises.js';
import { databases, everything, openWhole, verify } from './whole.js';

/** A tick of two coins, so many days ago, whose decisions refer to the midnights of that day and the day before. */
async function tickDaysAgo(url: string, days: number): Promise<void> {
  const ledger = await open({ url, mode: 'write' });
  const at = new Date(now.getTime() - days * DAY_MS);
  const promise = aPromise(`tick-${days}`, ['bitcoin', "o'coin"], { at });
  const fetched = ['bitcoin', "o'coin"].flatMap((coin) =>
    [1, 0].map((back) => ({ coin, day: dayBefore(at, back), price: amount('2') })),
  );
  const kept = new Map(
    (await ledger.loadDailyPrices(['bitcoin', "o'coin"], '2026-01-01')).map((it) => [`${it.coin} ${it.day}`, it]),
  );
  const decisions = promise.plan.decisions.map((decision) => ({
    ...decision,
    inputs: decision.inputs && {
      ...decision.inputs,
      dailyPrices: fetched
        .filter(({ coin }) => coin === decision.coin)
        .map((it) => kept.get(`${it.coin} ${it.day}`) ?? it),
    },
  }));
  const zero = { coin: 'bitcoin', day: '2026-10-01', price: amount('0') };
  await begin(ledger, { ...promise, plan: { ...promise.plan, decisions }, dailyPrices: [zero, ...fetched] });
  for (const order of promise.plan.orders) await fill(ledger, order, { at });
  await ledger.close();
}

async function daysOf(url: string): Promise<string[]> {
  const { daily_price: rows = [] } = await everything(url);
  return rows
    .map((row) => JSON.parse(JSON.stringify(row)))
    .filter(({ coin_id }) => coin_id === 'bitcoin')
    .map(({ day }) => day);
}

const BEFORE = dayBefore(now, 3);

describe.each(Object.entries(databases))('a pruned ledger in %s', (_name, { freshUrl }) => {
  it('has all but the old decisions and the midnights of only those, and is in order', async () => {
    const url = await freshUrl();
    for (const days of [6, 5, 4, 3, 1]) await tickDaysAgo(url, days);
    const before = await everything(url);
    const database = await openWhole(url, 'write');
    const found = await database.read(() => findPrunable(database, BEFORE));
    expect(await everything(url)).toEqual(before);

    expect(await pruneDecisions(database, BEFORE, now)).toEqual(found);
    // The tick of three days ago refers to the midnight of the day before, too.
    expect(found).toMatchObject({ decisions: 6, midnights: 6 });
    const { decision = [], daily_price: _, setting: __, ...others } = await everything(url);
    expect(others).toEqual(Object.fromEntries(Object.entries(before).filter(([name]) => name in others)));
    expect(decision).toHaveLength(4);
    expect(await daysOf(url)).toEqual(['2026-10-01', ...[4, 3, 2, 1].map((back) => dayBefore(now, back))]);
    expect(await verify(url)).toMatchObject({ ok: true });

    expect(await pruneDecisions(database, '2026-01-01', now)).toEqual({ decisions: 0, midnights: 0, bytes: 0 });
    const ledger = await open({ url, mode: 'read' });
    expect(await ledger.loadSetting('pruned_before')).toBe(BEFORE);
    expect((await collect(ledger.streamDecisions({}))).map(({ tick }) => tick.id)).toEqual([
      'tick-1',
      'tick-1',
      'tick-3',
      'tick-3',
    ]);
  });

  it('is in order also when a tick was under way that had read what is deleted', async () => {
    const url = await freshUrl();
    await tickDaysAgo(url, 6);
    const ledger = await open({ url, mode: 'write' });
    const [read] = await ledger.loadDailyPrices(['bitcoin'], dayBefore(now, 6));
    if (!read) throw new Error('the midnight is kept');
    const database = await openWhole(url, 'write');
    await pruneDecisions(database, BEFORE, now);
    expect(await daysOf(url)).toEqual(['2026-10-01']);

    const late = aPromise('late', ['bitcoin']);
    const decisions = late.plan.decisions.map((it) => ({
      ...it,
      inputs: it.inputs && { ...it.inputs, dailyPrices: [read] },
    }));
    await begin(ledger, { ...late, plan: { ...late.plan, decisions } });
    expect(await verify(url)).toMatchObject({ ok: true });
    const [recorded] = await collect(ledger.streamDecisions({ ticks: 1 }));
    expect(recorded?.decision.inputs?.dailyPrices).toEqual([{ coin: 'bitcoin', day: read.day, price: read.price }]);
  });
});

it('an SQLite file is smaller after it', async () => {
  const url = await databases.SQLite.freshUrl();
  const ledger = await open({ url, mode: 'write' });
  const coins = Array.from({ length: 200 }, (_, n) => `coin-${n}`);
  const promise = aPromise('old', coins, { at: new Date(now.getTime() - 9 * DAY_MS) });
  await begin(ledger, { ...promise, plan: { ...promise.plan, orders: [] }, dailyPrices: midnights('coin-1', ['1']) });
  await ledger.close();
  const size = () => statSync(filePath(url)).size;
  const before = size();
  const database = await openWhole(url, 'write');
  const { bytes } = await pruneDecisions(database, BEFORE, now);
  await database.shrink();
  expect(before - size()).toBeGreaterThan(bytes / 2);
  expect(bytes).toBeGreaterThan(30_000);
});
