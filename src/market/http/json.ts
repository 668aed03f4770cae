import { parse } from 'lossless-json';
import { Decimal } from '../../core/money.js';
import { sentDecimal } from '../../core/values/numbers/decimal.js';

/**
 * Reads JSON without losing a digit: every number is a Decimal. A number of more than 40 significant digits, or with an
 * exponent beyond ±30, is NaN, so that it spoils its own row only. Throws when the text is no JSON.
 */
export function parseJson(text: string): unknown {
  return parse(text, null, parseNumber);
}

function parseNumber(text: string): Decimal {
  return sentDecimal.parse(text) ?? new Decimal(Number.NaN);
}
