import { oneLine } from '../../core/values/text.js';

/** A text of lines, each with its end. */
export function toLines(lines: readonly string[]): string {
  return lines.map((line) => `${oneLine(line)}\n`).join('');
}

/** One JSON document on a line. */
export function toJsonLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
