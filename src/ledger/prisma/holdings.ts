/** Coins as they were last seen, and what is held of them. */
import type { SeenCoin } from '../../core/limits/rank.js';
import type { CoinId, Position } from '../../core/model.js';
import { toExactString } from '../../core/money.js';
import type { Holding } from '../../core/portfolio.js';
import type { Client } from './database/database.js';
import { amountReader, type Row, readTime } from './rows/rows.js';

export async function loadHoldings(client: Client): Promise<Holding[]> {
  const rows = await client.position.findMany({ include: { coin: true }, orderBy: { coinId: 'asc' } });
  return rows.map(readHolding);
}

export async function loadLastSeen(client: Client, coins: readonly CoinId[]): Promise<SeenCoin[]> {
  if (coins.length === 0) return [];
  return (await client.crypto.findMany({ where: { id: { in: [...coins] } }, select: SEEN_COIN })).map(readSeenCoin);
}

const SEEN_COIN = {
  id: true,
  currentPrice: true,
  marketCapRank: true,
  fetchedAt: true,
  believedRank: true,
  doubtedSince: true,
} as const;

export function readPosition(row: Row<'Position'>): Position {
  const amount = amountReader('position', row.coinId);
  return {
    coin: row.coinId,
    buyCount: row.buyCount,
    quantity: amount('quantity', row.quantity),
    costBasis: amount('cost_basis', row.costBasis),
  };
}

function readHolding(row: Row<'Position'> & { readonly coin: Row<'Crypto'> }): Holding {
  const { id, symbol, name, currentPrice, fetchedAt } = row.coin;
  return {
    ...readPosition(row),
    symbol,
    name,
    price: amountReader('crypto', id)('current_price', currentPrice),
    priceAt: readTime('crypto', id, 'fetched_at', fetchedAt),
  };
}

export function positionRow({ coin, buyCount, quantity, costBasis }: Position): Row<'Position'> {
  return { coinId: coin, buyCount, quantity: toExactString(quantity), costBasis: toExactString(costBasis) };
}

function readSeenCoin(row: Pick<Row<'Crypto'>, keyof typeof SEEN_COIN>): SeenCoin {
  const { id, currentPrice, marketCapRank, fetchedAt, believedRank, doubtedSince } = row;
  return {
    coin: id,
    price: amountReader('crypto', id)('current_price', currentPrice),
    at: readTime('crypto', id, 'fetched_at', fetchedAt),
    seenRank: marketCapRank,
    believedRank,
    doubtedSince: doubtedSince && readTime('crypto', id, 'doubted_since', doubtedSince),
  };
}
