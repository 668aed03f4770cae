import pg from 'pg';
import type { Mode } from '../ledger.js';
import { standbyError } from './errors.js';
import type { PostgresqlAddress } from './url.js';

declare module 'pg' {
  interface Client {
    /** What the connection's first message asks for, by name. */
    getStartupConf(): Record<string, string>;
    /** As the server told it when the connection was made. */
    readonly processID: number | null;
  }
}

/**
 * A connection that reads times as they are written, whatever the role or the database is set to. That is asked for in the
 * first message, as JDBC's driver does, since a pooler that lends its connections to one transaction after the other then
 * sees to it each time; all other settings are local to a transaction.
 */
class Client extends pg.Client {
  override getStartupConf(): Record<string, string> {
    return { ...super.getStartupConf(), DateStyle: 'ISO, MDY' };
  }
}

interface Timeouts {
  readonly connectTimeoutMs: number;
  /** The server is given up when it has not answered then. */
  readonly answerTimeoutMs: number;
}

/** One connection, which is not opened yet. */
export function createClient({ connection }: PostgresqlAddress, timeouts: Timeouts): pg.Client {
  const client = new Client({ ...connection, ...waiting(timeouts) });
  client.on('error', () => {}); // the query at hand fails and tells
  return client;
}

/** Some connections. To write, the server of each must be one that may: it fails with a standbyError where it only follows another. */
export function createPool({ connection }: PostgresqlAddress, mode: Mode, timeouts: Timeouts): pg.Pool {
  const onConnect = mode === 'write' ? { onConnect: refuseStandby } : {};
  const pool = new pg.Pool({ ...connection, ...waiting(timeouts), ...onConnect, max: 4, Client });
  pool.on('error', () => {}); // an idle connection was cut: the next query opens another
  return pool;
}

async function refuseStandby(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query('SELECT pg_is_in_recovery() AS standby');
  if (rows[0].standby === true) throw standbyError();
}

function waiting({ connectTimeoutMs, answerTimeoutMs }: Timeouts): pg.ClientConfig {
  return { connectionTimeoutMillis: connectTimeoutMs, query_timeout: answerTimeoutMs, keepAlive: true };
}

interface Limits {
  readonly lockTimeoutMs: number;
  readonly statementTimeoutMs: number;
  /** A host that has vanished must not keep its turn for longer. */
  readonly idleTimeoutMs: number;
}

/**
 * SQL for the beginning of a transaction: where its tables are, and how long it waits. It holds for this transaction only,
 * since behind a pooler the next one on the same connection may be another client's.
 */
export function setForTransaction(
  schema: string,
  { lockTimeoutMs, statementTimeoutMs, idleTimeoutMs }: Limits,
): string {
  const settings = {
    search_path: pg.escapeIdentifier(schema),
    lock_timeout: lockTimeoutMs,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: idleTimeoutMs,
  };
  return Object.entries(settings)
    .map(([name, value]) => `SET LOCAL ${name} = ${value}`)
    .join('; ');
}
