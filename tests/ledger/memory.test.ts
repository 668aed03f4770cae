import { expect, it } from 'vitest';
import type { RecordedDecision } from '../../src/core/decisions/decision.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.js';
import { aPolicy, linesOf, randomRows, tryOn } from '../backtest/trial.js';
import { amount } from '../core/examples.js';

async function all<Thing>(things: AsyncIterable<Thing>): Promise<Thing[]> {
  const found: Thing[] = [];
  for await (const thing of things) found.push(thing);
  return found;
}

const startedAt = ({ tick }: RecordedDecision) => tick.startedAt.toISOString();

it('decides the same without history, of which it keeps the latest tick', async () => {
  const rows = linesOf(randomRows(11, 60, ['a', 'b', 'c']));
  const changes = {
    policy: {
      ...aPolicy('below-average', { window: '3' }),
      sizing: { notional: amount('9'), minNotional: amount('5') },
    },
    contributions: { cash: amount('50'), amount: amount('7'), every: 'week' as const },
  };
  const [whole, forgetful]: [Ledger, Ledger] = [createMemoryLedger(), createMemoryLedger({ keepsHistory: false })];
  const [one, other] = [await tryOn(rows, changes, whole), await tryOn(rows, changes, forgetful)];
  expect(JSON.stringify(other)).toBe(JSON.stringify(one));
  expect(one.result.metrics.purchases).toBeGreaterThan(10);

  const decisions = await all(whole.streamDecisions({ ticks: 1 }));
  expect(await all(forgetful.streamDecisions({}))).toEqual(decisions);
  expect(new Set(decisions.map(startedAt)).size).toBe(1);
  expect(await forgetful.loadHoldings()).toEqual(await whole.loadHoldings());
  expect(await forgetful.loadCash(1)).toEqual(await whole.loadCash(1));
});
