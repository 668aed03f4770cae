import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runHere as run } from '../support/run-here.js';
import { arrange } from '../support/scene.js';

describe('run --due', () => {
  it('makes its tick while the slot of that time lasts, and none afterwards', async () => {
    const { env, home, market } = await arrange('2026-11-22T22:59:59Z');
    const late = await run(['run', '--once-per', 'hour', '--due', '2026-11-22T21:59:59Z', '--json'], env);
    expect(late).toMatchObject({ code: 0, stdout: '{"tick":{"slot":"2026-11-22T21","status":"missed"}}\n' });
    expect(late.stderr).toBe(
      'crypto-bot: warning: this run was due in 2026-11-22T21, which is over: a price of the past cannot be bought\n',
    );
    expect(market.requests).toEqual([]);
    expect(readdirSync(home)).toEqual(['logs']);

    const inTime = await run(['run', '--once-per', 'hour', '--due', '2026-11-22T22:00:00Z', '--json'], env);
    expect(JSON.parse(inTime.stdout).tick).toMatchObject({ slot: '2026-11-22T22', status: 'recorded' });
  });

  it('needs slots, and a time', async () => {
    const { env } = await arrange();
    expect(await run(['run', '--due', '2026-11-22T22:15:00Z'], env)).toMatchObject({
      code: 2,
      stderr: 'crypto-bot: --due needs slots: say --once-per, such as --once-per hour\n',
    });
    const wrong = await run(['run', '--once-per', 'hour', '--due', '22:15'], env);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(/--due is "22:15", but expected .*, such as 2026-11-22T22:15:00Z/);
  });
});

describe('a log on stderr', () => {
  it('has what the file would have, and makes none', async () => {
    const { env, home } = await arrange();
    const { code, stderr } = await run(['run', '--dry-run'], { ...env, CRYPTO_BOT_LOG_FILE: '-' });
    expect(code).toBe(0);
    expect(stderr).toContain('crypto-bot: INFO run: market coingecko, strategy below-average, top 3, dry run\n');
    expect(readdirSync(home)).toEqual([]);
  });

  it('is one in the settings, too', async () => {
    const { env } = await arrange();
    const { stdout } = await run(['config', 'show', '--json'], { ...env, CRYPTO_BOT_LOG_FILE: '-' });
    expect(stdout).toMatch(/"log\.file".*"-"/);
  });
});
