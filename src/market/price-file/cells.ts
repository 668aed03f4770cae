import { Decimal } from '../../core/money.js';
import { sentDecimal } from '../../core/values/numbers/decimal.js';
import { quoted } from '../../core/values/quoted.js';
import { period } from '../../core/values/times/period.js';

/** By far the most amounts. Who reads millions of them need not look closer. */
const PLAIN = /^\d{1,20}(\.\d{1,20})?$/;

/** An amount that is not negative: 38227.32, 1.64e-05. */
function parseAmount(text: string): Decimal | null {
  if (PLAIN.test(text)) return new Decimal(text);
  const amount = sentDecimal.parse(text);
  return amount === undefined || text.startsWith('-') ? null : amount;
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
  if (text === '' || PLAIN.test(text) || parseAmount(text) !== null) return null;
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
