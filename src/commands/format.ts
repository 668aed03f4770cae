import { flag } from './input.js';

export type Format = 'table' | 'json' | 'csv';

export const json = flag('--json', 'print one JSON object');

/** The options of a command that prints a table. */
export const formats = { json, csv: flag('--csv', 'print comma-separated values') };

/** Which of them were typed. */
export interface Formatted {
  readonly json: boolean;
  readonly csv: boolean;
}

/** What is wrong where both were typed. */
export function checkFormat({ json, csv }: Formatted): string[] {
  return json && csv ? ['--json and --csv: give one of them, not both'] : [];
}

export function formatOf({ json, csv }: Formatted): Format {
  return json ? 'json' : csv ? 'csv' : 'table';
}
