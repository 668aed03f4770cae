import { describe, expect, it } from 'vitest';
import { open } from '../ledger/ledgers.js';
import { aPromise, begin } from '../ledger/promises.js';
import { run } from '../support/program.js';
import { arrange } from '../support/scene.js';

const HOURLY = ['run', '--once-per', 'hour', '--quiet'];

/** What `status --json` prints, with its exit code. */
async function look(env: Readonly<Record<string, string>>) {
  const { code, stdout } = await run(['status', '--json'], env);
  const status = JSON.parse(stdout);
  return { code, status, codes: status.findings.map((it: { code: string }) => it.code) };
}

describe('crypto-bot status', () => {
  it('says that nothing is recorded, and makes no ledger', async () => {
    const { env } = await arrange();
    expect(await look(env)).toMatchObject({
      code: 6,
      codes: ['no-tick'],
      status: { healthy: false, lastTick: null, lastRun: null, nextDue: null, missed: 0 },
    });
    expect(await run(['status'], env)).toMatchObject({ code: 6, stderr: '' });
    expect((await run(['verify'], env)).code).toBe(5);
  });

  it('is healthy after a tick, and says what came of it and what is due', async () => {
    const { at, market } = await arrange();
    await run(HOURLY, at('2026-11-22T20:15:00Z'));
    const asked = market.requests.length;
    const env = { ...at('2026-11-22T20:40:00Z'), CRYPTO_BOT_CAPS_DAY: '50000', CRYPTO_BOT_CAPS_TOTAL: '1000' };
    expect(await look(env)).toMatchObject({
      code: 0,
      status: {
        healthy: true,
        lastTick: {
          at: '2026-11-22T20:15:00.000Z',
          slot: '2026-11-22T20',
          sequence: 1,
          bought: 2,
          held: 1,
          skipped: 0,
        },
        lastRun: { at: '2026-11-22T20:15:00.000Z', exitCode: 0, problem: null },
        oncePer: 'hour',
        estimated: false,
        nextDue: '2026-11-22T21:00:00.000Z',
        missedSlots: [],
        openOrders: 0,
        undelivered: 0,
        caps: [
          { cap: 'day', size: '50000', left: '946.000414' },
          { cap: 'total', size: '1000', left: '0' },
        ],
        findings: [],
        notes: ['caps.total of 1000 is used up: nothing is bought until it is raised'],
      },
    });
    const { stdout } = await run(['status'], env);
    expect(stdout).toMatch(
      /^Healthy: nothing needs a person\.\nLast tick +number 1 at 2026-11-22T20:15:00\.000Z in the slot/,
    );
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(market.requests).toHaveLength(asked);
  });

  it('names missed slots for a day, and for as long as nothing follows them', async () => {
    const { at } = await arrange();
    await run(HOURLY, at('2026-11-20T20:15:00Z'));
    expect(await look(at('2026-11-22T20:10:00Z'))).toMatchObject({
      codes: ['missed-slots'],
      status: { missed: 47, nextDue: '2026-11-22T20:00:00.000Z' },
    });
    await run(HOURLY, at('2026-11-22T20:15:00Z'));
    expect(await look(at('2026-11-23T20:00:00Z'))).toMatchObject({ codes: ['missed-slots'] });
    const hours = Array.from({ length: 24 }, (_, hour) =>
      new Date(Date.UTC(2026, 10, 22, 21 + hour, 15)).toISOString(),
    );
    const ledger = await open({
      url: `file:${at('2026-11-22T20:15:00Z').CRYPTO_BOT_HOME}/crypto-bot.db`,
      mode: 'write',
    });
    for (const hour of hours) {
      const { plan, ...saw } = aPromise(`tick-${hour}`, [], { slot: hour.slice(0, 13), at: new Date(hour) });
      await begin(ledger, { ...saw, plan: { ...plan, tick: { ...plan.tick, market: 'coingecko' } } });
    }
    await ledger.close();
    const unpriced = ['unpriced-coin', 'unpriced-coin']; // those ticks saw no price
    expect(await look(at('2026-11-23T20:30:00Z'))).toMatchObject({ codes: unpriced, status: { missed: 47 } });
  });

  it('names a run that failed, a coin that is always skipped and the sample market', async () => {
    const { at, market } = await arrange();
    await run(HOURLY, at('2026-11-22T20:15:00Z'));
    market.misbehaveOn('/coins', { status: 500 });
    await run(HOURLY, at('2026-11-22T21:15:00Z'));
    const { codes, status } = await look(at('2026-11-22T21:20:00Z'));
    expect(codes).toEqual(['failing']);
    expect(status.lastRun).toMatchObject({ exitCode: 3, problem: expect.stringContaining('500') });

    const sample = await arrange();
    await run(['run', '--market', 'sample', '--quiet'], sample.env);
    expect((await look(sample.env)).codes).toEqual(['sample-market']);
    expect((await look({ ...sample.env, CRYPTO_BOT_MARKET: 'sample' })).codes).toEqual([]);
  });
});
