import type { Seen } from '../ledger.js';
import type { Transaction } from './database.js';

/** Caches the categories that were fetched, and remembers the members. */
export async function saveUniverse(
  transaction: Transaction,
  { fetchedCategories, members }: Pick<Seen, 'fetchedCategories' | 'members'>,
): Promise<void> {
  for (const { name, day, coins } of fetchedCategories) {
    await transaction.category.deleteMany({ where: { name } });
    await transaction.category.createMany({ data: { name, day, coins: JSON.stringify(coins) } });
  }
  await transaction.universeMember.deleteMany({});
  if (members.length > 0) await transaction.universeMember.createMany({ data: members.map((coinId) => ({ coinId })) });
}
