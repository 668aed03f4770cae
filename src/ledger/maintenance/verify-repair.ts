import type { Position } from '../../core/model.js';
import { toExactString } from '../../core/money.js';
import { ledgerError } from '../../errors.js';
import type { Row, TableDatabase } from './tables.js';
import { checksOf } from './verify/verify-checks.js';
import { findWrongPositions } from './verify/verify-positions.js';

/** Says what will be changed, all of it. */
type Announce = (changes: readonly string[]) => Promise<void>;

/**
 * Makes the positions anew from the transactions, alone among writers, once it has announced what that changes. Throws a
 * ledger CryptoBotError when fills or orders are wrong, since positions made from them would be wrong, too: then nothing is
 * announced or changed. Returns what was announced.
 */
export function repairPositions(database: TableDatabase, announce: Announce): Promise<readonly string[]> {
  return database.write(async () => {
    await refuseWrongFills(database);
    const { problems, folded } = await findWrongPositions(database);
    await announce(problems);
    if (problems.length > 0) await replacePositions(database, [...folded.values()]);
    return problems;
  });
}

async function refuseWrongFills(database: TableDatabase): Promise<void> {
  const checks = checksOf(await database.tables(), database).filter(({ underPositions }) => underPositions);
  for (const { check, find } of checks) {
    const [problem] = await find(database);
    if (problem)
      throw ledgerError(
        `positions cannot be made from transactions while this is wrong: ${check} (${problem}). Restore a backup with crypto-bot restore FILE; nothing was changed`,
      );
  }
}

async function replacePositions(database: TableDatabase, positions: readonly Position[]): Promise<void> {
  const table = (await database.tables()).find(({ name }) => name === 'position');
  if (!table) throw new Error('a ledger has a table of positions');
  const rows = positions.map(({ coin, buyCount, quantity, costBasis }): Row => {
    return {
      coin_id: coin,
      buy_count: buyCount,
      quantity: toExactString(quantity),
      cost_basis: toExactString(costBasis),
    };
  });
  await database.query('DELETE FROM position');
  await database.insertJson(
    table,
    rows.map((row) => JSON.stringify(row)),
  );
}
