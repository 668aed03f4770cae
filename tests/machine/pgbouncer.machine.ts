import { afterAll, beforeAll, expect, it } from 'vitest';
import { AT_MOST_A_BEGINNING } from '../support/killing.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { run } from '../support/program.js';
import { arrange } from '../support/scene.js';
import { type PgBouncer, startPgBouncer } from './pgbouncer.js';

let server: PostgresServer;
let pooler: PgBouncer;
beforeAll(async () => {
  server = await startPostgres();
  pooler = await startPgBouncer(server);
});
afterAll(async () => {
  await pooler?.stop();
  await server?.stop();
});

const WRITERS = 6;
const SLOTS = ['2026-11-22T21:21:00Z', '2026-11-22T22:21:00Z'];

/** A new database as PgBouncer has it. */
async function pooledDatabase(): Promise<URL> {
  return Object.assign(new URL(await server.createDatabase()), { port: String(pooler.port) });
}

function withSchema(database: URL, schema: string): string {
  const url = new URL(database);
  url.searchParams.set('schema', schema);
  return url.href;
}

it('six writers of each of two schemas in each of two databases, through PgBouncer in transaction mode', async () => {
  const databases = [await pooledDatabase(), await pooledDatabase()];
  const ledgers = databases.flatMap((url) => [withSchema(url, 'one'), withSchema(url, 'two')]);
  const { env, at } = await arrange();
  const writers = ledgers.flatMap((ledger) => Array.from({ length: WRITERS }, () => ledger));
  for (const slot of SLOTS) {
    const outcomes = await Promise.all(
      writers.map((DATABASE_URL) => run(['run', '--quiet', '--once-per', 'hour'], { ...at(slot), DATABASE_URL })),
    );
    expect(outcomes.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
      writers.map(() => ({ code: 0, stderr: slot === SLOTS[0] ? AT_MOST_A_BEGINNING : '' })),
    );
  }
  const deposits = await Promise.all(
    writers.map((DATABASE_URL) => run(['cash', 'deposit', '1.5', '--json'], { ...env, DATABASE_URL })),
  );
  expect(deposits.map(({ code, stderr }) => ({ code, stderr }))).toEqual(writers.map(() => ({ code: 0, stderr: '' })));

  for (const DATABASE_URL of ledgers) {
    const verified = await run(['verify', '--json'], { ...env, DATABASE_URL });
    expect(verified).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(verified.stdout).verification.rows).toMatchObject({
      tick: SLOTS.length,
      cash_entry: WRITERS,
      transaction_history: 2 * SLOTS.length,
    });
  }
  for (const url of databases) {
    const direct = Object.assign(new URL(url), { port: String(server.port) }).href;
    const tables = `SELECT DISTINCT schemaname AS schema FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`;
    expect(await server.query(direct, tables)).toEqual([{ schema: 'one' }, { schema: 'two' }]);
  }
});

it('a copy there and back through it is the same', async () => {
  const database = await pooledDatabase();
  const [first, second] = [withSchema(database, 'first'), withSchema(database, 'second')];
  const { env } = await arrange();
  expect(await run(['run'], { ...env, DATABASE_URL: first })).toMatchObject({ code: 0, stderr: AT_MOST_A_BEGINNING });
  expect(await run(['copy', '--to', second], { ...env, DATABASE_URL: first })).toMatchObject({ code: 0, stderr: '' });
  const [one, two] = await Promise.all(
    [first, second].map((DATABASE_URL) => run(['history', '--json'], { ...env, DATABASE_URL })),
  );
  expect(one).toMatchObject({ code: 0, stderr: '' });
  expect(two?.stdout).toBe(one?.stdout);
});
