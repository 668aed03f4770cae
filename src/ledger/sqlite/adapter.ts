import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type ArgType,
  type ColumnType,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlDriverAdapterFactory,
  type SqlQueryable,
  type Transaction,
} from '@prisma/driver-adapter-utils';
import type Sqlite from 'libsql';
import { instant } from '../../core/values/times/instant.js';
import { whenFree } from './when-free.js';

const identity = { provider: 'sqlite', adapterName: 'libsql-one-connection' } as const;

/**
 * Prisma on libSQL, on one connection, with one writer at a time. @prisma/adapter-libsql begins transactions DEFERRED,
 * so that two writers fail at once with "database is locked"; opens a connection for each; and passes rows through a
 * second client, which makes a long history three times as slow.
 *
 * The driver's own errors come out as they are.
 */
export function createLibSqlAdapter(
  open: () => Promise<Sqlite.Database>,
  lockTimeoutMs: number,
): SqlDriverAdapterFactory {
  return { ...identity, connect: async () => connect(await open(), lockTimeoutMs) };
}

function connect(database: Sqlite.Database, lockTimeoutMs: number): SqlDriverAdapter {
  const enter = createQueue();
  const direct = queryable(database);
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    const leave = await enter();
    return work().finally(leave);
  };
  // SQLite's own wait blocks the process. It is for reads only: what they wait for takes milliseconds.
  const waitInside = (timeoutMs: number) => database.exec(`PRAGMA busy_timeout = ${timeoutMs}`);
  waitInside(lockTimeoutMs);

  return {
    ...identity,
    queryRaw: (query) => alone(() => direct.queryRaw(query)),
    executeRaw: (query) => alone(() => direct.executeRaw(query)),
    executeScript: (script) => alone(async () => void database.exec(script)),
    dispose: async () => void database.close(),

    async startTransaction(): Promise<Transaction> {
      const leave = await enter();
      const finish = () => {
        if (database.inTransaction) database.exec('ROLLBACK'); // a commit that fails for want of a lock leaves it open
        waitInside(lockTimeoutMs);
        leave();
      };
      const end = (statement: 'COMMIT' | 'ROLLBACK') =>
        whenFree(() => void database.exec(statement), lockTimeoutMs).finally(finish);
      await nextTurn(); // the driver never waits, so without this a signal would not be heard between transactions
      waitInside(0);
      try {
        await whenFree(() => void database.exec('BEGIN IMMEDIATE'), lockTimeoutMs);
      } catch (error) {
        finish();
        throw error;
      }
      const options = { usePhantomQuery: true };
      return { ...direct, options, commit: () => end('COMMIT'), rollback: () => end('ROLLBACK') };
    },
  };
}

function queryable(database: Sqlite.Database): SqlQueryable {
  return {
    ...identity,
    async queryRaw({ sql, args, argTypes }) {
      const statement = database.prepare(sql).raw(true);
      const columns = statement.columns();
      const rows = statement.all(bind(args, argTypes)) as unknown[][]; // raw rows are lists
      const columnTypes = columns.map(({ type }, index) => columnType(type, () => firstValue(rows, index)));
      return {
        columnNames: columns.map((column) => column.name),
        columnTypes,
        rows: columnTypes.includes(ColumnTypeEnum.DateTime) ? rows.map((row) => withTimes(row, columnTypes)) : rows,
      };
    },
    async executeRaw({ sql, args, argTypes }) {
      return database.prepare(sql).run(bind(args, argTypes)).changes;
    },
  };
}

/** Times are stored as Prisma's own adapter stores them: ISO 8601 in UTC, which sorts as text. */
function bind(args: readonly unknown[], types: readonly ArgType[]): unknown[] {
  return args.map((value, index) => {
    const isTime = value instanceof Date || (typeof value === 'string' && types[index]?.scalarType === 'datetime');
    return isTime ? new Date(value).toISOString().replace('Z', '+00:00') : value;
  });
}

/** By the declared type; a computed column has none, and is what its values are. */
function columnType(declared: string | null, value: () => unknown): ColumnType {
  switch (declared) {
    case 'TEXT':
      return ColumnTypeEnum.Text;
    case 'INTEGER':
      return ColumnTypeEnum.Int32;
    case 'DATETIME':
      return ColumnTypeEnum.DateTime;
    default:
      return typeof value() === 'string' ? ColumnTypeEnum.Text : ColumnTypeEnum.Int64;
  }
}

/** A time that is not in the calendar, such as 30 February, would become another one: it is replaced by a text that is no time. */
function withTimes(row: readonly unknown[], types: readonly ColumnType[]): unknown[] {
  return row.map((value, index) => {
    const isTime = types[index] === ColumnTypeEnum.DateTime && typeof value === 'string';
    return isTime && instant.parse(value) === undefined ? 'no time' : value;
  });
}

function firstValue(rows: readonly unknown[][], index: number): unknown {
  return rows.find((row) => row[index] !== null)?.[index];
}

/** A queue of one: resolves when all who entered before have left, with the way to leave. */
function createQueue(): () => Promise<() => void> {
  let last = Promise.resolve();
  return async () => {
    const before = last;
    let leave = () => {};
    last = new Promise((resolve) => {
      leave = resolve;
    });
    await before;
    return leave;
  };
}
