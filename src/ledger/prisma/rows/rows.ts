/** What a row says is checked here, once: a database can be edited or damaged. */
import type { Side } from '../../../core/model.js';
import type { Decimal } from '../../../core/money.js';
import { storedDecimal } from '../../../core/values/numbers/decimal.js';
import { quoted } from '../../../core/values/quoted.js';
import { day as dayKind } from '../../../core/values/times/day.js';
import { ledgerError } from '../../../errors.js';
import type { Prisma } from '../../../generated/sqlite/client.js';
import { wordColumns } from './columns.js';

export type Row<Model extends keyof Prisma.TypeMap['model']> = Prisma.TypeMap['model'][Model]['payload']['scalars'];

/** Undefined when a text is no JSON. */
export function safelyParsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Reads the amounts of one row, naming table, row and column when one is not an exact decimal. */
export function amountReader(table: string, id: string): (column: string, value: unknown) => Decimal {
  return (column, value) => {
    const amount = typeof value === 'string' ? storedDecimal.parse(value) : undefined;
    if (amount) return amount;
    throw damagedError(table, id, column, value);
  };
}

export function readTime(table: string, id: string, column: string, value: unknown): Date {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value;
  throw damagedError(table, id, column, value);
}

export function readDay(table: string, id: string, text: string): string {
  const day = dayKind.parse(text);
  if (day !== undefined) return day;
  throw damagedError(table, id, 'day', text);
}

export function readSide(table: string, id: string, value: unknown): Side {
  return readOneOf(wordColumns.orders.side, table, id, 'side', value);
}

export function readOneOf<const Name extends string>(
  names: readonly Name[],
  table: string,
  id: string,
  column: string,
  value: unknown,
): Name {
  const found = names.find((name) => name === value);
  if (found !== undefined) return found;
  throw damagedError(table, id, column, value);
}

/** Names table, row and column of what cannot be right. */
export function refuseDamaged(table: string, id: string): (column: string, value: unknown) => never {
  return (column, value) => {
    throw damagedError(table, id, column, value);
  };
}

export function damagedError(table: string, id: string, column: string, value: unknown) {
  return ledgerError(
    `the ledger is damaged: in the table ${table}, row ${quoted(id)}, ${column} is ${quoted(String(value))}: restore a backup with crypto-bot restore FILE`,
  );
}
