import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import Sqlite from 'libsql';
import { describe, expect, it } from 'vitest';
import { run, start } from '../support/program.js';
import { arrange, type Scene } from '../support/scene.js';

const preload = { NODE_OPTIONS: `--import ${pathToFileURL(path.resolve('tests/support/kill-at.mjs')).href}` };

/** What the ledger says, without the ids, which differ from run to run. */
async function accounts({ env }: Scene) {
  const history = JSON.parse((await run(['history', '--json'], env)).stdout);
  const portfolio = JSON.parse((await run(['portfolio', '--offline', '--json'], env)).stdout);
  const transactions = history.transactions.map(({ id, tickId, ...rest }: Record<string, string>) => rest);
  return { transactions, portfolio };
}

describe('a run that is killed', () => {
  it('leaves, at every step it may be killed at, what the next run completes to the same ledger', {
    timeout: 240_000,
  }, async () => {
    const uninterrupted = await arrange();
    const stepsFile = path.join(uninterrupted.home, 'steps');
    const args = ['run', '--once-per', 'hour'];
    expect((await run(args, { ...uninterrupted.env, ...preload, STEPS_FILE: stepsFile })).code).toBe(0);
    const steps = readFileSync(stepsFile, 'utf8').trimEnd().split('\n');
    const expected = await accounts(uninterrupted);
    expect(expected.transactions).toHaveLength(2);

    const killBefore = async (step: number) => {
      const scene = await arrange();
      const killed = await run(args, { ...scene.env, ...preload, KILL_AT: String(step) });
      expect(killed.signal, `killed before step ${step}: ${steps[step - 1]}`).toBe('SIGKILL');
      expect((await run(args, scene.env)).code).toBe(0);
      expect(await accounts(scene), `after a kill before step ${step}: ${steps[step - 1]}`).toEqual(expected);
    };
    const remaining = steps.map((_, index) => index + 1);
    const walk = async () => {
      for (let step = remaining.shift(); step; step = remaining.shift()) await killBefore(step);
    };
    await Promise.all([walk(), walk(), walk()]);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s ends with %i and nothing half-written', async (signal, code) => {
    const scene = await arrange();
    scene.market.misbehaveOn('market_chart', 'silence');
    const { child, outcome } = start(['run'], scene.env);
    await expect.poll(() => scene.market.requests.length, { timeout: 20_000 }).toBeGreaterThan(1);
    child.kill(signal);
    expect(await outcome).toMatchObject({ code, stdout: '' });
    expect((await accounts(scene)).transactions).toEqual([]);
  });
});

describe('a run whose reader leaves', () => {
  it('goes on: the tick is recorded all the same', async () => {
    const scene = await arrange();
    const { child, outcome } = start(['run'], scene.env);
    child.stdout?.destroy();
    expect(await outcome).toMatchObject({ code: 0, stderr: '' });
    expect((await accounts(scene)).transactions).toHaveLength(2);
  });
});

describe('a ledger that another process keeps locked', () => {
  it('is waited for, and given up with 5 and nothing changed', async () => {
    const scene = await arrange();
    await run(['run'], scene.env);
    const file = path.join(scene.home, 'crypto-bot.db');
    const before = readFileSync(file);
    const other = new Sqlite(file);
    other.exec('BEGIN EXCLUSIVE');
    const outcome = await run(['run'], { ...scene.env, CRYPTO_BOT_DATABASE_TIMEOUT_SECONDS: '0.2' });
    expect(outcome.stderr).toMatch(/^crypto-bot: the ledger .*in use by another program/);
    expect(outcome).toMatchObject({ code: 5, stdout: '' });
    expect(readFileSync(file).equals(before)).toBe(true);
    const waiting = run(['run'], scene.env);
    other.exec('ROLLBACK');
    other.close();
    expect((await waiting).code).toBe(0);
  });
});

describe('two runs at once', () => {
  it('make one tick with --once-per, and two without', async () => {
    for (const [args, ticks] of [
      [['run', '--once-per', 'hour'], 1],
      [['run'], 2],
    ] as const) {
      const scene = await arrange();
      const outcomes = await Promise.all([run(args, scene.env), run(args, scene.env)]);
      expect(outcomes).toMatchObject([
        { code: 0, stderr: '' },
        { code: 0, stderr: '' },
      ]);
      const { portfolio } = await accounts(scene);
      expect(portfolio.positions.map((it: { buyCount: number }) => it.buyCount)).toEqual([ticks, ticks]);
    }
  });
});
