import { Decimal, ZERO } from '../../core/money.js';

/**
 * Decimals for statistics. Amounts are exact; what is divided, drawn a root of or raised to a power is carried on with 60
 * digits, so that the one rounding at the end is the only one that shows.
 */
export const Statistic = Decimal.clone({ precision: 60 });

/** A figure to be compared with others of its kind: with fewer digits than were carried, equal ones are equal here. */
export function comparable(figure: Decimal, digits: 40 | 30): Decimal {
  return figure.toSignificantDigits(digits, Decimal.ROUND_HALF_UP);
}

/** A statistic as it is shown to scripts: 4 decimals, rounded half away from zero, never -0. */
export function rounded(figure: Decimal): Decimal {
  return new Decimal(figure.toDecimalPlaces(4, Decimal.ROUND_HALF_UP)).plus(ZERO);
}

/** A share as a percentage, rounded. */
export function roundedPercent(share: Decimal): Decimal {
  return rounded(share.times(100));
}
