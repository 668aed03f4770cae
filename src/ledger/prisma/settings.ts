/** What a ledger is set to, or has cached, by name. */
import type { Client, Transaction } from './database/database.js';

/** Null for what it never was. */
export async function loadSetting(client: Client | Transaction, name: string): Promise<string | null> {
  const row = await client.setting.findUnique({ where: { name } });
  return row?.value ?? null;
}

/** Sets it to what `change` makes of it, and gives that. */
export async function changeSetting(
  transaction: Transaction,
  name: string,
  change: (before: string | null) => string,
  changedAt: Date,
): Promise<string> {
  const before = await loadSetting(transaction, name);
  const value = change(before);
  if (before === null) await transaction.setting.createMany({ data: { name, value, changedAt } });
  else await transaction.setting.updateMany({ where: { name }, data: { value, changedAt } });
  return value;
}
