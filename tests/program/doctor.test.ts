import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runHere as run } from '../support/run-here.js';
import { arrange } from '../support/scene.js';

const NAMES = [
  'node',
  'settings',
  'folders',
  'disk',
  'log',
  'ledger',
  'ledger-write',
  'verify',
  'postgresql',
  'market',
  'clock',
  'proxy',
  'schedule',
  'notify',
  'healthcheck',
  'metrics',
  'exchange',
];

/** A home and a market at the time of now. */
async function aSetUp() {
  const { env, home } = await arrange();
  const { CRYPTO_BOT_NOW: _, ...ofNow } = env;
  return { env: { ...ofNow, PATH: '/nowhere' }, home };
}

/** Every file below a folder, with its content and the time of its last change. */
function filesIn(folder: string) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [file, readFileSync(file).toString('base64'), statSync(file).mtimeMs]);
}

describe('crypto-bot doctor', () => {
  it('finds a set-up well, and changes nothing of it', async () => {
    const { env, home } = await aSetUp();
    for (const first of [true, false]) {
      const before = filesIn(home);
      expect(before).toHaveLength(first ? 0 : 3);
      const { code, stdout, stderr } = await run(['doctor', '--json'], env);
      const { healthy, checks } = JSON.parse(stdout);
      expect({ code, stderr, healthy }).toEqual({ code: 0, stderr: '', healthy: true });
      expect(checks.map(({ name }: { name: string }) => name)).toEqual(NAMES);
      expect(checks.filter(({ ok }: { ok: unknown }) => ok === false)).toEqual([]);
      expect(filesIn(home)).toEqual(before);
      await run(['run', '--quiet'], env);
    }
    const { code, stdout } = await run(['doctor'], env);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^All is well, as far as it was checked\.\nok {6}node .*\n- {7}exchange /s);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('says what has failed and what to do, also where the settings cannot be read', async () => {
    const { env, home } = await aSetUp();
    const broken = { ...env, CRYPTO_BOT_HEALTHCHECK_URL: 'http://127.0.0.1:1/sesame' };
    const failed = await run(['doctor'], broken);
    expect({ code: failed.code, stderr: failed.stderr }).toEqual({ code: 6, stderr: '' });
    expect(failed.stdout).toMatch(
      /^1 of 17 checks has failed:\n.*\nFAILED {2}healthcheck {3}127\.0\.0\.1:1 refused.*\n +To do: /s,
    );
    expect(failed.stdout).not.toContain('sesame');

    const { code, stdout } = await run(['doctor', '--json'], { ...env, CRYPTO_BOT_TOP: 'x', CRYPTO_BOT_TOPP: '1' });
    const [node, settings, ...others] = JSON.parse(stdout).checks;
    expect([code, node.ok, settings.ok]).toEqual([6, true, false]);
    expect(settings.message).toMatch(/CRYPTO_BOT_TOPP .*CRYPTO_BOT_TOP /s);
    expect(new Set(others.map(({ ok }: { ok: unknown }) => ok))).toEqual(new Set([null]));
    expect(filesIn(home)).toEqual([]);
  });

  it.each([[['--jsn']], [['--db', 'nonsense:']], [['more']]])('is used wrongly with %j', async (words) => {
    const { env } = await aSetUp();
    expect(await run(['doctor', ...words], { ...env, CRYPTO_BOT_TOP: 'x' })).toMatchObject({ code: 2, stdout: '' });
  });
});
