import type { CoinId, Position } from '../../../core/model.js';
import { applyFill, emptyPosition } from '../../../core/portfolio.js';
import { type KeptPosition, positionDifferences } from '../../../core/position-differences.js';
import { legible, readAmount, textOrNull } from '../readable.js';
import type { TableDatabase } from '../tables.js';

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
      const fill = { quantity, price, fee, feeCurrency: textOrNull(row.fee_currency), at: NO_TIME };
      const buy = { pair: textOrNull(row.pair), isFirst: Number(row.is_first) === 1 };
      positions.set(coin, applyFill(position, fill, buy));
    }
  }
  return positions;
}

/** An order counts as one buy, by the first of its fills. */
const SELECT_TRANSACTIONS = `SELECT t.coin_id AS coin, t.quantity, t.price, t.fee, t.fee_currency, o.pair,
    CASE WHEN EXISTS (
      SELECT 1 FROM transaction_history e WHERE e.order_id = t.order_id AND e.trade_id < t.trade_id
    ) THEN 0 ELSE 1 END AS is_first
  FROM transaction_history t LEFT JOIN orders o ON o.id = t.order_id`;

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
  return { problems: differences.map(({ coin, problem }) => legible(`${coin}: ${problem}`)), folded };
}
