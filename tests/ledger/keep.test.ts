import { describe, expect, it } from 'vitest';
import { OPEN_GATE } from '../../src/core/limits/sanity.js';
import { Decimal } from '../../src/core/money.js';
import { topCoins } from '../../src/core/universe.js';
import { keepMemory } from '../../src/ledger/keep/keep.js';
import { emptyMemory } from '../../src/ledger/memory/memory.js';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.js';
import { linesOf, randomRows, tryOn } from '../backtest/trial.js';
import { aStrategy } from '../core/examples.js';
import { open } from './ledgers.js';
import { databases, everything, openWhole, verify } from './whole.js';

/** Three coins, which change their ranks, for some days. */
const rows = linesOf(randomRows(5, 114, ['bitcoin', 'ether', 'third']).filter(({ day }) => day > '2014-04-11'));
const changes = {
  contributions: { cash: new Decimal(300), amount: new Decimal(40), every: 'week' },
  terms: { feeRate: new Decimal('0.0026'), slippageBps: new Decimal(5) },
  universeAt: () => ({ ...topCoins(2), hysteresis: 1 }),
  policy: {
    strategy: aStrategy('below-average', { window: '3' }),
    sizing: { notional: new Decimal(15), minNotional: new Decimal(16) },
    caps: { day: new Decimal(45), coin: new Decimal(400) },
    gate: OPEN_GATE,
  },
} as const;

describe.each(['SQLite', 'PostgreSQL'] as const)('a ledger in memory that is kept in %s', (name) => {
  it('has every row of one that was made there', async () => {
    const [made, kept] = [await databases[name].freshUrl(), await databases[name].freshUrl()];
    await tryOn(rows, changes, await open({ url: made, mode: 'write' }));
    const memory = emptyMemory();
    await tryOn(rows, changes, createMemoryLedger({ memory }));
    await keepMemory(memory, await openWhole(kept, 'write'), () => {});

    const found = await everything(kept);
    const withoutRun = (order: unknown) => ({ ...Object(order), changed_by: null });
    const expected = await everything(made);
    expect(found).toEqual({ ...expected, orders: expected.orders?.map(withoutRun) });
    expect(found.transaction_history?.length).toBeGreaterThan(3);
    expect((await verify(kept)).ok).toBe(true);
  });
});

it('a ledger in memory is not written where there are rows', async () => {
  const url = await databases.SQLite.filledUrl();
  const before = await everything(url);
  const keeping = keepMemory(emptyMemory(), await openWhole(url, 'write'), () => {});
  await expect(keeping).rejects.toThrow(
    'is not empty (it has rows in the table cash_entry): keep the backtest in a new one',
  );
  expect(await everything(url)).toEqual(before);
});
