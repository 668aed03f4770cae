import type { Transaction } from './database.js';
import type { Seen } from './ledger.js';

/** Caches the categories that were fetched, and remembers the members where something depends on them. */
export async function saveUniverse(
  transaction: Transaction,
  { fetchedCategories, members }: Pick<Seen, 'fetchedCategories' | 'members'>,
): Promise<void> {
  for (const { name, day, coins } of fetchedCategories) {
    await transaction.category.deleteMany({ where: { name } });
    await transaction.category.createMany({ data: { name, day, coins: JSON.stringify(coins) } });
  }
  if (members) {
    await transaction.universeMember.deleteMany({});
    await transaction.universeMember.createMany({ data: members.map((coinId) => ({ coinId })) });
  }
}
