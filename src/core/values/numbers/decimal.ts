import { Decimal, toExactString } from '../../money.js';
import type { Kind } from '../kind.js';

/** Far more digits than any sum of amounts that the borders let in. */
const STORED = /^-?\d{1,200}(\.\d{1,200})?$/;

/** An exact decimal as the program itself writes it: in rows and recorded inputs, also negative. */
export const storedDecimal: Kind<Decimal> = {
  expected: 'a decimal number, with at most 200 digits before and 200 after the point, and no exponent',
  example: '-0.00012',
  parse: (text) => (STORED.test(text) ? new Decimal(text) : undefined),
  print: toExactString,
};

/** What the money of core/money.ts adds and multiplies without rounding, and far beyond any price. */
const MOST_DIGITS = 40;
const MOST_EXPONENT = 30;

/** An exact decimal as others write it: in answers and price files, also negative and with an exponent. */
export const sentDecimal: Kind<Decimal> = {
  expected: `a decimal number of at most ${MOST_DIGITS} digits, with an exponent of at most ±${MOST_EXPONENT} if need be`,
  example: '1.64e-05',
  parse: (text) => {
    if (text.length > 2 * (MOST_DIGITS + MOST_EXPONENT) || !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return undefined;
    const number = new Decimal(text);
    const fits = number.precision() <= MOST_DIGITS && (number.isZero() || Math.abs(number.e) <= MOST_EXPONENT);
    return fits ? number : undefined;
  },
  print: toExactString,
};

const AFTER_POINT = 18;
const TYPED = new RegExp(`^\\d{1,15}(\\.\\d{1,${AFTER_POINT}})?$`);

/** A decimal as people type it, within bounds that are both allowed. */
export const decimalBetween = (min: string, max: string): Kind<Decimal> => ({
  expected: `a decimal number from ${min} to ${max}`,
  example: min,
  parse: (text) => {
    if (!TYPED.test(text)) return undefined;
    const value = new Decimal(text);
    return value.greaterThanOrEqualTo(min) && value.lessThanOrEqualTo(max) ? value : undefined;
  },
  print: toExactString,
});

/** A decimal as people type it, above zero. */
export const positiveDecimal = (example: string): Kind<Decimal> => ({
  expected: `a positive decimal number, with at most 15 digits before and ${AFTER_POINT} after the point, no exponent and no comma`,
  example,
  parse: (text) => (TYPED.test(text) && /[1-9]/.test(text) ? new Decimal(text) : undefined),
  print: toExactString,
});
