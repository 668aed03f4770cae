import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../../generated/postgresql/client.js';
import type { Mode } from '../ledger.js';
import { type BareConnection, migrate } from '../maintenance/migrate.js';
import type { Client, Database, Patience } from '../prisma/database.js';
import { isPassing, isUnanswered, translatePostgresqlError } from './errors.js';
import { type PostgresqlAddress, parsePostgresqlUrl } from './url.js';

/**
 * Opens the ledger in a PostgreSQL schema: to write, migrating it as needed; or to read, which changes nothing and gives
 * null when there is no ledger yet. A server that is down, starting or full is waited for, now and later; but whoever
 * only wants to read is told at once when nobody answers at the address, for it may be a wrong one.
 */
export async function openPostgresql(url: string, mode: Mode, patience: Patience): Promise<Database | null> {
  const address = parsePostgresqlUrl(url);
  const { schema, place } = address;
  const pool = createPool(address, patience);
  const mayPass = (error: unknown) => isPassing(error) && (mode === 'write' || !isUnanswered(error));
  try {
    const preparing = recovering(() => prepare(pool, address, mode), place, patience.recoveryTimeoutMs, mayPass);
    if ((await preparing) === 'empty') {
      await pool.end();
      return null;
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
    run: (query) => recovering(query, place, patience.recoveryTimeoutMs),
    takeTurn: async (transaction) => {
      await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${lockKey(schema)})`;
    },
    close: async () => {
      await client.$disconnect();
      if (!pool.ending) await pool.end();
    },
  };
}

const literal = pg.escapeLiteral;

function createPool({ schema, connection }: PostgresqlAddress, patience: Patience): pg.Pool {
  const { connectTimeoutMs, lockTimeoutMs } = patience;
  const statementTimeoutMs = 2 * lockTimeoutMs;
  const settings = {
    search_path: pg.escapeIdentifier(schema),
    DateStyle: 'ISO', // as Prisma reads times, whatever the role or the database is set to
    default_transaction_isolation: 'read committed', // a turn must see what was committed while it was waited for
    lock_timeout: lockTimeoutMs,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: lockTimeoutMs, // a host that vanished must not keep its turn
  };
  const set = Object.entries(settings).map(
    ([name, value]) => `set_config('${name}', ${literal(String(value))}, false)`,
  );
  const pool = new pg.Pool({
    ...connection,
    max: 4,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: statementTimeoutMs + connectTimeoutMs,
    keepAlive: true,
    onConnect: async (client) => void (await client.query(`SELECT ${set.join(', ')}`)),
  });
  pool.on('error', () => {}); // an idle connection was cut: the next query opens another
  return pool;
}

async function prepare(pool: pg.Pool, { schema, place }: PostgresqlAddress, mode: Mode): Promise<'ready' | 'empty'> {
  const client = await pool.connect();
  client.on('error', () => {}); // the query at hand fails and tells
  const query = async (text: string): Promise<Record<string, unknown>[]> => (await client.query(text)).rows;
  const connection: BareConnection = {
    query,
    tables: async () => (await query(selectTables(schema))).map(({ name }) => String(name)),
    script: async (text) => void (await client.query(text)),
  };
  try {
    return await migrate(connection, { provider: 'postgresql', mode, place, begin: begin(schema) });
  } finally {
    client.release();
  }
}

/** Those of extensions are nobody's. */
const selectTables = (schema: string) => `SELECT c.relname AS name
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = ${literal(schema)} AND c.relkind IN ('r', 'p') AND NOT EXISTS (
    SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
  )`;

/** The schema is created only where it is missing: a role without the right to create schemas may own this one. */
const begin = (schema: string) => `BEGIN;
  SELECT pg_advisory_xact_lock(${lockKey(schema)});
  DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = ${literal(schema)}) THEN
      CREATE SCHEMA ${pg.escapeIdentifier(schema)};
    END IF;
  END $$`;

/** Writers of one schema take turns by this lock, in whatever database it is: its key is a hash of the schema's name. */
export function lockKey(schema: string): bigint {
  return createHash('sha256').update(`crypto-bot ${schema}`).digest().readBigInt64BE();
}

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
