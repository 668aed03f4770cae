/** Settings of a ledger, beneath the models. */
import type { TableDatabase } from './tables.js';

/** What a setting says; null where there is none of that name. */
export async function readSetting(database: TableDatabase, name: string): Promise<string | null> {
  const [row] = await database.query(`SELECT value FROM setting WHERE name = '${name}'`);
  return row ? String(row.value) : null;
}

/** Sets it, inside `write`. */
export async function putSetting(
  database: TableDatabase,
  { name, value, at }: { readonly name: string; readonly value: string; readonly at: Date },
): Promise<void> {
  const table = (await database.tables()).find((it) => it.name === 'setting');
  if (!table) throw new Error('a ledger has a table of settings');
  await removeSetting(database, name);
  const changed_at = at.toISOString().replace('Z', '+00:00');
  await database.insertJson(table, [JSON.stringify({ name, value, changed_at })]);
}

export async function removeSetting(database: TableDatabase, name: string): Promise<void> {
  await database.query(`DELETE FROM setting WHERE name = '${name}'`);
}
