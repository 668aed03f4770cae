import { readFileSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'libsql';
import { describe, expect, it } from 'vitest';
import { freshPostgresqlUrl } from '../ledger/ledgers.js';
import { everything } from '../ledger/whole.js';
import {
  AT_MOST_A_BEGINNING,
  accounts,
  arrangeAt,
  recordSteps,
  runKilledBefore,
  stepsThatTell,
  twoAtATime,
} from '../support/killing.js';
import { run as runProcess, start } from '../support/program.js';
import { runHere as run } from '../support/run-here.js';

const args = ['run', '--once-per', 'hour'];

describe.each([
  ['SQLite', undefined],
  ['PostgreSQL', freshPostgresqlUrl],
] as const)('a run on %s that is killed', (_, freshUrl) => {
  it('leaves, at every step from its first write on, what the next run completes to the same ledger', {
    timeout: 240_000,
  }, async () => {
    const { steps, expected } = await recordSteps(args, await arrangeAt(freshUrl));
    expect(expected).toMatchObject({ tick: [{ id: 'tick 1' }], transaction_history: [{}, {}] });

    const numbers = stepsThatTell(steps);
    expect(numbers.length).toBeGreaterThan(15);
    await twoAtATime(numbers, async (number) => {
      const arena = await arrangeAt(freshUrl);
      const where = `killed before step ${number}: ${steps[number - 1]}`;
      expect(await runKilledBefore(number, args, arena), where).toMatchObject({ signal: 'SIGKILL' });
      expect((await run(args, arena.env)).code, where).toBe(0);
      expect(await accounts(arena.url), where).toEqual(expected);
    });
  });
});

describe('a run that is stopped', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s ends with %i and nothing half-written', async (signal, code) => {
    const scene = await arrangeAt();
    scene.market.misbehaveOn('market_chart', 'silence');
    const { child, outcome } = start(['run'], scene.env);
    await expect.poll(() => scene.market.requests.length, { timeout: 20_000 }).toBeGreaterThan(1);
    child.kill(signal);
    expect(await outcome).toMatchObject({ code, stdout: '' });
    expect(await everything(scene.url)).toMatchObject({ tick: [], transaction_history: [] });
  });
});

describe('a run whose reader leaves', () => {
  it('goes on: the tick is recorded all the same', async () => {
    const { env, url } = await arrangeAt();
    const { child, outcome } = start(['run'], env);
    child.stdout?.destroy();
    expect(await outcome).toMatchObject({ code: 0, stderr: AT_MOST_A_BEGINNING });
    expect(await accounts(url)).toMatchObject({ transaction_history: [{}, {}] });
  });
});

describe('a ledger that another process keeps locked', () => {
  it('is waited for, and given up with 5 and nothing changed', async () => {
    const { home, env } = await arrangeAt();
    await run(['run'], env);
    const file = path.join(home, 'crypto-bot.db');
    const before = readFileSync(file);
    const other = new Sqlite(file);
    other.exec('BEGIN EXCLUSIVE');
    const outcome = await runProcess(['run'], { ...env, CRYPTO_BOT_DATABASE_TIMEOUT_SECONDS: '0.2' });
    expect(outcome.stderr).toMatch(/^crypto-bot: the ledger .*in use by another program/);
    expect(outcome).toMatchObject({ code: 5, stdout: '' });
    expect(readFileSync(file).equals(before)).toBe(true);
    const waiting = runProcess(['run'], env);
    other.exec('ROLLBACK');
    other.close();
    expect((await waiting).code).toBe(0);
  });
});

describe.each([
  ['SQLite', undefined],
  ['PostgreSQL', freshPostgresqlUrl],
] as const)('eight runs at once on %s', (_, freshUrl) => {
  it.each([
    ['one tick', args, 1],
    ['eight without --once-per', ['run'], 8],
  ] as const)('make %s', async (_, command, ticks) => {
    const { env, url } = await arrangeAt(freshUrl);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => runProcess(command, env)));
    expect(outcomes.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
      Array(8).fill({ code: 0, stderr: AT_MOST_A_BEGINNING }),
    );
    const positions = ['bitcoin', 'tether'].map((coin) => ({ coin_id: coin, buy_count: ticks }));
    expect(await accounts(url)).toMatchObject({ tick: Array(ticks).fill({}), position: positions });
  });
});
