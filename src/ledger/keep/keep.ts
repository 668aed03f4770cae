import { type CopyProgress, refuseFilled } from '../maintenance/copy.js';
import { BATCH_ROWS, type TableDatabase } from '../maintenance/tables.js';
import type { Memory } from '../memory/memory.js';
import { keptRows } from './kept-rows.js';

/** What to do where a ledger is not empty. */
export const NEW_ONE = 'keep the backtest in a new one';

/**
 * Writes a ledger in memory, with its history, into an empty one of a database, in one transaction: there is all of it, or
 * nothing. Throws a config CryptoBotError when that is not empty.
 */
export function keepMemory(
  memory: Memory,
  target: TableDatabase,
  onProgress: (progress: CopyProgress) => void,
): Promise<void> {
  return target.write(async () => {
    await refuseFilled(target, NEW_ONE);
    const kept = keptRows(memory);
    const totalRows = Object.values(kept).reduce((total, { count }) => total + count, 0);
    let rows = 0;
    for (const table of await target.tables()) {
      const { count = 0, row = () => '' } = kept[table.name] ?? {};
      for (let first = 0; first < count; first += BATCH_ROWS) {
        onProgress({ table: table.name, rows, totalRows });
        const batch = Array.from({ length: Math.min(BATCH_ROWS, count - first) }, (_, index) => row(first + index));
        await target.insertJson(table, batch);
        rows += batch.length;
      }
    }
  });
}
