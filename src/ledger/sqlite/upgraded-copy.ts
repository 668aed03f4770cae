import Sqlite from 'libsql';
import { migrations } from '../../generated/migrations.js';
import { copyTables } from '../maintenance/copy.js';
import { selectApplied } from '../maintenance/migrate.js';
import type { TableDatabase } from '../maintenance/tables.js';
import type { Database } from '../prisma/database/database.js';
import { translateSqliteError } from './errors.js';
import { databaseOn } from './open.js';
import { type Translated, tablesOf } from './tables.js';

/** One of the two takes the copy over, and ends it when it is closed. */
export interface UpgradedCopy {
  asDatabase(): Promise<Database>;
  /** The database's own check is that of the ledger itself. */
  asTables(): TableDatabase;
}

/**
 * Copies a ledger of an older version, in whichever database it is, and upgrades the copy by the same migrations: so it is
 * read without a change of the ledger, and without the right to change it. The copy is SQLite's temporary database, which is
 * in memory as long as it is small, has no name, and ends with its connection: https://sqlite.org/inmemorydb.html.
 * Takes over `source`. Throws a ledger CryptoBotError when it cannot be read.
 */
export async function copyUpgraded(source: TableDatabase): Promise<UpgradedCopy> {
  const copy = new Sqlite('');
  const translated: Translated = async (work) => {
    try {
      return await work();
    } catch (error) {
      throw translateSqliteError(error, `(a temporary copy of ${source.place})`);
    }
  };
  const tables = tablesOf(copy, source.place, NOBODY_ELSE_MS, translated);
  try {
    await translated(() => fill(copy, tables, source));
  } catch (error) {
    copy.close();
    await source.close();
    throw error;
  }
  return {
    asDatabase: async () => {
      await source.close();
      return databaseOn(source.place, async () => copy, NOBODY_ELSE_MS, translated);
    },
    asTables: () => ({
      ...tables,
      findDamage: source.findDamage,
      describeServer: source.describeServer,
      close: async () => {
        await source.close();
        await tables.close();
      },
    }),
  };
}

/** Nobody else has a connection to it. */
const NOBODY_ELSE_MS = 0;

/** The tables of the older version, with all rows of one moment; then the migrations that it lacks. */
async function fill(copy: Sqlite.Database, tables: TableDatabase, source: TableDatabase): Promise<void> {
  copy.exec('PRAGMA foreign_keys = OFF'); // rows that refer to none are for verify to tell
  await source.read(async () => {
    const applied = (await source.query(selectApplied(''))).map(({ name }) => name);
    for (const { name, sql } of migrations.sqlite) if (applied.includes(name)) copy.exec(sql);
    await tables.write(async () => copyTables(await source.tables(), source, tables, () => {}));
    copy.exec('PRAGMA foreign_keys = OFF'); // a migration may have ended with it on
    for (const { name, sql } of migrations.sqlite) if (!applied.includes(name)) copy.exec(sql);
  });
}
