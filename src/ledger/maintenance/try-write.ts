import type { TableDatabase } from './tables.js';

/** Writes a row as a run would, and takes it back before anyone sees it. Throws a ledger CryptoBotError when it cannot. */
export async function tryWrite(database: TableDatabase): Promise<void> {
  const undone = new Error('nothing is to be kept');
  try {
    await database.write(async () => {
      await database.query(INSERT);
      throw undone;
    });
  } catch (error) {
    if (error !== undone) throw error;
  }
}

const INSERT = `INSERT INTO setting (name, value, changed_at) VALUES ('doctor', '', CURRENT_TIMESTAMP)`;
