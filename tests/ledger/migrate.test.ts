import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Sqlite from 'libsql';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { migrations } from '../../src/generated/migrations.js';
import { freshPostgresqlUrl, freshSqliteUrl, open, postgresServer } from './ledgers.js';
import { bundle, run } from './processes.js';
import { aPromise, begin } from './promises.js';

type Rows = Record<string, unknown>[];

const databases = {
  sqlite: {
    freshUrl: async () => freshSqliteUrl(),
    async query(url: string, sql: string): Promise<Rows> {
      const database = new Sqlite(fileURLToPath(url));
      try {
        if (sql.startsWith('SELECT')) return database.prepare<[]>(sql).all() as Rows;
        database.exec(sql);
        return [];
      } finally {
        database.close();
      }
    },
  },
  postgresql: {
    freshUrl: freshPostgresqlUrl,
    async query(url: string, sql: string): Promise<Rows> {
      const { server } = await postgresServer();
      const schema = new URL(url).searchParams.get('schema');
      return server.query(url, `CREATE SCHEMA IF NOT EXISTS ${schema}; SET search_path TO ${schema}; ${sql}`);
    },
  },
};

/** Opens the ledger at argv[2]; given argv[3], is killed at that step of it. */
const OPEN_OR_DIE = `
  import Sqlite from 'libsql';
  import pg from 'pg';
  import { openLedger } from '../../src/wiring.ts';
  let left = Number(process.argv[3] ?? 0);
  const dieAt = (prototype, method) => {
    const original = prototype[method];
    prototype[method] = function (...args) {
      left -= 1;
      if (left === 0) process.kill(process.pid, 'SIGKILL');
      return original.apply(this, args);
    };
  };
  dieAt(Sqlite.prototype, 'exec');
  dieAt(pg.Client.prototype, 'query');
  const ledger = await openLedger({ url: process.argv[2], mode: 'write' });
  await ledger.close();
`;

describe.each(['sqlite', 'postgresql'] as const)('migrating %s', (provider) => {
  const { freshUrl, query } = databases[provider];
  let url: string;
  beforeEach(async () => {
    url = await freshUrl();
  });
  const recorded = () => query(url, 'SELECT migration_name AS name, checksum FROM _prisma_migrations ORDER BY 1');
  const expected = migrations[provider].map(({ name, checksum }) => ({ name, checksum }));

  it('makes the tables at the first opening, and finds nothing to do at the next', async () => {
    await open({ url, mode: 'write' });
    await open({ url, mode: 'write' });
    expect(await recorded()).toEqual(expected);
  });

  it('is done once when several open a new ledger at once', async () => {
    const ledgers = await Promise.all(Array.from({ length: 4 }, () => open({ url, mode: 'write' })));
    for (const ledger of ledgers) expect(await ledger.loadHoldings()).toEqual([]);
    expect(await recorded()).toEqual(expected);
  });

  it.each([
    ['edited', `UPDATE _prisma_migrations SET checksum = 'edited'`, /made with another text of the migration \d+_init/],
    [
      'unknown',
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('1', 'x', '99991231235959_future', CURRENT_TIMESTAMP)`,
      /made by a newer version of crypto-bot: upgrade/,
    ],
    [
      'unknown and not finished',
      `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', 'x', '99991231235959_future')`,
      /made by a newer version of crypto-bot: upgrade/,
    ],
    [
      'not finished',
      `UPDATE _prisma_migrations SET finished_at = NULL`,
      /has half of the migration \d+_init, .*: restore a backup with crypto-bot restore FILE/,
    ],
    [
      'of another program',
      `UPDATE _prisma_migrations SET migration_name = '20200101000000_shop'`,
      /database of another program/,
    ],
    ['missing', `DROP TABLE _prisma_migrations`, /database of another program/],
  ])('refuses a ledger whose migrations are %s, to read and to write', async (_what, change, message) => {
    const ledger = await open({ url, mode: 'write' });
    await begin(ledger, aPromise('tick-1', ['bitcoin']));
    await query(url, change);
    for (const mode of ['read', 'write'] as const)
      await expect(open({ url, mode })).rejects.toMatchObject({
        code: 'ledger',
        message: expect.stringMatching(message),
      });
    expect(await query(url, 'SELECT count(*) AS ticks FROM tick')).toMatchObject([{ ticks: expect.anything() }]);
  });

  it('takes no notice of a migration that was rolled back', async () => {
    await open({ url, mode: 'write' });
    await query(
      url,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, rolled_back_at)
        VALUES ('1', 'x', '99991231235959_future', CURRENT_TIMESTAMP)`,
    );
    for (const mode of ['read', 'write'] as const) expect(await (await open({ url, mode })).loadHoldings()).toEqual([]);
  });

  it('leaves the database of another program alone', async () => {
    await query(url, 'CREATE TABLE customer (id INTEGER)');
    for (const mode of ['read', 'write'] as const)
      await expect(open({ url, mode })).rejects.toMatchObject({ message: expect.stringContaining('another program') });
    await query(url, 'DROP TABLE customer');
    await open({ url, mode: 'write' });
  });

  describe('from an older version', () => {
    afterEach(() => {
      vi.doUnmock('../../src/generated/migrations.js');
      vi.resetModules();
    });

    it('is done by a writer, and by a reader in a copy only', async () => {
      const old = await open({ url, mode: 'write' });
      await begin(old, aPromise('tick-1', ['bitcoin']));
      const next = { name: '99990101000000_next', checksum: 'next', sql: 'CREATE TABLE next_table (id INTEGER)' };
      vi.resetModules();
      vi.doMock('../../src/generated/migrations.js', () => ({
        migrations: { sqlite: [...migrations.sqlite, next], postgresql: [...migrations.postgresql, next] },
      }));
      const newer = await import('../../src/wiring.js');

      const reader = await newer.openLedger({ url, mode: 'read' });
      expect(await reader.loadOpenOrders()).toHaveLength(1);
      await reader.close();
      expect(await recorded()).toHaveLength(expected.length);
      const ledger = await newer.openLedger({ url, mode: 'write' });
      expect(await ledger.loadOpenOrders()).toHaveLength(1);
      await ledger.close();
      expect(await recorded()).toHaveLength(expected.length + 1);
    });
  });

  describe('in other processes', () => {
    let program: string;
    beforeAll(async () => {
      program = await bundle(OPEN_OR_DIE);
    });

    it('is done once by 4 of them', async () => {
      const endings = await Promise.all(Array.from({ length: 4 }, () => run(process.execPath, program, url)));
      expect(endings).toEqual(Array(4).fill({ code: 0, signal: null, output: '' }));
      expect(await recorded()).toEqual(expected);
    });

    it('survives being killed at every step', async () => {
      let kills = 0;
      for (;;) {
        const killedUrl = await freshUrl();
        const { signal } = await run(process.execPath, program, killedUrl, String(kills + 1));
        const ledger = await open({ url: killedUrl, mode: 'write' });
        expect(await begin(ledger, aPromise('tick-1', ['bitcoin']))).toBe('begun');
        if (signal !== 'SIGKILL') break;
        kills += 1;
      }
      expect(kills).toBeGreaterThan(4);
    });
  });
});

it('has a migration for every change of the models', () => {
  const read = (name: string) => readFileSync(new URL(`../../prisma/${name}`, import.meta.url), 'utf8');
  expect(read('migrated.prisma')).toBe(read('models.prisma'));
});
