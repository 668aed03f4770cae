import { setTimeout as delay } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../../generated/postgresql/client.js';
import type { Mode } from '../ledger.js';
import { type BareConnection, type Found, type MigrationRequest, migrate } from '../maintenance/migrate.js';
import type { Client, Database, LedgerTimeouts } from '../prisma/database/database.js';
import { createPool, setForTransaction } from './connect.js';
import { isDisconnected, isPassing, isUnanswered, translatePostgresqlError } from './errors.js';
import { type PostgresqlAddress, parsePostgresqlUrl } from './url.js';
import { takeWriteLock } from './write-lock.js';

/**
 * Opens the ledger in a PostgreSQL schema: to write, migrating it as needed; or to read, which changes nothing and gives
 * 'empty' where there is no ledger yet, 'older' for one of an older version. `beforeNew` is called before one is made; what it
 * throws leaves all as it is. A server that is down, starting, full or, to write, a standby is waited for, now and later; but
 * to read, it fails at once when nobody answers at the address, since that may be a wrong one.
 */
export async function openPostgresql(
  url: string,
  mode: Mode,
  timeouts: LedgerTimeouts,
  beforeNew?: () => void,
): Promise<Database | Exclude<Found, 'ready'>> {
  const address = parsePostgresqlUrl(url);
  const { schema, place } = address;
  const { connectTimeoutMs, lockTimeoutMs, recoveryTimeoutMs } = timeouts;
  const statementTimeoutMs = 2 * lockTimeoutMs;
  const pool = createPool(address, mode, { connectTimeoutMs, answerTimeoutMs: statementTimeoutMs + connectTimeoutMs });
  const settings = setForTransaction(schema, { lockTimeoutMs, statementTimeoutMs, idleTimeoutMs: lockTimeoutMs });
  const mayPass = (error: unknown) => isPassing(error) && (mode === 'write' || !isUnanswered(error));
  try {
    const opening = { mode, beforeNew };
    const preparing = () => prepare(pool, address, settings, opening);
    const found = await recovering(preparing, place, recoveryTimeoutMs, mayPass);
    if (found !== 'ready') {
      await pool.end();
      return found;
    }
  } catch (error) {
    await pool.end();
    throw error;
  }

  const adapter = new PrismaPg(pool, { schema });
  // The two generated clients differ in types only: SQLite's takes a subset of what PostgreSQL's does.
  const client = new PrismaClient({ adapter }) as unknown as Client;
  return {
    client,
    place,
    tables: tablesOf(schema),
    run: (query) => recovering(query, place, recoveryTimeoutMs),
    takeWriteLock: async (transaction) => {
      await transaction.$executeRawUnsafe(`${READ_COMMITTED}; ${settings}; ${takeWriteLock(schema)}`);
    },
    isCommitInDoubt: (error) => isDisconnected(error),
    close: async () => {
      await client.$disconnect();
      if (!pool.ending) await pool.end();
    },
  };
}

/** A turn must see what was committed while it was waited for, whatever the role or the database is set to. */
const READ_COMMITTED = 'SET TRANSACTION ISOLATION LEVEL READ COMMITTED';

async function prepare(
  pool: pg.Pool,
  { schema, place }: PostgresqlAddress,
  settings: string,
  opening: Pick<MigrationRequest, 'mode' | 'beforeNew'>,
): Promise<Found> {
  const client = await pool.connect();
  client.on('error', () => {}); // the query at hand fails and tells
  const query = async (text: string): Promise<Record<string, unknown>[]> => (await client.query(text)).rows;
  const connection: BareConnection = {
    query,
    tables: async () => (await query(selectTables(schema))).map(({ name }) => String(name)),
    script: async (text) => void (await client.query(text)),
  };
  try {
    const begin = `BEGIN; ${READ_COMMITTED}; ${settings}; ${takeWriteLock(schema)}; ${createSchema(schema)}`;
    return await migrate(connection, { provider: 'postgresql', ...opening, place, tables: tablesOf(schema), begin });
  } finally {
    client.release();
  }
}

/** For what is asked outside of a transaction. */
const tablesOf = (schema: string) => `${pg.escapeIdentifier(schema)}.`;

const literal = pg.escapeLiteral;

/** Without the tables of extensions. */
const selectTables = (schema: string) => `SELECT c.relname AS name
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = ${literal(schema)} AND c.relkind IN ('r', 'p') AND NOT EXISTS (
    SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
  )`;

/** Only where it is missing: a role without the right to create schemas may own this one. */
const createSchema = (schema: string) => `DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = ${literal(schema)}) THEN
      CREATE SCHEMA ${pg.escapeIdentifier(schema)};
    END IF;
  END $$`;

async function recovering<T>(
  query: () => Promise<T>,
  place: string,
  timeoutMs: number,
  mayPass = isPassing,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (let pauseMs = 50; ; pauseMs = Math.min(2 * pauseMs, 1000)) {
    try {
      return await query();
    } catch (error) {
      if (!mayPass(error) || performance.now() > deadline) throw translatePostgresqlError(error, place);
    }
    await delay(pauseMs * (0.5 + Math.random()));
  }
}
