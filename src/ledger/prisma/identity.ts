import { raw } from '@prisma/client/runtime/client';
import type { LedgerIdentity } from '../ledger.js';
import type { Database } from './database/database.js';

/** Which ledger it is, by its first and its last tick; null before the first. */
export async function loadIdentity({ client, tables }: Database): Promise<LedgerIdentity | null> {
  const [first] = await client.$queryRaw<{ id: string; last: number | bigint }[]>`
    SELECT id, (SELECT max(sequence) FROM ${raw(tables)}tick) AS last FROM ${raw(tables)}tick ORDER BY sequence LIMIT 1`;
  return first ? { firstTick: first.id, ticks: Number(first.last) } : null;
}
