import type { Flags } from '../config.js';
import { usageError } from '../errors.js';

export type Format = 'table' | 'json' | 'csv';

/** The format that --json and --csv ask for. */
export function chooseFormat({ json, csv }: Flags): Format {
  if (json && csv) throw usageError('--json and --csv: give one of them, not both');
  return json ? 'json' : csv ? 'csv' : 'table';
}
