import type { CoinId, Position } from '../core/model.js';
import { Decimal, type Decimal as DecimalValue, toExactString } from '../core/money.js';
import { applyFill, emptyPosition } from '../core/portfolio.js';
import { type KeptPosition, positionDifferences } from '../core/position-differences.js';
import { ledgerError } from '../errors.js';
import type { Row, TableDatabase } from './tables.js';

/** What the transactions make, and how many of them say no readable amount and are left out. */
export interface Fold {
  readonly positions: ReadonlyMap<CoinId, Position>;
  readonly unreadable: number;
}

/** Folds all transactions into positions. Exact, in batches: memory is that of the positions. */
export async function foldTransactions(database: TableDatabase): Promise<Fold> {
  const positions = new Map<CoinId, Position>();
  let unreadable = 0;
  for await (const batch of database.stream(SELECT_TRANSACTIONS)) {
    for (const row of batch) {
      const [quantity, price, fee] = [readAmount(row.quantity), readAmount(row.price), readAmount(row.fee)];
      if (!quantity || !price || !fee) {
        unreadable += 1;
        continue;
      }
      const coin = String(row.coin);
      const position = positions.get(coin) ?? emptyPosition(coin);
      positions.set(coin, applyFill(position, { quantity, price, fee, at: NO_TIME }));
    }
  }
  return { positions, unreadable };
}

const SELECT_TRANSACTIONS = `SELECT coin_id AS coin, quantity, price, fee FROM transaction_history`;

/** A position does not depend on when. */
const NO_TIME = new Date(0);

export async function loadKeptPositions(database: TableDatabase): Promise<KeptPosition[]> {
  const rows = await database.query('SELECT coin_id, buy_count, quantity, cost_basis FROM position ORDER BY coin_id');
  return rows.map((row) => ({
    coin: String(row.coin_id),
    buyCount: Number(row.buy_count),
    quantity: readAmount(row.quantity),
    costBasis: readAmount(row.cost_basis),
  }));
}

/**
 * Makes the positions anew from the transactions, alone among writers, and gives what was wrong before. Throws a ledger
 * CryptoBotError when not every transaction can be read: then nothing is changed.
 */
export function repairPositions(database: TableDatabase): Promise<string[]> {
  return database.write(async () => {
    const { positions, unreadable } = await foldTransactions(database);
    if (unreadable > 0)
      throw ledgerError(
        `positions cannot be made from transactions of which ${unreadable} cannot be read: restore a backup; nothing was changed`,
      );
    const differences = positionDifferences(await loadKeptPositions(database), positions);
    if (differences.length > 0) await replacePositions(database, [...positions.values()]);
    return differences.map(({ coin, problem }) => `${coin}: ${problem}`);
  });
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

export function readAmount(value: unknown): DecimalValue | null {
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? new Decimal(value) : null;
}
