import Sqlite from 'libsql';
import { whenFree } from './when-free.js';

/**
 * Opens an SQLite file so that what is committed survives a power cut. With a rollback journal the commit is the removal of
 * the journal: EXTRA also syncs the folder after it, without which the journal may come back and undo the commit.
 * Throws the driver's error.
 */
export async function connectSqlite(file: string, lockTimeoutMs: number): Promise<Sqlite.Database> {
  const database = new Sqlite(file);
  try {
    await whenFree(() => database.exec(DURABLY), lockTimeoutMs); // it reads the file, which a writer may be at work on
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The second is for macOS, and does nothing elsewhere. */
const DURABLY = 'PRAGMA synchronous = EXTRA; PRAGMA fullfsync = ON';
