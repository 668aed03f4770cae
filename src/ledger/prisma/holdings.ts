/** Coins as they were last seen, and what is held of them. */
import type { Sighting } from '../../core/limits/rank.js';
import type { CoinId, Position } from '../../core/model.js';
import { toExactString } from '../../core/money.js';
import type { Holding } from '../../core/portfolio.js';
import type { Client } from './database/database.js';
import { amountReader, type Row, readTime } from './rows/rows.js';

export async function loadHoldings(client: Client): Promise<Holding[]> {
  const rows = await client.position.findMany({ include: { coin: true }, orderBy: { coinId: 'asc' } });
  return rows.map(readHolding);
}

export async function loadLastSeen(client: Client, coins: readonly CoinId[]): Promise<Sighting[]> {
  if (coins.length === 0) return [];
  return (await client.crypto.findMany({ where: { id: { in: [...coins] } }, select: SIGHTING })).map(readSighting);
}

const SIGHTING = {
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

function readSighting(row: Pick<Row<'Crypto'>, keyof typeof SIGHTING>): Sighting {
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
