import { Chalk, type ChalkInstance } from 'chalk';
import { count } from '../core/values/numbers/count.js';
import type { Context } from './context.js';
import { type Formatted, formatOf } from './format.js';
import { option } from './input.js';

/** A table is for reading; scripts get everything. */
const TABLE_LIMIT = 50;

export const limit = option(
  '--limit <n>',
  `at most this many (default: ${TABLE_LIMIT} in a table, else all)`,
  count(1, 999_999_999),
  { example: '20' },
);

/** How a table of a list looks. */
interface TableStyle {
  /** How many columns the terminal has. */
  readonly width: number;
  readonly color: ChalkInstance;
  /** Show at most this many, and say so when there are more; null for all. */
  readonly most: number | null;
}

/** What a command lists, and how it is written in each format. */
interface List<Item> {
  /** Asks for at most this many; undefined for all. */
  readonly load: (limit: number | undefined) => AsyncIterable<Item>;
  readonly json: (items: AsyncIterable<Item>) => AsyncIterable<string>;
  readonly csv: (items: AsyncIterable<Item>) => AsyncIterable<string>;
  /** Follows a table: whole lines, or nothing. */
  readonly note: () => Promise<string>;
  readonly table: (items: AsyncIterable<Item>, style: TableStyle) => Promise<AsyncIterable<string>>;
}

/** Prints a list as it is read. */
export async function printList<Item>(
  { terminal, color }: Pick<Context, 'terminal' | 'color'>,
  { limit, ...flags }: Formatted & { readonly limit: number | undefined },
  { load, json, csv, table, note }: List<Item>,
): Promise<void> {
  for await (const chunk of await render()) {
    if (!(await terminal.print(chunk))) return;
  }
  if (formatOf(flags) === 'table') await terminal.print(await note());

  async function render(): Promise<AsyncIterable<string>> {
    const format = formatOf(flags);
    if (format === 'json') return json(load(limit));
    if (format === 'csv') return csv(load(limit));
    const style = { width: terminal.columns, color: new Chalk({ level: color ? 1 : 0 }) };
    if (limit !== undefined) return table(load(limit), { ...style, most: null });
    return table(load(TABLE_LIMIT + 1), { ...style, most: TABLE_LIMIT }); // one more, to know whether there are more
  }
}
