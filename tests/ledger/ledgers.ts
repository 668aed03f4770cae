import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, onTestFinished } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.js';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.js';
import { type LedgerRequest, openLedger } from '../../src/wiring.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { temporaryFolder } from '../support/program.js';

/** Small, so that few transactions fill several pages. */
export const PAGE_ROWS = 10;

/** Opens the same fresh ledger as often as it is called. */
export type Opener = () => Promise<Ledger>;

export const openers: Readonly<Record<string, () => Promise<Opener>>> = {
  memory: async () => {
    const ledger = createMemoryLedger();
    return async () => ledger;
  },
  SQLite: async () => opener(await empty.SQLite()),
  PostgreSQL: async () => opener(await empty.PostgreSQL()),
};

const empty = copiesOf(async (url) => (await openLedger({ url, mode: 'write' })).close());

function opener(url: string): Opener {
  return () => open({ url, mode: 'write', pageRows: PAGE_ROWS });
}

/** Closed when the test ends. */
export async function open(request: LedgerRequest): Promise<Ledger> {
  const ledger = await openLedger(request);
  onTestFinished(() => ledger.close());
  return ledger;
}

export function freshSqliteUrl(): string {
  return `file:${path.join(temporaryFolder(), 'crypto-bot.db')}`;
}

let shared: Promise<{ server: PostgresServer; url: string }> | undefined;

/** One server per test file, started when it is first asked for. */
export function postgresServer(): Promise<{ server: PostgresServer; url: string }> {
  shared ??= startPostgres().then(async (server) => ({ server, url: await server.createDatabase() }));
  return shared;
}

afterAll(async () => (await shared)?.server.stop());

/** A schema of its own in the shared database. */
export async function freshPostgresqlUrl(): Promise<string> {
  const { url } = await postgresServer();
  return `${url}?schema=test_${randomUUID().replaceAll('-', '')}`;
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Makes a ledger once for a file of tests, on each database on which it is asked for, and gives the URLs of copies. */
export function copiesOf(make: (url: string) => Promise<void>) {
  let file: Promise<Buffer> | undefined;
  let database: Promise<string> | undefined;
  const made = (url: string) => make(url).then(() => url);
  return {
    async SQLite(): Promise<string> {
      file ??= made(freshSqliteUrl()).then((url) => readFileSync(fileURLToPath(url)));
      const url = freshSqliteUrl();
      writeFileSync(fileURLToPath(url), await file, { mode: 0o600 });
      return url;
    },
    async PostgreSQL(): Promise<string> {
      const { server } = await postgresServer();
      database ??= server.createDatabase().then((url) => made(`${url}?schema=test_copied`));
      const original = new URL(await database);
      return (await server.createDatabase(original.href)) + original.search;
    },
  };
}
