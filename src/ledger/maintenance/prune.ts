import { PRUNED_BEFORE } from '../pruned.js';
import { putSetting, readSetting } from './setting.js';
import type { Row, TableDatabase } from './tables.js';
import { referringDecisions } from './verify/verify-midnights.js';

/** What a pruning deletes, or would delete: rows, and the bytes of what they say. */
export interface Pruning {
  readonly decisions: number;
  readonly midnights: number;
  readonly bytes: number;
}

/**
 * Counts the decisions before a UTC day, YYYY-MM-DD, and the midnights before it that no later decision refers to. Inside
 * `read` or `write`. A price of zero is no midnight of a decision: it says that the market was asked.
 */
export async function findPrunable(database: TableDatabase, before: string): Promise<Pruning> {
  const { decisions, bytes } = await countDecisions(database, before);
  let [midnights, more] = [0, 0];
  for await (const batch of unreferred(database, before)) {
    midnights += batch.length;
    more += batch.reduce((total, row) => total + Number(row.bytes), 0);
  }
  return { decisions, midnights, bytes: bytes + more };
}

/**
 * Deletes them in one transaction. Ticks, orders, fills, cash and sums stay. The ledger keeps the day, so that a tick that is
 * under way refers to no midnight that is gone.
 */
export function pruneDecisions(database: TableDatabase, before: string, at: Date): Promise<Pruning> {
  return database.write(async () => {
    const found = await findPrunable(database, before);
    const days: Row[] = [];
    for await (const batch of unreferred(database, before)) days.push(...batch);
    await database.query(`DELETE FROM decision WHERE ${isBefore(before)}`);
    for (let first = 0; first < days.length; first += DAYS_PER_DELETE) {
      const some = days
        .slice(first, first + DAYS_PER_DELETE)
        .map(({ coin_id, day }) => `(${text(coin_id)}, ${text(day)})`);
      await database.query(`DELETE FROM daily_price WHERE (coin_id, day) IN (VALUES ${some.join(', ')})`);
    }
    const earlier = await readSetting(database, PRUNED_BEFORE);
    if (earlier === null || earlier < before) await putSetting(database, { name: PRUNED_BEFORE, value: before, at });
    return found;
  });
}

const DAYS_PER_DELETE = 500;

/** As both databases write a time. */
const isBefore = (day: string) => `decided_at < '${day}T00:00:00.000+00:00'`;

function text(value: unknown): string {
  return `'${String(value).replaceAll("'", "''")}'`;
}

async function countDecisions(database: TableDatabase, before: string): Promise<{ decisions: number; bytes: number }> {
  const columns = ['tick_id', 'coin_id', 'symbol', 'price', 'average', 'action', 'reason', 'inputs'];
  const length = columns.map((column) => `coalesce(length(${column}), 0)`).join(' + ');
  const [row] = await database.query(
    `SELECT count(*) AS n, coalesce(sum(${length}), 0) AS bytes FROM decision WHERE ${isBefore(before)}`,
  );
  return { decisions: Number(row?.n), bytes: Number(row?.bytes) };
}

/** The days of coins, with all their versions, that only the decisions before a day refer to. Memory is that of the midnights. */
async function* unreferred(database: TableDatabase, before: string): AsyncGenerator<readonly Row[]> {
  const referred = new Set<string>();
  for await (const { coin, midnights } of referringDecisions(database, `NOT ${isBefore(before)}`))
    for (const { day } of midnights) referred.add(`${coin} ${day}`);
  const days = `SELECT coin_id, day, sum(length(coin_id) + length(day) + length(price)) AS bytes FROM daily_price
    WHERE day < '${before}' GROUP BY coin_id, day HAVING max(price) <> '0' ORDER BY coin_id, day`;
  for await (const batch of database.stream(days))
    yield batch.filter(({ coin_id, day }) => !referred.has(`${coin_id} ${day}`));
}
