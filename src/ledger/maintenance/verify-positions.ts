import type { CoinId, Position } from '../../core/model.js';
import { Decimal, type Decimal as DecimalValue } from '../../core/money.js';
import { applyFill, emptyPosition } from '../../core/portfolio.js';
import { type KeptPosition, positionDifferences } from '../../core/position-differences.js';
import type { TableDatabase } from './tables.js';

/**
 * Folds all transactions into positions, but those that say no readable amount: another check tells them. Exact, in batches:
 * memory is that of the positions.
 */
async function foldTransactions(database: TableDatabase): Promise<ReadonlyMap<CoinId, Position>> {
  const positions = new Map<CoinId, Position>();
  for await (const batch of database.stream(SELECT_TRANSACTIONS)) {
    for (const row of batch) {
      const [quantity, price, fee] = [readAmount(row.quantity), readAmount(row.price), readAmount(row.fee)];
      if (!quantity || !price || !fee) continue;
      const coin = String(row.coin);
      const position = positions.get(coin) ?? emptyPosition(coin);
      positions.set(coin, applyFill(position, { quantity, price, fee, feeCurrency: null, at: NO_TIME }));
    }
  }
  return positions;
}

const SELECT_TRANSACTIONS = `SELECT coin_id AS coin, quantity, price, fee FROM transaction_history`;

/** A position does not depend on when. */
const NO_TIME = new Date(0);

async function loadKeptPositions(database: TableDatabase): Promise<KeptPosition[]> {
  const rows = await database.query('SELECT coin_id, buy_count, quantity, cost_basis FROM position ORDER BY coin_id');
  return rows.map((row) => ({
    coin: String(row.coin_id),
    buyCount: Number(row.buy_count),
    quantity: readAmount(row.quantity),
    costBasis: readAmount(row.cost_basis),
  }));
}

/** Where the positions that are kept are not what the transactions make, which are folded for it: a line each. */
export async function findWrongPositions(
  database: TableDatabase,
): Promise<{ readonly problems: string[]; readonly folded: ReadonlyMap<CoinId, Position> }> {
  const folded = await foldTransactions(database);
  const differences = positionDifferences(await loadKeptPositions(database), folded);
  return { problems: differences.map(({ coin, problem }) => printable(`${coin}: ${problem}`)), folded };
}

/** What a damaged row says may be anything. */
export function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, '?').slice(0, 300);
}

export function readAmount(value: unknown): DecimalValue | null {
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? new Decimal(value) : null;
}
