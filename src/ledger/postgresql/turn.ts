import { createHash } from 'node:crypto';

/**
 * SQL that waits, inside a transaction, until no other writer of the schema is at work; the turn ends with the transaction.
 * The lock's key is a hash of the schema's name, and counts within one database.
 */
export function waitForTurn(schema: string): string {
  const key = createHash('sha256').update(`crypto-bot ${schema}`).digest().readBigInt64BE();
  return `SELECT pg_advisory_xact_lock(${key})`;
}
