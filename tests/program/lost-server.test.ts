import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cut, startCuttingProxy } from '../support/cutting-proxy.js';
import { AT_MOST_A_BEGINNING, accounts, arrangeAt } from '../support/killing.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { run, start } from '../support/program.js';

const args = ['run', '--once-per', 'hour'];

let server: PostgresServer;
let expected: unknown;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.stop());

/** What an uninterrupted run makes of a fresh database. */
async function uninterrupted(): Promise<unknown> {
  if (expected !== undefined) return expected;
  const arena = await arrangeAt(() => server.createDatabase());
  expect((await run(args, arena.env)).code).toBe(0);
  expected = await accounts(arena.url);
  return expected;
}

describe('a run whose connection is cut', () => {
  // The commits of a first run: of the migrations, of the promise, and of what was filled.
  it.each<[Cut, number]>(
    (['before the commit', 'before its answer'] as const).flatMap((cut) => [2, 3].map((n): [Cut, number] => [cut, n])),
  )('%s number %i finds out what became of it, and does the rest once', async (cut, commit) => {
    const whole = await uninterrupted();
    const { env, url } = await arrangeAt(() => server.createDatabase());
    const proxy = await startCuttingProxy(url, commit, cut);
    expect(await run(args, { ...env, DATABASE_URL: proxy.url })).toMatchObject({
      code: 0,
      stderr: AT_MOST_A_BEGINNING,
    });
    expect(proxy.cuts()).toBe(1);
    expect(await accounts(url)).toEqual(whole);
  });
});

describe('a run whose server stops at once in the middle', () => {
  it('goes on when the server is back', async () => {
    const whole = await uninterrupted();
    const { env, url, market } = await arrangeAt(() => server.createDatabase());
    market.misbehaveOn('market_chart', 'silence'); // the run is now between its first read and its first write
    const { outcome } = start(args, { ...env, CRYPTO_BOT_HTTP_ANSWER_TIMEOUT_SECONDS: '0.5' });
    await expect.poll(() => market.requests.length, { timeout: 20_000 }).toBeGreaterThan(1);
    market.misbehaveOn('market_chart', null);
    await server.crash();
    await server.restart();
    expect(await outcome).toMatchObject({ code: 0 });
    expect(await accounts(url)).toEqual(whole);
  });
});

describe('a run that finds its server down', () => {
  it('waits until it is up', async () => {
    const whole = await uninterrupted();
    const { env, url } = await arrangeAt(() => server.createDatabase());
    await server.crash();
    const down = createServer((socket) => socket.destroy()).listen(server.port, '127.0.0.1');
    const { outcome } = start(args, env);
    await once(down, 'connection');
    await once(down.close(), 'close');
    await server.restart();
    expect(await outcome).toMatchObject({ code: 0, stderr: AT_MOST_A_BEGINNING });
    expect(await accounts(url)).toEqual(whole);
  });
});
