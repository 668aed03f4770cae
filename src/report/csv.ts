import type { Transaction } from '../core/model.js';
import type { Portfolio } from '../core/portfolio.js';
import { inChunks } from './format/chunks.js';
import { type Field, type Fields, positionFields, transactionFields } from './format/fields.js';

/*
 * RFC 4180 quoting. Lines end in \n, which every reader takes and which leaves no \r in the last column of cut and awk.
 * A name that a spreadsheet would take for a formula is left as it is: CSV is data for scripts and must read back as it
 * was; import the columns as text where that matters.
 */

/** What `portfolio --csv` prints: a header and a line per position; an unknown amount is an empty field. */
export function renderPortfolioCsv({ positions }: Portfolio): string {
  return [header(positionFields), ...positions.map((position) => record(positionFields, position))].join('');
}

/** What `history --csv` prints, in chunks, so that memory stays flat. */
export function renderHistoryCsv(transactions: AsyncIterable<Transaction>): AsyncGenerator<string> {
  return inChunks(historyLines(transactions));
}

async function* historyLines(transactions: AsyncIterable<Transaction>): AsyncGenerator<string> {
  yield header(transactionFields);
  for await (const transaction of transactions) yield record(transactionFields, transaction);
}

function header<Thing>(fields: Fields<Thing>): string {
  return toLine(Object.keys(fields));
}

function record<Thing>(fields: Fields<Thing>, thing: Thing): string {
  return toLine(Object.values(fields).map((read) => read(thing)));
}

function toLine(fields: readonly Field[]): string {
  return `${fields.map(quote).join(',')}\n`;
}

function quote(field: Field): string {
  const text = String(field ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
