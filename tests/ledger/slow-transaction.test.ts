import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.js';
import { freshPostgresqlUrl, freshSqliteUrl, open } from './ledgers.js';
import { aPromise, begin } from './promises.js';

/** The ledger, but its transactions take two minutes more: the clock jumps in their middle. */
function slowed(ledger: Ledger): Ledger {
  return {
    ...ledger,
    begin: (tick, seen, plan) =>
      ledger.begin(tick, seen, (before) => {
        vi.advanceTimersByTime(130_000);
        return plan(before);
      }),
  };
}

describe.each([
  ['SQLite', async () => freshSqliteUrl()],
  ['PostgreSQL', freshPostgresqlUrl],
] as const)('a transaction of two minutes on %s', (_name, freshUrl) => {
  let url: string;
  beforeEach(async () => {
    url = await freshUrl();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => void vi.useRealTimers());

  it('is done where the settings allow such waits', async () => {
    const ledger = slowed(await open({ url, mode: 'write', lockTimeoutMs: 200_000 }));
    expect(await begin(ledger, aPromise('tick-1', ['bitcoin']))).toBe('begun');
    expect(await ledger.loadOpenOrders()).toHaveLength(1);
  });

  it('is undone where they do not, and may be tried again', async () => {
    const ledger = await open({ url, mode: 'write', lockTimeoutMs: 1000 });
    await expect(begin(slowed(ledger), aPromise('tick-1', ['bitcoin']))).rejects.toMatchObject({
      code: 'ledger',
      retryable: true,
      message: expect.stringMatching(/is busy: |is in use by another program for too long: /),
    });
    expect(await ledger.loadOpenOrders()).toEqual([]);
    expect(await begin(ledger, aPromise('tick-1', ['bitcoin']))).toBe('begun');
  });
});
