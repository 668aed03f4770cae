import { ledgerError } from '../errors.js';
import type { Mode } from './database.js';
import { openDatabase, PATIENCE } from './open.js';
import type { TableDatabase } from './tables.js';

/**
 * Opens a ledger's tables: to write, making them if need be; or to read. Throws a ledger CryptoBotError when there is no
 * ledger to read, and what openLedger throws.
 */
export async function openTables(url: string, mode: Mode, lockTimeoutMs: number): Promise<TableDatabase> {
  const patience = { ...PATIENCE, lockTimeoutMs, recoveryTimeoutMs: lockTimeoutMs };
  const database = await openDatabase(url, mode, patience); // whether it is ours, and of this version
  const { connect, place, isMissing } = /^file:/i.test(url)
    ? (await import('./tables-sqlite.js')).sqliteTables(url)
    : (await import('./tables-postgresql.js')).postgresqlTables(url);
  if (!database)
    throw ledgerError(
      `${place} ${isMissing() ? 'does not exist' : 'holds no ledger'}: check the name, or give another one with --db`,
    );
  await database.close();
  return connect(patience);
}
