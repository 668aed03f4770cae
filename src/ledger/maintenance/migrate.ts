import { randomUUID } from 'node:crypto';
import { ledgerError } from '../../errors.js';
import { type Migration, migrations } from '../../generated/migrations.js';
import type { Mode } from '../ledger.js';

/** A connection before it is known what the database holds. */
export interface BareConnection {
  /** The tables there are, ours or not. */
  readonly tables: () => Promise<string[]>;
  readonly query: (sql: string) => Promise<Readonly<Record<string, unknown>>[]>;
  /** Runs any number of statements. */
  readonly script: (sql: string) => Promise<void>;
}

export interface MigrationRequest {
  readonly provider: keyof typeof migrations;
  readonly mode: Mode;
  /** The database, as messages name it. */
  readonly place: string;
  /** The schema that the tables are in, with its dot, where there is one: for what is asked outside of a transaction. */
  readonly tables?: string;
  /** Statements that begin a transaction no other process can begin at the same time. */
  readonly begin: string;
  /** Called before a database without tables gets ours; what it throws leaves it as it is. */
  readonly beforeNew?: (() => void) | undefined;
}

/** What a database holds: our tables; or, where it is only read, none yet, or those of an older version. */
export type Found = 'ready' | 'empty' | 'older';

/**
 * Sees that a database has this program's tables. To read, it changes nothing, and says what there is. Throws a ledger
 * CryptoBotError for a database that is not ours, or was made by a newer version.
 */
export async function migrate(connection: BareConnection, request: MigrationRequest): Promise<Found> {
  const tables = await connection.tables();
  if (request.mode === 'read' && tables.length === 0) return 'empty';
  if ((await pendingMigrations(connection, tables, request)).length === 0) return 'ready';
  if (request.mode === 'read') return 'older';
  if (tables.length === 0) request.beforeNew?.();
  await applyMigrations(connection, request);
  return 'ready';
}

/** All in one transaction, alone: a second process waits, and then finds nothing to do. */
async function applyMigrations(connection: BareConnection, request: MigrationRequest): Promise<void> {
  await connection.script(request.begin);
  try {
    const pending = await pendingMigrations(connection, await connection.tables(), request);
    if (pending.length > 0) await connection.script(createTableOfMigrations[request.provider]);
    for (const migration of pending) {
      await connection.script(migration.sql);
      await connection.script(recordOf(migration));
    }
    await connection.script('COMMIT');
  } catch (error) {
    await connection.script('ROLLBACK').catch(() => undefined); // the first failure is the one to tell
    throw error;
  }
}

async function pendingMigrations(
  connection: BareConnection,
  tables: readonly string[],
  { provider, place, tables: schema = '' }: MigrationRequest,
): Promise<Migration[]> {
  const known = migrations[provider];
  const applied = tables.includes('_prisma_migrations') ? await connection.query(selectApplied(schema)) : [];
  if (tables.length > 0 && !applied.some(({ name }) => name === known[0]?.name))
    throw ledgerError(`${place} is the database of another program: ${anotherPlace[provider]}`);
  for (const { name, checksum, finished_at } of applied) {
    const migration = known.find((it) => it.name === name);
    if (!migration) throw ledgerError(`${place} was made by a newer version of crypto-bot: upgrade crypto-bot`);
    if (migration.checksum !== checksum)
      throw ledgerError(
        `${place} was made with another text of the migration ${name}: use the crypto-bot that made it, or restore a backup with crypto-bot restore FILE`,
      );
    if (finished_at === null)
      throw ledgerError(
        `${place} has half of the migration ${name}, which crypto-bot itself does whole or not at all: restore a backup with crypto-bot restore FILE`,
      );
  }
  return known.filter(({ name }) => !applied.some((it) => it.name === name));
}

const anotherPlace = {
  sqlite: 'name another one with --db',
  postgresql: 'name another one with --db, or keep the ledger in a schema of its own there with ?schema=crypto_bot',
};

/** Also those that another tool has begun and not finished. */
export const selectApplied = (
  schema: string,
) => `SELECT migration_name AS name, checksum, finished_at FROM ${schema}_prisma_migrations
  WHERE rolled_back_at IS NULL ORDER BY migration_name`;

/** The table that Prisma's own tools keep, so that `prisma migrate status` understands our databases. */
const tableOfMigrations = (time: string) => `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at ${time},
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at ${time},
  started_at ${time} NOT NULL DEFAULT CURRENT_TIMESTAMP,
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;
const createTableOfMigrations = { sqlite: tableOfMigrations('DATETIME'), postgresql: tableOfMigrations('TIMESTAMPTZ') };

/** Name and checksum are ours: letters, digits and underscores. */
const recordOf = ({ name, checksum }: Migration) =>
  `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
   VALUES ('${randomUUID()}', '${checksum}', '${name}', CURRENT_TIMESTAMP, 1)`;
