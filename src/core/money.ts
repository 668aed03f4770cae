import { Decimal as DecimalJs } from 'decimal.js';

/**
 * Exact decimals. 200 significant digits is far more than the sum or product of any amounts the borders let in
 * (at most 40 digits each), so adding, subtracting and multiplying never round; only division does.
 */
export const Decimal = DecimalJs.clone({ precision: 200, toExpNeg: -9e15, toExpPos: 9e15 });
export type Decimal = DecimalJs;

export const ZERO = new Decimal(0);
const ONE = new Decimal(1);

/** The same amount in less memory, for what is kept by the ten thousands: results have spare room for digits. */
export function compact(amount: Decimal): Decimal {
  return amount.isZero() ? ZERO : new Decimal(amount);
}

/** The exact sum of some amounts; zero of none. */
export function sum(amounts: readonly Decimal[]): Decimal {
  let total = ZERO;
  for (const amount of amounts) if (!amount.isZero()) total = total.isZero() ? new Decimal(amount) : total.plus(amount);
  return total;
}

/**
 * The mean: exact where its decimal expansion ends, as that of ten amounts does, and else rounded half up at 40
 * significant digits.
 */
export function mean(amounts: readonly Decimal[]): Decimal {
  const total = sum(amounts);
  const share = shareOf(amounts.length);
  if (share) return total.times(share);
  const quotient = total.div(amounts.length);
  // Some digits short of the precision, so that multiplying back is exact and tells whether dividing was.
  const exact = quotient.toSignificantDigits(Decimal.precision - 10);
  return exact.times(amounts.length).equals(total) ? exact : quotient.toSignificantDigits(40, Decimal.ROUND_HALF_UP);
}

/** The shares that were asked for, by count: a rule takes the mean of so many prices for each coin at each tick. */
const shares = new Map<number, Decimal | null>();

/** 1 / count where its decimal expansion is short, as that of 10 is; else null. */
function shareOf(count: number): Decimal | null {
  const known = shares.get(count);
  if (known !== undefined) return known;
  const share = ONE.div(count);
  const short = share.decimalPlaces() <= 20 ? share : null;
  shares.set(count, short);
  return short;
}

/** part as a percentage of whole, unrounded; null when whole is zero. */
export function percentOf(part: Decimal, whole: Decimal): Decimal | null {
  return whole.isZero() ? null : part.div(whole).times(100);
}

const SMALLEST = { 2: new Decimal('0.01'), 5: new Decimal('0.00001') };

/** part as a percentage of whole, which is above zero, rounded half away from zero: by an integer division, which is exact. */
export function roundedPercentOf(part: Decimal, whole: Decimal, decimals: 2 | 5 = 2): Decimal {
  const smallest = SMALLEST[decimals];
  const one = whole.times(smallest);
  const count = part.abs().times(200).plus(one).divToInt(one.times(2));
  return count.times(part.isNegative() ? smallest.negated() : smallest);
}

/** An amount as it is stored and sent in JSON: every digit, no exponent. */
export function toExactString(amount: Decimal): string {
  return amount.toFixed();
}

/** Two decimals, half away from zero, never "-0.00". */
export function toPercentString(percent: Decimal): string {
  // Rounded first: toFixed keeps the sign of an amount that it rounds to zero itself.
  return percent.toDecimalPlaces(2, Decimal.ROUND_HALF_UP).toFixed(2);
}
