import type { Transaction } from '../core/model.js';
import type { Portfolio } from '../core/portfolio.js';
import { storedDecimal } from '../core/values/numbers/decimal.js';
import { visible } from '../core/values/text.js';
import { inChunks } from './format/chunks.js';
import {
  type Field,
  type Fields,
  orderFields,
  positionFields,
  type SymbolOrder,
  transactionFields,
} from './format/fields.js';

/*
 * RFC 4180 quoting. A record is a line: it ends in \n, which every reader takes and which leaves no \r in the last column of
 * cut and awk, and what cannot be seen in a text is escaped. A text that a spreadsheet would take for a formula gets an
 * apostrophe before it: names are the market's, and a formula can send what is in the sheet elsewhere. Amounts are never
 * touched.
 */

/** What `portfolio --csv` prints: a header and a line per position; an unknown amount is an empty field. */
export function renderPortfolioCsv({ positions }: Portfolio): string {
  return [header(positionFields), ...positions.map((position) => record(positionFields, position))].join('');
}

/** What `history --csv` prints, in chunks, so that memory does not grow. */
export function renderHistoryCsv(transactions: AsyncIterable<Transaction>): AsyncGenerator<string> {
  return inChunks(lines(transactionFields, transactions));
}

/** What `orders --csv` prints, in chunks: a line per order, without its fills. */
export function renderOrdersCsv(orders: AsyncIterable<SymbolOrder>): AsyncGenerator<string> {
  return inChunks(lines(orderFields, orders));
}

async function* lines<Thing>(fields: Fields<Thing>, things: AsyncIterable<Thing>): AsyncGenerator<string> {
  yield header(fields);
  for await (const thing of things) yield record(fields, thing);
}

/** A line with the names of fields. */
export function header<Thing>(fields: Fields<Thing>): string {
  return toLine(Object.keys(fields));
}

/** A line with the fields of a thing. */
export function record<Thing>(fields: Fields<Thing>, thing: Thing): string {
  return toLine(Object.values(fields).map((read) => read(thing)));
}

function toLine(fields: readonly Field[]): string {
  return `${fields.map(quote).join(',')}\n`;
}

function quote(field: Field): string {
  const text = visible(String(field ?? ''));
  const safe = mayBeFormula(text) ? `'${text}` : text;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Also after an apostrophe, so that to take one away gives back every text. */
function mayBeFormula(text: string): boolean {
  return /^'*[=+\-@]/.test(text) && storedDecimal.parse(text) === undefined;
}
