import type { CoinId } from '../../core/model.js';
import type { CategoryCoins } from '../../core/universe.js';
import type { Seen } from '../ledger.js';
import type { Client, Transaction } from './database/database.js';
import { insertRows } from './database/statements.js';
import { readCategory } from './rows/category-rows.js';

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
