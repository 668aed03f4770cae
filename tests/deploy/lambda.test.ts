import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PostgresServer, startPostgres } from '../support/postgres.js';

const NOW = '2026-11-22T22:21:12.951Z';
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

let server: PostgresServer;
/** The unpacked zip, as nobody may read it and not write it. */
let unpacked: string;
/** The only folder that can be written. */
let scratch: string;

beforeAll(async () => {
  server = await startPostgres();
  unpacked = mkdtempSync(path.join(tmpdir(), 'crypto-bot-lambda-'));
  chmodSync(unpacked, 0o755);
  scratch = path.join(unpacked, 'tmp');
  mkdirSync(scratch);
  chmodSync(scratch, 0o777);
  const zip = path.join(unpacked, 'lambda.zip');
  execFileSync(process.execPath, ['scripts/pack-lambda.js', zip]);
  for (const [name, content] of Object.entries(unzipSync(readFileSync(zip)))) {
    mkdirSync(path.join(unpacked, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(unpacked, name), content);
  }
});
afterAll(async () => {
  rmSync(unpacked, { recursive: true, force: true });
  await server.stop();
});

/** What became of events, one after the other or at once, in a process that knows nothing but its environment. */
async function invoke(
  events: readonly unknown[],
  env: Readonly<Record<string, string>>,
  atOnce = false,
): Promise<{ results: unknown[]; stderr: string }> {
  const args = [
    path.resolve('tests/support/lambda.mjs'),
    path.join(unpacked, 'dist/lambda.js'),
    JSON.stringify(events),
  ];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, atOnce ? [...args, 'at-once'] : args, {
    env: { CRYPTO_BOT_NOW: NOW, CRYPTO_BOT_MARKET: 'sample', TMPDIR: scratch, ...env },
    cwd: '/',
    ...nobody,
  });
  const results = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(results.pop()).toBe('still there');
  return { results, stderr };
}

describe('the function for AWS Lambda', () => {
  it('is small', () => {
    expect(statSync(path.join(unpacked, 'lambda.zip')).size).toBeLessThan(15_000_000);
  });

  it('makes one tick of an event that comes twice, and answers as run --json does', async () => {
    const DATABASE_URL = await server.createDatabase();
    const event = { time: '2026-11-22T22:15:00Z' };
    const { results, stderr } = await invoke([event, event], { DATABASE_URL });
    expect(results).toMatchObject([
      { answer: { tick: { slot: '2026-11-22T22', status: 'recorded' }, purchases: [{ coin: 'ethereum' }] } },
      { answer: { tick: { slot: '2026-11-22T22', status: 'already-recorded' }, purchases: [] } },
    ]);
    expect(stderr).toContain('INFO run: market sample');
    expect(readdirSync(scratch)).toEqual(['crypto-bot']);
    expect(await server.query(DATABASE_URL, 'select slot from tick')).toEqual([{ slot: '2026-11-22T22' }]);
  });

  it('makes one tick of events that come at once', async () => {
    const DATABASE_URL = await server.createDatabase();
    const events = Array.from({ length: 4 }, () => ({ time: '2026-11-22T22:15:00Z' }));
    const { results } = await invoke(events, { DATABASE_URL }, true);
    const statuses = results.map((it) => JSON.stringify(it).match(/"status":"([\w-]+)"/)?.[1]);
    expect(statuses.sort()).toEqual(['already-recorded', 'already-recorded', 'already-recorded', 'recorded']);
    expect(await server.query(DATABASE_URL, 'select slot from tick')).toHaveLength(1);
  });

  it('makes none of an event whose slot is over', async () => {
    const DATABASE_URL = await server.createDatabase();
    const { results } = await invoke([{ time: '2026-11-22T21:59:59Z' }], { DATABASE_URL });
    expect(results).toEqual([{ answer: { tick: { slot: '2026-11-22T21', status: 'missed' } } }]);
    const days = { DATABASE_URL, CRYPTO_BOT_ONCE_PER: 'day' };
    expect((await invoke([{ time: '2026-11-22T21:59:59Z' }], days)).results).toMatchObject([
      { answer: { tick: { slot: '2026-11-22', status: 'recorded' } } },
    ]);
  });

  it('takes the time of now where an event has none', async () => {
    const { results } = await invoke([{}], { DATABASE_URL: await server.createDatabase() });
    expect(results).toMatchObject([{ answer: { tick: { slot: '2026-11-22T22', status: 'recorded' } } }]);
  });

  it.each<[string, unknown, Record<string, string>, string, RegExp]>([
    ['a time that is none', { time: 'yesterday' }, {}, 'usage', /--due .*yesterday.*expected/],
    [
      'a ledger in a file',
      {},
      { DATABASE_URL: 'file:/tmp/crypto-bot.db' },
      'config',
      /must be in PostgreSQL on AWS Lambda/,
    ],
    ['no ledger', {}, { DATABASE_URL: '' }, 'config', /must be in PostgreSQL on AWS Lambda/],
    ['a setting that is none', {}, { CRYPTO_BOT_TOP: 'many' }, 'config', /CRYPTO_BOT_TOP in the environment is "many"/],
    [
      'a server that is not there',
      {},
      { DATABASE_URL: 'postgresql://me:sesame@127.0.0.1:1/x', CRYPTO_BOT_DATABASE_TIMEOUT_SECONDS: '0.2' },
      'ledger',
      /127\.0\.0\.1:1/,
    ],
  ])('rejects because of %s, by its code, and with no secret', async (_, event, env, name, message) => {
    const DATABASE_URL = await server.createDatabase();
    const { results, stderr } = await invoke([event], { DATABASE_URL, ...env });
    expect(results).toEqual([{ name, message: expect.stringMatching(message) }]);
    expect(`${JSON.stringify(results)}${stderr}`).not.toMatch(/sesame|p@ss|p%40ss/);
  });
});
