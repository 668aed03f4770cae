import type { Readable } from 'node:stream';
import Papa from 'papaparse';

/** A line of a CSV file, or several where a quoted field has line breaks. */
export interface CsvRecord {
  readonly fields: readonly string[];
  /** The number of its first line, from 1. */
  readonly line: number;
  /** Why its fields are not to be relied on, in words that fit "FILE line 7: …"; null where they are. */
  readonly problem: string | null;
}

/** How many characters a record may have. Longer ones are no prices, and would be kept in memory as they come. */
const LONGEST_RECORD = 1_000_000;
const MISQUOTED = 'a quote is not closed, or is closed in the middle of a field';
const TOO_LONG = 'more than a million characters without an end: this is no CSV file, or a quote is not closed';

/**
 * Reads CSV (RFC 4180, lines ending in \n or \r\n) record by record, without keeping it. Empty lines are left out, and
 * nothing is read behind a record that is too long. Rejects with what the stream fails with, or `take` throws.
 */
export async function readRecords(text: Readable, take: (record: CsvRecord) => void): Promise<void> {
  let line = 1;
  let waiting = 0; // characters that came since the latest record
  let isTooLong = false;
  const step = ({ data, errors }: Papa.ParseStepResult<string[]>) => {
    waiting = 0;
    const record = { fields: withoutCarriageReturn(data), line, problem: errors.length > 0 ? MISQUOTED : null };
    line += 1;
    for (const field of data) line += lineBreaksIn(field);
    if (record.fields.length > 1 || record.fields[0] !== '') take(record);
  };
  try {
    await new Promise<void>((resolve, reject) => {
      text.on('data', (chunk: string) => {
        waiting += chunk.length;
        isTooLong ||= waiting > LONGEST_RECORD;
        if (isTooLong) resolve();
      });
      Papa.parse(text, { delimiter: ',', newline: '\n', step, complete: () => resolve(), error: reject });
    });
  } finally {
    text.destroy();
  }
  if (isTooLong) take({ fields: [], line, problem: TOO_LONG });
}

function withoutCarriageReturn(fields: string[]): string[] {
  const last = fields.at(-1);
  return last?.endsWith('\r') ? [...fields.slice(0, -1), last.slice(0, -1)] : fields;
}

function lineBreaksIn(field: string): number {
  return field.includes('\n') ? field.split('\n').length - 1 : 0;
}
