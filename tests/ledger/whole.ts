import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Sqlite from 'libsql';
import { onTestFinished } from 'vitest';
import type { Mode } from '../../src/ledger/ledger.js';
import type { TableDatabase } from '../../src/ledger/maintenance/tables.js';
import { type Verification, verifyLedger } from '../../src/ledger/maintenance/verify/verify.js';
import { openTables } from '../../src/wiring.js';
import { amount, midnights, now } from '../core/examples.js';
import { copiesOf, freshPostgresqlUrl, freshSqliteUrl, open, postgresServer } from './ledgers.js';
import { aPromise, begin, fill } from './promises.js';

/** Copies of what fillLedger makes. */
const filled = copiesOf((url) => fillLedger(url));

/** Both databases: an empty ledger, one that fillLedger has filled, and a way to do to one what the program never does. */
export const databases = {
  SQLite: {
    freshUrl: async () => freshSqliteUrl(),
    filledUrl: filled.SQLite,
    async harm(url: string, sql: string): Promise<void> {
      const database = new Sqlite(fileURLToPath(url));
      database.exec(`PRAGMA foreign_keys = OFF; ${sql}`);
      database.close();
    },
  },
  PostgreSQL: {
    freshUrl: freshPostgresqlUrl,
    filledUrl: filled.PostgreSQL,
    async harm(url: string, sql: string): Promise<void> {
      const { server } = await postgresServer();
      const schema = new URL(url).searchParams.get('schema');
      await server.query(url, `SET session_replication_role = replica; SET search_path TO ${schema}; ${sql}`);
    },
  },
};

/** Three ticks of two coins, all settled but the last order. */
export async function fillLedger(url: string): Promise<void> {
  const ledger = await open({ url, mode: 'write' });
  const deposit = { id: 'm1', kind: 'deposit', amount: amount('100.5'), quoteCurrency: 'usd', at: now } as const;
  await ledger.moveCash(deposit);
  for (const id of ['t1', 't2', 't3']) {
    const promised = aPromise(id, ['bitcoin', 'tether'], { slot: `slot of ${id}` });
    const limits = [{ limit: 'cash', size: null, left: amount('100.5'), closed: false }] as const;
    const decisions = promised.plan.decisions.map((it) => ({ ...it, inputs: it.inputs && { ...it.inputs, limits } }));
    await begin(ledger, {
      ...promised,
      plan: { ...promised.plan, decisions },
      members: ['bitcoin', 'tether'],
      dailyPrices: ['bitcoin', 'tether'].flatMap((coin) => midnights(coin, ['2.5'])),
      fetchedCategories: [{ name: 'stablecoins', day: '2026-11-22', coins: ['tether'] }],
    });
    for (const order of promised.plan.orders.slice(0, id === 't3' ? 1 : 2)) {
      const { quantity, price, createdAt: at } = order;
      await fill(ledger, order, { quantity, price, at });
    }
  }
  await ledger.close();
}

/** Closed when the test ends. */
export async function openWhole(url: string, mode: Mode = 'read'): Promise<TableDatabase> {
  const tables = await openTables(url, mode, 20_000);
  onTestFinished(() => tables.close());
  return tables;
}

export function verify(url: string): Promise<Verification> {
  return using(url, verifyLedger);
}

/** Every row of every table, as its columns in one order. */
export function everything(url: string): Promise<Record<string, unknown[]>> {
  return using(url, (database) =>
    database.read(async () => {
      const all: Record<string, unknown[]> = {};
      for (const table of await database.tables()) {
        const rows: string[] = [];
        for await (const batch of database.stream(database.selectJson(table)))
          rows.push(...batch.map(({ row }) => String(row)));
        all[table.name] = rows.sort().map((row) => JSON.parse(row));
      }
      return all;
    }),
  );
}

/** Closed at once: a test may look very often. */
async function using<T>(url: string, work: (database: TableDatabase) => Promise<T>): Promise<T> {
  const database = await openTables(url, 'read', 20_000);
  return work(database).finally(() => database.close());
}

/** The tables and columns that the models name. */
export function modelTables(): { table: string; columns: string[] }[] {
  const models = readFileSync('prisma/models.prisma', 'utf8').matchAll(/^model (\w+) \{\n(.*?)^\}/gms);
  return [...models].map(([, model = '', body = '']) => ({
    table: /@@map\("(\w+)"\)/.exec(body)?.[1] ?? model,
    columns: [...body.matchAll(/^ {2}(\w+) +(String|Int|BigInt|Boolean|DateTime)\b(.*)$/gm)].map(
      ([, field = '', , rest = '']) => /@map\("(\w+)"\)/.exec(rest)?.[1] ?? field,
    ),
  }));
}
