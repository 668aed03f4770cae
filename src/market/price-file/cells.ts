import { Decimal } from '../../core/money.js';
import { period } from '../../core/values/times/period.js';

/** What core/money.ts adds and multiplies without rounding, and far beyond any price. */
const MAX_DIGITS = 40;
const MAX_EXPONENT = 30;

const PLAIN = /^\d{1,20}(\.\d{1,20})?$/;
const WITH_EXPONENT = /^\d{1,40}(\.\d{1,40})?([eE][+-]?\d{1,3})?$/;

/** Reads an amount exactly: 38227.32, 1.64e-05; null when it is negative, no number, or longer than 40 digits. */
function parseAmount(text: string): Decimal | null {
  return isAmount(text) ? new Decimal(text) : null;
}

function isAmount(text: string): boolean {
  if (PLAIN.test(text)) return true; // by far the most
  if (!WITH_EXPONENT.test(text)) return false;
  const amount = new Decimal(text);
  return amount.precision() <= MAX_DIGITS && Math.abs(amount.e) <= MAX_EXPONENT;
}

/** Reads the price of a row: the price, or what is wrong with it. */
export function parsePrice(text: string): Decimal | string {
  if (text === '') return 'the price is missing';
  const price = parseAmount(text);
  if (price === null) return `the price is ${quoted(text)}, and a positive number was expected, such as 38227.32`;
  return price.isZero() ? 'the price is 0' : price;
}

/** What is wrong with an amount that may be unknown; null when nothing is. */
export function checkOptional(text: string, column: string): string | null {
  if (text === '' || isAmount(text)) return null;
  return `${column} is ${quoted(text)}, and a number or nothing was expected`;
}

/** Reads a UTC day or an ISO 8601 time: milliseconds since 1970, or what is wrong with it. */
export function parseTime(text: string): number | string {
  return parseWrittenTime(text, text);
}

/** Likewise, of a text that was written in another way. */
export function parseWrittenTime(text: string, written: string): number | string {
  const at = period.parse(text)?.first;
  if (at) return at.getTime();
  return `the date is ${quoted(written)}, and a UTC day or time of the calendar was expected, such as 2021-01-31 or 2021-01-31T13:00:00Z`;
}

/** The same function, which remembers its latest answer: neighbouring rows often have the same time. */
export function rememberingLatest<Answer>(parse: (text: string) => Answer): (text: string) => Answer {
  let latest: { readonly text: string; readonly answer: Answer } | null = null;
  return (text) => {
    if (latest?.text !== text) latest = { text, answer: parse(text) };
    return latest.answer;
  };
}

/** A cell as it is told: short, and without what could steer a terminal. */
export function quoted(text: string): string {
  const SHOWN = 40;
  const plain = text.slice(0, SHOWN + 1).replaceAll(/\p{C}/gu, '?');
  return JSON.stringify(plain.length > SHOWN ? `${plain.slice(0, SHOWN)}…` : plain);
}
