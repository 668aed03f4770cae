import type { Readable } from 'node:stream';
import type { CoinId } from '../../core/model.js';
import { quoted } from '../../core/values/quoted.js';
import { isBanner, recognizeCandles } from './layouts/candles.js';

import { recognizeCoingeckoExport } from './layouts/coingecko-export.js';
import type { Layout, PriceRow, Recognize } from './layouts/layout.js';
import { recognizeOwn } from './layouts/own-layout.js';
import { type CsvRecord, readRecords } from './records.js';

/** Every layout. The last one says what is wrong with a header that none of them knows. */
const layouts: readonly Recognize[] = [recognizeCandles, recognizeCoingeckoExport, recognizeOwn];

/** Where the rows of a file go, and what is wrong with it; `line` is null where it is about no line. */
export interface Destination {
  push(row: PriceRow, line: number): void;
  tell(problem: string, line: number | null): void;
}

/**
 * Reads one file: a banner or none, the header, and the rows. `coin` is what was said of a file that does not name its
 * coin. Gives its layout, or null where it has none. Rejects with what the stream fails with, or the destination throws.
 */
export async function readFile(text: Readable, coin: CoinId | null, to: Destination): Promise<Layout | null> {
  let header: readonly string[] | null = null;
  let layout: Layout | null = null;
  await readRecords(text, (record) => {
    if (header === null) {
      if (isBanner(record.fields)) return;
      header = record.fields;
      const found = record.problem ?? recognize(header, coin);
      if (typeof found === 'string') to.tell(found, record.line);
      else layout = found;
      return;
    }
    const row = layout && readRecord(record, header.length, layout);
    if (typeof row === 'string') to.tell(row, record.line);
    else if (row) to.push(row, record.line);
  });
  if (header === null) to.tell('the file is empty', null);
  return layout;
}

function recognize(header: readonly string[], coin: CoinId | null): Layout | string {
  const found = layouts.map((it) => it(header, coin)).find((it) => it !== null);
  if (found === undefined) throw new Error('no layout says what is wrong with a header');
  return found;
}

function readRecord({ fields, problem }: CsvRecord, columns: number, layout: Layout): PriceRow | string {
  if (problem !== null) return problem;
  if (fields.length !== columns)
    return `${fields.length === 1 ? '1 field' : `${fields.length} fields`}, and the header has ${columns}: ${quoted(fields.join(','))}`;
  return layout.readRow(fields);
}
