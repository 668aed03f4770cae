import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { runHere as run } from '../support/run-here.js';
import { arrange } from '../support/scene.js';
import { testedProgram } from '../support/tested-program.js';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

it('are all that the tested program has: it holds no query compiler', () => {
  const files = readdirSync(path.resolve(testedProgram, '../../dist'));
  expect(files).toContain('main.js');
  expect(files.filter((name) => name.endsWith('.wasm'))).toEqual([]);
});

it.each([
  ['SQLite', async () => ({})],
  ['PostgreSQL', async () => ({ DATABASE_URL: await server.createDatabase() })],
  ['PostgreSQL, in a schema', async () => ({ DATABASE_URL: `${await server.createDatabase()}?schema=my-Ö` })],
])(
  'are there for parameters of equal values on %s: 1 tether at 1, in a ledger whose words are all alike',
  async (_, database) => {
    const { market, at } = await arrange('2026-11-22T20:00:00Z');
    const midnights = Array.from({ length: 9 }, () => '1');
    market.serve([{ id: 'usd', symbol: 'usd', name: 'usd', price: '1', marketCap: '1', midnights }]);
    const own = { ...(await database()), CRYPTO_BOT_UNIVERSE_COINS: 'usd', CRYPTO_BOT_STRATEGY: 'dca' };
    const cash = await run(['cash', 'deposit', '3'], { ...at('2026-11-22T20:00:00Z'), ...own });
    expect(cash.code).toBe(0);
    for (const hour of [20, 21]) {
      const tick = await run(['run', '--once-per', 'hour'], { ...at(`2026-11-22T${hour}:00:00Z`), ...own });
      expect(tick).toMatchObject({
        code: 0,
        stderr: '',
        stdout: expect.stringContaining('Purchasing 1 usd for 1 dollars'),
      });
    }
    const { stdout } = await run(['portfolio', '--offline', '--csv'], { ...at('2026-11-22T22:00:00Z'), ...own });
    expect(stdout).toContain('usd,usd,usd,2,2,1,2,1,2026-11-22T21:00:00.000Z,2,0,0.00');
  },
);
