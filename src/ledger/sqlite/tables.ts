import { existsSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type Sqlite from 'libsql';
import {
  BATCH_ROWS,
  type Column,
  describeTables,
  type Row,
  TABLE_OF_MIGRATIONS,
  type TableAddress,
  type TableDatabase,
} from '../maintenance/tables.js';
import { connectSqlite } from './connect.js';
import { translateSqliteError } from './errors.js';
import { filePath } from './url.js';
import { whenFree } from './when-free.js';

/** A ledger's tables in an SQLite file. */
export function sqliteTables(url: string): TableAddress {
  const file = filePath(url);
  const place = `the ledger ${file}`;
  const translated = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw translateSqliteError(error, file);
    }
  };

  return {
    place,
    isMissing: () => !existsSync(file),
    connect: async ({ lockTimeoutMs }) => {
      const database = await translated(() => connectSqlite(file, lockTimeoutMs));
      await translated(() => database.exec(`PRAGMA busy_timeout = ${lockTimeoutMs}; PRAGMA cache_size = -${CACHE_KB}`));
      return tablesOf(database, place, lockTimeoutMs, translated);
    },
  };
}

/** Enough for the inner pages of every index of some million rows: a row is then written once. */
const CACHE_KB = 65_536;

const SLICE_ROWS = 500;

export type Translated = <T>(work: () => T | Promise<T>) => Promise<T>;

/** The tables of an open database. `translated` turns the driver's errors into ledger CryptoBotErrors. */
export function tablesOf(
  database: Sqlite.Database,
  place: string,
  lockTimeoutMs: number,
  translated: Translated,
): TableDatabase {
  const select = (sql: string) => database.prepare<[]>(sql).all() as Row[];
  const query: TableDatabase['query'] = (sql) => translated(() => run(database, sql));

  const transaction =
    (begin: string) =>
    async <T>(work: () => Promise<T>): Promise<T> => {
      await translated(() => whenFree(() => database.exec(begin), lockTimeoutMs));
      try {
        const result = await work();
        await translated(() => database.exec('COMMIT'));
        return result;
      } finally {
        if (database.inTransaction) database.exec('ROLLBACK');
      }
    };

  return {
    place,
    query,

    async *stream(sql) {
      const statement = await translated(() => database.prepare<[]>(sql));
      const rows = await translated(() => statement.iterate() as Iterator<Row>);
      let last = false;
      try {
        while (!last) {
          const batch: Row[] = [];
          while (!last && batch.length < BATCH_ROWS) {
            const slice = await translated(() => take(rows, SLICE_ROWS));
            batch.push(...slice);
            last = slice.length < SLICE_ROWS;
            await nextTurn(); // reading blocks the process, which may have the batch before to send
          }
          if (batch.length > 0) yield batch;
        }
      } finally {
        if (!last) await translated(() => statement.get()); // the driver ends a walk, and its lock, by beginning another
      }
    },

    tables: () => translated(() => describeTables(select(SELECT_COLUMNS), select(SELECT_REFERENCES), kinds)),

    selectJson: ({ name, columns }) =>
      `SELECT json_object(${columns.map((it) => `'${it.name}', "${it.name}"`).join(', ')}) AS "row" FROM "${name}"`,

    insertJson: ({ name, columns }, rows) =>
      translated(() => {
        const values = columns.map((it) => `value ->> '$.${it.name}'`);
        const list = columns.map((it) => `"${it.name}"`);
        const sql = `INSERT INTO "${name}" (${list.join(', ')}) SELECT ${values.join(', ')} FROM json_each(?)`;
        database.prepare<[string]>(sql).run(`[${rows.join(',')}]`);
      }),

    read: transaction('BEGIN'),
    write: transaction('BEGIN IMMEDIATE'),

    shrink: () => translated(async () => void (await whenFree(() => database.exec('VACUUM'), lockTimeoutMs))),

    findDamage: () =>
      translated(() =>
        select('PRAGMA integrity_check(10)')
          .map((it) => String(it.integrity_check))
          .filter((problem) => problem !== 'ok'),
      ),

    describeServer: async () => null,

    dayOf: (column) => `substr(${column}, 1, 10)`,
    isNoDecimal: (column) => {
      const digits = `CASE WHEN ${column} GLOB '-*' THEN substr(${column}, 2) ELSE ${column} END`;
      const shapes = ['[0-9]*', '*[^0-9.]*', '*.*.*', '*.'].map((shape) => `${digits} GLOB '${shape}'`);
      return `(typeof(${column}) <> 'text' OR length(${column}) > 402 OR NOT (${shapes.join(' AND NOT ')}))`;
    },
    isNoJson: (column) => `NOT json_valid(${column})`,
    isNoNumber: (column) => `typeof(${column}) <> 'integer'`,
    isNoTime: (column) => `strftime('%Y-%m-%dT%H:%M:%f+00:00', ${column}) IS NOT ${column}`,

    close: async () => void database.close(),
  };
}

/** A statement that gives no rows may not be asked for any. */
function run(database: Sqlite.Database, sql: string): Row[] {
  const statement = database.prepare<[]>(sql);
  if (statement.columns().length > 0) return statement.all() as Row[];
  statement.run();
  return [];
}

function take<T>(items: Iterator<T>, count: number): T[] {
  const taken: T[] = [];
  while (taken.length < count) {
    const next = items.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}

const kinds: Readonly<Record<string, Column['kind']>> = {
  TEXT: 'text',
  INTEGER: 'number',
  BIGINT: 'number',
  BOOLEAN: 'boolean',
  DATETIME: 'time',
};

const OURS = `m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND m.name <> '${TABLE_OF_MIGRATIONS}'`;

const SELECT_COLUMNS = `SELECT m.name AS "table", c.name, c.type
  FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE ${OURS} ORDER BY m.name, c.cid`;

const SELECT_REFERENCES = `SELECT m.name AS child, f."table" AS parent,
    json_group_array(f."from") AS columns, json_group_array(f."to") AS keys
  FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE ${OURS}
  GROUP BY m.name, f.id, f."table"`;
