import { createHash } from 'node:crypto';

/**
 * SQL that takes the write lock of a schema, inside a transaction: it waits until no other writer has it, and the end of the
 * transaction releases it. The key of the lock is a hash of the schema's name; it is valid within one database.
 */
export function takeWriteLock(schema: string): string {
  const key = createHash('sha256').update(`crypto-bot ${schema}`).digest().readBigInt64BE();
  return `SELECT pg_advisory_xact_lock(${key})`;
}
