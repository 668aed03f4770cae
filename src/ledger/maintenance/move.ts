import { isInDoubt } from '../in-doubt.js';
import { MOVED_TO } from '../moved.js';
import { type CopyProgress, copyLedger } from './copy.js';
import type { TableDatabase } from './tables.js';

/**
 * Copies a ledger as `copyLedger` does, and marks the source as moved: no run writes into it from then on. The mark comes first, so
 * that no purchase is made in the source after the copy has begun, whatever dies. A copy that is known to have failed takes
 * its mark back; where that is not known, the mark stays.
 */
export async function moveLedger(
  source: TableDatabase,
  target: TableDatabase,
  at: Date,
  onProgress: (progress: CopyProgress) => void,
): Promise<Record<string, number>> {
  const wasMoved = await source.write(async () => {
    const before = await source.query(`SELECT 1 FROM setting WHERE name = '${MOVED_TO}'`);
    await forgetMove(source);
    await markAsMoved(source, target.place, at);
    return before.length > 0;
  });
  try {
    return await copyLedger(source, target, onProgress);
  } catch (error) {
    if (!wasMoved && !isInDoubt(error)) await source.write(() => forgetMove(source));
    throw error;
  }
}

async function markAsMoved(source: TableDatabase, place: string, at: Date): Promise<void> {
  const table = (await source.tables()).find(({ name }) => name === 'setting');
  if (!table) throw new Error('a ledger has a table of settings');
  const changed_at = at.toISOString().replace('Z', '+00:00');
  await source.insertJson(table, [JSON.stringify({ name: MOVED_TO, value: place, changed_at })]);
}

async function forgetMove(source: TableDatabase): Promise<void> {
  await source.query(`DELETE FROM setting WHERE name = '${MOVED_TO}'`);
}
