import { parse } from 'lossless-json';
import { Decimal } from '../../core/money.js';

/** What the money of core/money.ts adds and multiplies without rounding, and far beyond any price. */
const MAX_DIGITS = 40;
const MAX_EXPONENT = 30;

/**
 * Reads JSON without losing a digit: every number is a Decimal. A number of more than 40 significant digits, or with an
 * exponent beyond ±30, is NaN, so that it spoils its own row only. Throws when the text is no JSON.
 */
export function parseJson(text: string): unknown {
  return parse(text, null, parseNumber);
}

function parseNumber(text: string): Decimal {
  const isSane = text.length <= 2 * (MAX_DIGITS + MAX_EXPONENT);
  const number = new Decimal(isSane ? text : Number.NaN);
  const fits = number.precision() <= MAX_DIGITS && (number.isZero() || Math.abs(number.e) <= MAX_EXPONENT);
  return fits ? number : new Decimal(Number.NaN);
}
