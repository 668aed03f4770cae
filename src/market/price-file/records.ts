import type { Readable } from 'node:stream';
import Papa from 'papaparse';

/** A line of a CSV file, or several where a quoted field has line breaks. */
export interface CsvRecord {
  readonly fields: readonly string[];
  /** The number of its first line, from 1. */
  readonly line: number;
  /** A quote is not closed, or closed too early. */
  readonly isMisquoted: boolean;
}

/**
 * Reads CSV (RFC 4180, lines ending in \n or \r\n) record by record, without keeping it. Empty lines are left out. Rejects
 * with what the stream fails with, or `take` throws.
 */
export async function readRecords(text: Readable, take: (record: CsvRecord) => void): Promise<void> {
  let line = 1;
  const step = ({ data, errors }: Papa.ParseStepResult<string[]>) => {
    const record = { fields: withoutCarriageReturn(data), line, isMisquoted: errors.length > 0 };
    line += 1;
    for (const field of data) line += lineBreaksIn(field);
    if (record.fields.length > 1 || record.fields[0] !== '') take(record);
  };
  try {
    await new Promise<void>((resolve, reject) => {
      Papa.parse(text, { delimiter: ',', newline: '\n', step, complete: () => resolve(), error: reject });
    });
  } finally {
    text.destroy();
  }
}

function withoutCarriageReturn(fields: string[]): string[] {
  const last = fields.at(-1);
  return last?.endsWith('\r') ? [...fields.slice(0, -1), last.slice(0, -1)] : fields;
}

function lineBreaksIn(field: string): number {
  return field.includes('\n') ? field.split('\n').length - 1 : 0;
}
