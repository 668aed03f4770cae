import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type Sqlite from 'libsql';
import { ledgerError } from '../../errors.js';
import { PrismaClient } from '../../generated/sqlite/client.js';
import { makeFolder, syncFolder } from '../../runtime/folder.js';
import type { Mode } from '../ledger.js';
import { type BareConnection, type Found, type MigrationRequest, migrate } from '../maintenance/migrate.js';
import type { Database, LedgerTimeouts } from '../prisma/database/database.js';
import { createLibSqlAdapter } from './adapter.js';
import { connectSqlite } from './connect.js';
import { translateSqliteError } from './errors.js';
import { refuseIdleLocks } from './locks.js';
import { countAside } from './put-aside.js';
import { filePath } from './url.js';
import { whenFree } from './when-free.js';

/**
 * Opens the ledger in an SQLite file, by its file: URL: to write, creating and migrating it as needed; or to read, which
 * changes nothing and gives 'empty' where there is no ledger yet, 'older' for one of an older version. `beforeNew` is called
 * before one is made; what it throws leaves all as it is. The journal stays SQLite's rollback journal, so that a ledger is one
 * file, and can be read where nothing can be written.
 */
export async function openSqlite(
  url: string,
  mode: Mode,
  { lockTimeoutMs }: LedgerTimeouts,
  beforeNew?: () => void,
): Promise<Database | Exclude<Found, 'ready'>> {
  const file = filePath(url);
  const run = async <T>(query: () => T | Promise<T>): Promise<T> => {
    try {
      return await query();
    } catch (error) {
      throw translateSqliteError(error, file);
    }
  };

  const isThere = await run(() => exists(file));
  if (!isThere && mode === 'read') return 'empty';
  if (!isThere) {
    beforeNew?.();
    await run(() => createFile(file));
  }
  const opening = { mode, ...(isThere && { beforeNew }) };
  const found = await run(() => whenFree(() => prepare(file, opening, lockTimeoutMs), lockTimeoutMs));
  return found === 'ready' ? databaseOn(file, () => connectSqlite(file, lockTimeoutMs), lockTimeoutMs, run) : found;
}

/** Prisma's client on a connection to a database that has our tables. */
export function databaseOn(
  place: string,
  connect: () => Promise<Sqlite.Database>,
  lockTimeoutMs: number,
  run: Database['run'],
): Database {
  const client = new PrismaClient({ adapter: createLibSqlAdapter(connect, lockTimeoutMs) });
  const takeWriteLock = async () => {}; // BEGIN IMMEDIATE has
  return {
    client,
    place,
    tables: '',
    run,
    takeWriteLock,
    isCommitInDoubt: () => false,
    close: () => client.$disconnect(),
  };
}

type Opening = Pick<MigrationRequest, 'mode' | 'beforeNew'>;

/** Readable by its owner only; SQLite gives its journal the same mode. After a power cut it is there, too. */
function createFile(file: string): void {
  makeFolder(path.dirname(file));
  writeFileSync(file, '', { flag: 'a', mode: 0o600 });
  syncFolder(path.dirname(file));
}

function exists(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return false;
  if (found.isDirectory()) throw Object.assign(new Error(`${file} is a directory`), { code: 'EISDIR' });
  const names = found.nlink > 1 ? found.nlink - countAside(file) : 1;
  if (names > 1) throw severalNamesError(file, names);
  return true;
}

/** SQLite looks for a journal beside the name it opens: what a killed process left under another name would not be undone. */
function severalNamesError(file: string, names: number) {
  return ledgerError(
    `the ledger ${file} has ${names} names (hard links), and what a killed run has left under one is not seen under the others: ` +
      'remove the other names, or make them symbolic links',
  );
}

/** On a connection of its own, which is also the way to forget a statement that was refused. */
async function prepare(file: string, opening: Opening, lockTimeoutMs: number): Promise<Found> {
  const database = await connectSqlite(file, lockTimeoutMs);
  const query: BareConnection['query'] = async (sql) => database.prepare<[]>(sql).all() as Record<string, unknown>[];
  const connection: BareConnection = {
    query,
    tables: async () => (await query(SELECT_TABLES)).map(({ name }) => String(name)),
    script: async (sql) => void database.exec(sql),
  };
  try {
    if (opening.mode === 'write') await refuseIdleLocks(database, file, lockTimeoutMs);
    return await migrate(connection, { provider: 'sqlite', ...opening, place: file, begin: BEGIN });
  } finally {
    database.close();
  }
}

const SELECT_TABLES = `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`;

/** Migrations that rebuild a table need foreign keys off, which has no effect inside a transaction. */
const BEGIN = 'PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE';
