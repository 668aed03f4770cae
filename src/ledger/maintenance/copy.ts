import { configError, ledgerError } from '../../errors.js';
import { MOVED_TO } from '../moved.js';
import { removeSetting } from './setting.js';
import type { Table, TableDatabase } from './tables.js';

/** How far a copy has come. */
export interface CopyProgress {
  readonly table: string;
  readonly rows: number;
  readonly totalRows: number;
}

/**
 * Copies every table of one ledger into another, which must be empty, in one transaction: the target then has all of one
 * moment of the source, or nothing; but for the mark of a ledger that was moved, since the copy is another one. Throws a config
 * CryptoBotError when the target is not empty. Returns the rows of each table.
 */
export function copyLedger(
  source: TableDatabase,
  target: TableDatabase,
  onProgress: (progress: CopyProgress) => void,
): Promise<Record<string, number>> {
  return target.write(async () => {
    await refuseFilled(target, 'copy to a new one with --to');
    const counts = await source.read(async () => copyTables(await source.tables(), source, target, onProgress));
    await removeSetting(target, MOVED_TO);
    return { ...counts, setting: await countRows('setting', target) };
  });
}

/** Copies rows of tables, in the order given, inside a transaction of each database. Returns the rows of each table. */
export async function copyTables(
  tables: readonly Table[],
  source: TableDatabase,
  target: TableDatabase,
  onProgress: (progress: CopyProgress) => void,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name } of tables) counts[name] = await countRows(name, source);
  const totalRows = Object.values(counts).reduce((total, count) => total + count, 0);

  let rows = 0;
  let arrival = Promise.resolve(); // the next batch is read while one is written
  for (const table of tables) {
    onProgress({ table: table.name, rows, totalRows });
    for await (const batch of source.stream(source.selectJson(table))) {
      await arrival;
      onProgress({ table: table.name, rows, totalRows });
      const values = batch.map(({ row }) => String(row));
      arrival = target.insertJson(table, values);
      arrival.catch(() => {}); // whoever waits for it is told
      rows += batch.length;
    }
    await arrival;
    onProgress({ table: table.name, rows, totalRows });
    const arrived = await countRows(table.name, target);
    if (arrived !== counts[table.name])
      throw ledgerError(
        `of ${counts[table.name]} rows of ${table.name} only ${arrived} have arrived; nothing was copied: try again`,
      );
  }
  return counts;
}

/** Throws a config CryptoBotError that says what to do when a table has rows; in a transaction. */
export async function refuseFilled(target: TableDatabase, whatToDo: string): Promise<void> {
  for (const { name } of await target.tables()) {
    const [found] = await target.query(`SELECT 1 FROM "${name}" LIMIT 1`);
    if (found) throw configError(`${target.place} is not empty (it has rows in the table ${name}): ${whatToDo}`);
  }
}

async function countRows(name: string, database: TableDatabase): Promise<number> {
  const [counted] = await database.query(`SELECT count(*) AS n FROM "${name}"`);
  return Number(counted?.n);
}
