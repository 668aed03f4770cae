import type pg from 'pg';
import type { ServerReport } from '../maintenance/tables.js';

/** Asks a server, over an open connection, what a ledger in it depends on. `ours` is true of a table c of the ledger. */
export async function describeServer(client: pg.Client, ours: string): Promise<ServerReport> {
  const { rows } = await client.query(
    `SELECT current_setting('server_version') AS version, pg_is_in_recovery() AS standby, pg_backend_pid() AS pid`,
  );
  const refused = await client.query(selectRefused(ours));
  const { version, standby, pid } = rows[0];
  return {
    version: String(version),
    isStandby: standby === true,
    isEncrypted: 'encrypted' in client.connection.stream,
    isLocal: isLocal(client.host),
    isPooled: Number(pid) !== client.processID, // a pooler tells a number of its own
    refusedTables: refused.rows.map(({ name }) => String(name)),
  };
}

const RIGHTS = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];

const selectRefused = (ours: string) => `SELECT c.relname AS name FROM pg_class c
  WHERE ${ours} AND NOT (${RIGHTS.map((right) => `has_table_privilege(c.oid, '${right}')`).join(' AND ')})
  ORDER BY c.relname`;

/** The folder of a socket, or an address of this machine. */
function isLocal(host: string): boolean {
  return /^(\/|localhost$|127\.|::1$)/.test(host);
}
