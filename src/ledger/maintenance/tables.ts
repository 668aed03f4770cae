import type { Mode } from '../ledger.js';
import type { LedgerTimeouts } from '../prisma/database/database.js';

/** A table as the database itself describes it: a new model needs nothing here. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly references: readonly Reference[];
}

export interface Column {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'time' | 'boolean';
}

/** What rows of a table belong to: a row of `table` whose `keys` are what their `columns` are. */
interface Reference {
  readonly columns: readonly string[];
  readonly table: string;
  readonly keys: readonly string[];
}

export type Row = Readonly<Record<string, unknown>>;

/**
 * A ledger's database as tables and rows, beneath the models: for the commands that handle a ledger whole. Rows cross
 * between databases as JSON objects by column; times in them are ISO 8601 with "+00:00", and amounts the texts they are.
 */
export interface TableDatabase {
  /** For messages: no secrets. */
  readonly place: string;
  /** Runs one statement in SQL that both databases understand, and gives its rows. */
  query(sql: string): Promise<readonly Row[]>;
  /** Reads a query's rows in batches, inside `read` or `write`: memory stays flat however many there are. */
  stream(sql: string): AsyncIterable<readonly Row[]>;
  /** All of ours, each after those it references. */
  tables(): Promise<Table[]>;
  /** A query of all rows of a table, as JSON in a column "row". */
  selectJson(table: Table): string;
  insertJson(table: Table, rows: readonly string[]): Promise<void>;
  /** Runs work that sees one moment of the ledger and changes nothing. */
  read<T>(work: () => Promise<T>): Promise<T>;
  /** Runs work in one transaction, alone among writers. */
  write<T>(work: () => Promise<T>): Promise<T>;
  /** Gives the space of deleted rows back to the disk, where a file keeps it. Outside of `read` and `write`. */
  shrink(): Promise<void>;
  /** What the database's own check finds wrong, at most some of it. */
  findDamage(): Promise<string[]>;
  /** What a server says of itself, and of how it is reached; null for a file. */
  describeServer(): Promise<ServerReport | null>;
  /** SQL for the UTC day of a time, YYYY-MM-DD. */
  dayOf(column: string): string;
  /** SQL that is true of a text that is no exact decimal. */
  isNoDecimal(column: string): string;
  /** Likewise of a text that is no JSON. */
  isNoJson(column: string): string;
  /** Likewise of what is no whole number. */
  isNoNumber(column: string): string;
  /** Likewise of what is no time from the year 1 to 9999, as the program writes it. */
  isNoTime(column: string): string;
  close(): Promise<void>;
}

/** A server as one connection to it finds it. */
export interface ServerReport {
  readonly version: string;
  /** Whether it only follows another server. */
  readonly isStandby: boolean;
  readonly isEncrypted: boolean;
  /** Whether what is sent stays on this machine. */
  readonly isLocal: boolean;
  /** Whether a pooler lends the connection. */
  readonly isPooled: boolean;
  /** The tables that the role may not read and write. */
  readonly refusedTables: readonly string[];
}

/** What tables are opened for. One of an older version is read as it is, or in a copy that is upgraded. */
export type TableMode = Mode | 'as it is';

/** How long one statement over a whole table may take: these commands are for ledgers of any size. */
export const LONG_STATEMENT_MS = 600_000;

/** How many rows are in memory at once. */
export const BATCH_ROWS = 5000;

/** A ledger's place, for messages, and the way to connect to it. */
export interface TableAddress {
  readonly place: string;
  /** Whether there is nothing at all, rather than nothing of ours. */
  readonly isMissing: () => boolean;
  readonly connect: (patience: LedgerTimeouts) => Promise<TableDatabase>;
}

/** Puts together what a database says of its columns (table, name, type) and references (child, columns, parent, keys). */
export function describeTables(
  columns: readonly Row[],
  references: readonly Row[],
  kinds: Readonly<Record<string, Column['kind']>>,
): Table[] {
  const columnOf = ({ table, name, type }: Row): Column => {
    const kind = kinds[String(type)];
    if (!kind) throw new Error(`${table}.${name} has the type ${type}, which this program does not know`);
    return { name: String(name), kind };
  };
  const referenceOf = (row: Row): Reference => ({
    columns: JSON.parse(String(row.columns)),
    table: String(row.parent),
    keys: JSON.parse(String(row.keys)),
  });
  const names = [...new Set(columns.map((it) => String(it.table)))];
  return inOrderOfReference(
    names.map((name) => ({
      name,
      columns: columns.filter((it) => it.table === name).map(columnOf),
      references: references.filter((it) => it.child === name).map(referenceOf),
    })),
  );
}

/** Each after those it references. */
function inOrderOfReference(tables: readonly Table[]): Table[] {
  const ordered = new Set<Table>();
  const add = (table: Table): void => {
    const parents = tables.filter(({ name }) => table.references.some((it) => it.table === name));
    for (const parent of parents) if (parent !== table && !ordered.has(parent)) add(parent);
    ordered.add(table);
  };
  tables.forEach(add);
  return [...ordered];
}

export const TABLE_OF_MIGRATIONS = '_prisma_migrations';
