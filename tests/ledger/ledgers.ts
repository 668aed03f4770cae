import { randomUUID } from 'node:crypto';
import path from 'node:path';
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
  SQLite: async () => opener({ url: freshSqliteUrl() }),
  PostgreSQL: async () => opener({ url: await freshPostgresqlUrl() }),
};

function opener(request: Pick<LedgerRequest, 'url'>): Opener {
  return () => open({ ...request, mode: 'write', pageRows: PAGE_ROWS });
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
