import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../src/generated/migrations.js';
import { openTables } from '../../src/wiring.js';
import { anAccount } from '../exchanges/account.js';
import { levels } from '../exchanges/book.js';
import { freshPostgresqlUrl, freshSqliteUrl, postgresServer } from '../ledger/ledgers.js';
import { databases as databasesToHarm, everything, verify } from '../ledger/whole.js';
import { preload, twoAtATime } from '../support/killing.js';
import { run as runProcess, temporaryFolder } from '../support/program.js';
import { runHere as run } from '../support/run-here.js';
import { arrange } from '../support/scene.js';

const fixture = (name: string) => readFileSync(new URL(`../ledger/made-by-1.0.0/${name}`, import.meta.url));

type Shown = Readonly<Record<'before' | 'after', Readonly<Record<string, unknown>>>>;

/** What 1.0.0 left, and what it showed: before, and after the run that followed. See made-by-1.0.0/README.md. */
const databases = {
  SQLite: {
    shown: (): Shown => JSON.parse(fixture('sqlite.json').toString()),
    async lay(): Promise<string> {
      const url = pathToFileURL(freshSqliteUrl().slice('file:'.length)).href;
      writeFileSync(fileURLToPath(url), gunzipSync(fixture('ledger.db.gz')), { mode: 0o600 });
      return url;
    },
    state: async (url: string): Promise<unknown> => readFileSync(fileURLToPath(url)).toString('base64'),
  },
  PostgreSQL: {
    shown: (): Shown => JSON.parse(fixture('postgresql.json').toString()),
    async lay(): Promise<string> {
      const url = await freshPostgresqlUrl();
      const schema = schemaOf(url);
      const { server } = await postgresServer();
      await server.query(url, `CREATE SCHEMA ${schema}; SET search_path TO ${schema}; ${fixture('ledger.sql')}`);
      return url;
    },
    async state(url: string): Promise<unknown> {
      const { server } = await postgresServer();
      const rowsOf = `query_to_xml('SELECT t::text FROM ' || c.oid::regclass || ' t ORDER BY 1', false, true, '')::text`;
      return server.query(
        url,
        `SELECT c.relname, ${rowsOf} AS rows, (SELECT json_agg(a.attname ORDER BY a.attnum)::text FROM pg_attribute a WHERE a.attrelid = c.oid) AS columns
          FROM pg_class c WHERE c.relnamespace = '${schemaOf(url)}'::regnamespace AND c.relkind = 'r' ORDER BY c.relname`,
      );
    },
  },
};

/** Whether it has the columns of this version. */
async function isUpgraded(url: string): Promise<boolean> {
  const tables = await openTables(url, 'as it is', 20_000);
  const tick = (await tables.tables()).find((it) => it.name === 'tick');
  await tables.close();
  return tick?.columns.some((it) => it.name === 'sequence') ?? false;
}

const schemaOf = (url: string) => new URL(url).searchParams.get('schema');

/** The settings that 1.0.0 had, at a time of the day on which it was killed. */
function environment(url: string, time = '10:20'): Record<string, string> {
  const home = temporaryFolder();
  writeFileSync(path.join(home, 'config.toml'), fixture('config.toml'));
  return { CRYPTO_BOT_HOME: home, DATABASE_URL: url, CRYPTO_BOT_NOW: `2026-11-22T${time}:00.000Z` };
}

/** All that 1.0.0 showed: later versions add fields. A tick that each of the two makes has an id of its own. */
const withoutIds = (shown: unknown) =>
  JSON.parse(JSON.stringify(shown).replaceAll(/20261122T111500000Z-[0-9a-f]{8}/g, 'the tick after'));

const show = async (command: string, env: Record<string, string>): Promise<unknown> => {
  const { code, stdout, stderr } = await run([...command.split(' '), '--json'], env);
  expect({ code, stderr }, command).toEqual({ code: 0, stderr: '' });
  return withoutIds(JSON.parse(stdout));
};

