import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runHere as run } from '../support/run-here.js';
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
    expect(await run(['status'], env)).toMatchObject({
      code: 6,
      stderr: expect.stringMatching(/^crypto-bot: there is no ledger at /),
    });
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

  it('names missed slots', async () => {
    const { at } = await arrange();
    await run(HOURLY, at('2026-11-20T20:15:00Z'));
    expect(await look(at('2026-11-22T20:10:00Z'))).toMatchObject({
      codes: ['missed-slots'],
      status: { missed: 47, nextDue: '2026-11-22T20:00:00.000Z' },
    });
  });

  it('names a run that failed, and the sample market', async () => {
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

describe('crypto-bot status, of a coin', () => {
  it('names it while every tick of the last day has skipped it', async () => {
    const { at, market } = await arrange();
    market.misbehaveOn('/ethereum/market_chart', { status: 500 });
    await run(HOURLY, at('2026-11-22T20:15:00Z'));
    const { codes, status } = await look(at('2026-11-22T20:20:00Z'));
    expect(codes).toEqual(['failing', 'skipped-coin']);
    expect(status).toMatchObject({ lastTick: { skipped: 1, problems: [expect.stringMatching(/^ethereum: /)] } });
    market.misbehaveOn('/ethereum/market_chart', null);
    await run(HOURLY, at('2026-11-22T21:15:00Z'));
    market.misbehaveOn('/ethereum/market_chart', { status: 500 });
    await run(HOURLY, at('2026-11-23T00:40:00Z')); // a new day has a midnight that is not cached
    expect((await look(at('2026-11-23T00:45:00Z'))).codes).toEqual(['missed-slots', 'failing']);
  });
});

describe('crypto-bot metrics', () => {
  it('prints the figures of the ledger and of the last run', async () => {
    const { at } = await arrange();
    await run(HOURLY, at('2026-11-22T20:15:00Z'));
    const caps = { CRYPTO_BOT_CAPS_DAY: '50000', CRYPTO_BOT_CAPS_COIN: '50000' };
    const { code, stdout, stderr } = await run(['metrics'], { ...at('2026-11-22T22:20:00Z'), ...caps });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const samples = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(samples.filter((line) => !line.includes('duration'))).toEqual([
      'crypto_bot_last_run_timestamp_seconds 1795378500',
      'crypto_bot_last_run_exit_code 0',
      'crypto_bot_last_run_requests 4',
      'crypto_bot_last_tick_timestamp_seconds 1795378500',
      'crypto_bot_ticks_total 1',
      'crypto_bot_purchases_total{coin="bitcoin"} 1',
      'crypto_bot_purchases_total{coin="tether"} 1',
      'crypto_bot_open_orders 0',
      'crypto_bot_missed_slots 1',
      'crypto_bot_cap_left{cap="day",currency="usd"} 946.000414',
      'crypto_bot_cap_left{cap="coin",coin="bitcoin",currency="usd"} 947',
      'crypto_bot_cap_left{cap="coin",coin="tether",currency="usd"} 49999.000414',
      'crypto_bot_position_quantity{coin="bitcoin"} 1',
      'crypto_bot_position_quantity{coin="tether"} 1',
      'crypto_bot_position_cost_basis{coin="bitcoin",currency="usd"} 49053',
      'crypto_bot_position_cost_basis{coin="tether",currency="usd"} 0.999586',
      'crypto_bot_position_market_value{coin="bitcoin",currency="usd"} 49053',
      'crypto_bot_position_market_value{coin="tether",currency="usd"} 0.999586',
      'crypto_bot_coin_price{coin="bitcoin",currency="usd"} 49053',
      'crypto_bot_coin_price{coin="tether",currency="usd"} 0.999586',
    ]);
  });
});

describe('metrics.file', () => {
  it('has the figures of each run, whatever came of it, and nothing of a dry run', async () => {
    const { at, home, market } = await arrange();
    const file = path.join(home, 'crypto-bot.prom');
    const config = path.join(home, 'config.toml');
    writeFileSync(config, '[metrics]\nfile = "crypto-bot.prom"\n'); // beside the config file
    const env = (now: string) => ({ ...at(now), CRYPTO_BOT_SANITY_MAX_JUMP_PERCENT: 'off' });
    await run([...HOURLY, '--dry-run'], env('2026-11-22T20:10:00Z'));
    expect(existsSync(file)).toBe(false);

    expect(await run(HOURLY, env('2026-11-22T20:15:00Z'))).toMatchObject({ code: 0 });
    expect(statSync(file).mode & 0o777).toBe(0o644);
    const printed = (await run(['metrics'], env('2026-11-22T20:15:00Z'))).stdout;
    const withoutDuration = (text: string) => text.replaceAll(/(duration_seconds) .*/g, '$1');
    expect(withoutDuration(readFileSync(file, 'utf8'))).toBe(withoutDuration(printed));

    market.misbehaveOn('/coins', { status: 500 });
    expect(await run(HOURLY, env('2026-11-22T21:15:00Z'))).toMatchObject({ code: 3 });
    expect(readFileSync(file, 'utf8')).toMatch(
      /_exit_code 3\n.*_last_run_requests 4\n.*_last_tick_timestamp_seconds 1795378500\n/s,
    );
    await run([...HOURLY, '--db', `file:${config}`], env('2026-11-22T22:15:00Z'));
    const ofNoLedger = readFileSync(file, 'utf8');
    expect(ofNoLedger).toMatch(/_exit_code 5\n/);
    expect(ofNoLedger).not.toMatch(/ticks_total/);
    expect(readdirSync(home).filter((name) => /prom/.test(name))).toEqual(['crypto-bot.prom']);
  });

  it('is a warning where it cannot be written, and the tick is made', async () => {
    const { env, home } = await arrange();
    const none = { ...env, CRYPTO_BOT_METRICS_FILE: path.join(home, 'none', 'crypto-bot.prom') };
    const { code, stderr } = await run(HOURLY, none);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /warning: metrics\.file .*none\/crypto-bot\.prom cannot be written \(ENOENT\): check its folder/,
    );
    expect((await look(env)).status.lastTick.sequence).toBe(1);
  });
});
