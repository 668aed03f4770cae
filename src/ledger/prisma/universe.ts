import type { CoinId } from '../../core/model.js';
import type { CategoryCoins } from '../../core/universe.js';
import type { Seen } from '../ledger.js';
import type { Client, Transaction } from './database/database.js';
import { insertRows } from './database/statements.js';
import { wordColumns } from './rows/columns.js';
import { damagedError, type Row, readDay, readOneOf, safelyParsed } from './rows/rows.js';

export async function loadCategories(client: Client): Promise<CategoryCoins[]> {
  return (await client.category.findMany()).map(readCategory);
}

export async function loadMembers(client: Client): Promise<CoinId[]> {
  return (await client.universeMember.findMany({ orderBy: { coinId: 'asc' } })).map((row) => row.coinId);
}

/** Caches the categories that were fetched, and remembers the members, where they are new. */
export async function saveUniverse(
  transaction: Transaction,
  { fetchedCategories, members }: Pick<Seen, 'fetchedCategories' | 'members'>,
): Promise<void> {
  for (const { name, day, coins } of fetchedCategories) {
    await transaction.category.deleteMany({ where: { name } });
    await transaction.category.createMany({ data: { name, day, coins: JSON.stringify(coins) } });
  }
  if (!members) return;
  await transaction.universeMember.deleteMany({});
  const rows = members.map((coinId) => ({ coinId }));
  await insertRows(transaction, 'universe_member', rows);
}

function readCategory({ name, day, coins }: Row<'Category'>): CategoryCoins {
  const listed = parseCoins(coins);
  if (!listed) throw damagedError('category', name, 'coins', coins);
  return {
    name: readOneOf(wordColumns.category.name, 'category', name, 'name', name),
    day: readDay('category', name, day),
    coins: listed,
  };
}

/** The coins of a category; null when it is no JSON list of texts. */
export function parseCoins(json: string): string[] | null {
  const listed = safelyParsed(json);
  return Array.isArray(listed) && listed.every((coin) => typeof coin === 'string') ? listed : null;
}