describe.each(['SQLite', 'PostgreSQL'] as const)('a ledger of 1.0.0 in %s', (name) => {
  const { lay, state, shown } = databases[name];

  it('is read as 1.0.0 read it, by commands that change nothing of it', { timeout: 120_000 }, async () => {
    const url = await lay();
    const untouched = await state(url);
    const env = environment(url);
    await twoAtATime(Object.entries(shown().before), async ([command, expected]) => {
      expect(await show(command, env), command).toMatchObject(withoutIds(expected) as object);
    });
    const backup = path.join(temporaryFolder(), 'backup.db');
    const copied = freshSqliteUrl();
    const others = ['orders', 'verify', 'config check', 'run --dry-run', `copy --to ${copied}`];
    if (name === 'SQLite') others.push(`backup ${backup}`);
    for (const command of others) expect(await run(command.split(' '), env), command).toMatchObject({ code: 0 });
    expect(await state(url)).toEqual(untouched);

    expect(await everything(copied)).toEqual(await everything(url));
    if (name === 'SQLite') expect(await everything(pathToFileURL(backup).href)).toEqual(await everything(url));
    expect((await verify(copied)).ok).toBe(true);
  });

  it('is upgraded by the next run, which settles the promise in the middle as 1.0.0 did', async () => {
    const url = await lay();
    const env = environment(url, '11:15');
    expect(await run(['run', '--once-per', 'hour'], env)).toMatchObject({ code: 0 });
    for (const [command, expected] of Object.entries(shown().after))
      expect(await show(command, environment(url)), command).toMatchObject(withoutIds(expected) as object);
    const tables = await openTables(url, 'as it is', 20_000);
    const applied = await tables.read(() =>
      tables.query('SELECT migration_name AS name FROM _prisma_migrations ORDER BY 1'),
    );
    await tables.close();
    expect(applied).toEqual(migrations.sqlite.map(({ name }) => ({ name }))); // 1.0.0 knows the first only
    expect((await verify(url)).ok).toBe(true);

    const copied = name === 'SQLite' ? await freshPostgresqlUrl() : freshSqliteUrl();
    expect(await run(['copy', '--to', copied], env)).toMatchObject({ code: 0 });
    expect(await everything(copied)).toEqual(await everything(url));
  });

  it.each([
    ['orders cancel no-such-order', 2],
    ['orders resolve no-such-order --as never-sent', 2],
    ['cash deposit 5', 0],
    ['live off', 0],
    ['verify --repair', 0],
    ['run --once-per hour', 0],
  ])('is upgraded by %s, whatever comes of it', async (command, code) => {
    const url = await lay();
    const env = environment(url);
    expect(await run(command.split(' '), env), command).toMatchObject({ code });
    expect(await isUpgraded(url)).toBe(true);
    expect((await verify(url)).ok).toBe(true);
  });

  it('is left as it was by live on, which refuses a ledger for paper', async () => {
    const url = await lay();
    const untouched = await state(url);
    const caps = { CRYPTO_BOT_CAPS_TICK: '110', CRYPTO_BOT_CAPS_DAY: '220' };
    const env = { ...environment(url), ...caps, ...(await anAccount('kraken')).env };
    expect(await run(['live', 'on', '--yes'], env)).toMatchObject({ code: 2 });
    expect(await state(url)).toEqual(untouched);
  });

  it('without a tick is upgraded by live on, and buys at the exchange from then on', async () => {
    const url = await lay();
    const tables = ['decision', 'transaction_history', 'orders', 'position', 'cash_entry', 'spending', 'coin_spending'];
    const emptied = [...tables, 'tick'].map((table) => `DELETE FROM ${table}`);
    await databasesToHarm[name].harm(url, emptied.join('; '));
    const untouched = await state(url);
    const { env: account, simulator } = await anAccount('kraken');
    simulator.venue.offer('XXBTZUSD', levels(['49053', '5']));
    const { env: scene } = await arrange();
    const caps = { CRYPTO_BOT_CAPS_TICK: '110', CRYPTO_BOT_CAPS_DAY: '220' };
    const env = { ...scene, ...account, ...caps, DATABASE_URL: url };
    const shown = await run(['live', 'on'], env);
    expect([shown.code, shown.stderr]).toEqual([2, expect.stringContaining('nothing was changed')]);
    expect(await state(url)).toEqual(untouched);

    expect(await run(['live', 'on', '--yes'], env)).toMatchObject({ code: 0 });
    expect(await isUpgraded(url)).toBe(true);
    expect(await run(['run', '--coins', 'bitcoin', '--notional', '100'], env)).toMatchObject({ code: 0 });
    expect(await show('orders', env)).toMatchObject({ orders: [{ pair: 'BTC/USD', status: 'filled' }] });
    expect(simulator.venue.state().trades).toHaveLength(1);
    expect((await verify(url)).ok).toBe(true);
  });

  it('is upgraded as the target of copy, which then finds that it is not empty', async () => {
    const [url, other] = [await lay(), freshSqliteUrl()];
    expect(await run(['run'], environment(other))).toMatchObject({ code: 0 });
    const { code, stderr } = await run(['copy', '--to', url], environment(other));
    expect([code, stderr]).toEqual([2, expect.stringContaining('is not empty')]);
    expect(await isUpgraded(url)).toBe(true);
    expect((await verify(url)).ok).toBe(true);
  });

  it('is left as it is by a repair that is refused', async () => {
    const url = await lay();
    await databasesToHarm[name].harm(url, `UPDATE transaction_history SET quantity = '9'`);
    const untouched = await state(url);
    const { code, stderr } = await run(['verify', '--repair'], environment(url));
    expect([code, stderr]).toEqual([5, expect.stringContaining('nothing was changed')]);
    expect(await state(url)).toEqual(untouched);
  });

  it('is old or new wherever the upgrade is killed, and the next command completes it', {
    timeout: 120_000,
  }, async () => {
    const untouched = await state(await lay());
    const counted = environment(await lay());
    const steps = path.join(counted.CRYPTO_BOT_HOME ?? '', 'steps');
    expect(await runProcess(['live', 'off'], { ...counted, ...preload, STEPS_FILE: steps })).toMatchObject({ code: 0 });
    const all = readFileSync(steps, 'utf8').trimEnd().split('\n');
    const begin = all.findIndex((step) => step.includes('BEGIN') && !step.includes('ROLLBACK'));
    const commit = all.findIndex((step, index) => index > begin && step.includes('COMMIT'));
    const numbers = Array.from({ length: commit - begin + 1 }, (_, index) => begin + index + 2).filter(
      (_number, index, every) => index % 3 === 0 || index >= every.length - 2,
    );
    expect(numbers.length).toBeGreaterThan(3);
    const seen = new Set<boolean>();
    await twoAtATime(numbers, async (number) => {
      const url = await lay();
      const env = environment(url);
      const where = `killed before step ${number}: ${all[number - 1]}`;
      expect(await runProcess(['live', 'off'], { ...env, ...preload, KILL_AT: String(number) }), where).toMatchObject({
        signal: 'SIGKILL',
      });
      expect(await run(['verify'], env), where).toMatchObject({ code: 0 });
      const tables = await openTables(url, 'as it is', 20_000);
      const migrated = await tables.read(() => tables.query('SELECT 1 FROM _prisma_migrations'));
      await tables.close();
      expect([1, migrations.sqlite.length], where).toContain(migrated.length);
      seen.add(migrated.length > 1);
      if (migrated.length === 1 && name === 'SQLite') expect((await state(url)) === untouched, where).toBe(true);
      expect(await run(['live', 'off'], env), where).toMatchObject({ code: 0 });
      expect((await verify(url)).ok, where).toBe(true);
    });
    expect(seen).toEqual(new Set([false, true]));
  });
});
