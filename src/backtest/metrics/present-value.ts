/** A payment at a time, in years since the first; negative when it was paid in. */
export interface Payment {
  readonly years: number;
  readonly amount: number;
}

/** The least and the most that a function can be on an interval. */
interface Range {
  readonly least: number;
  readonly most: number;
}

/**
 * What payments are worth at a yearly rate. The rate is told as its logarithm y = ln(1 + rate), which has every real
 * number for rates above −100 %: value(y) = Σ amount × e^(−years × y). Only signs matter here, so the value is scaled: by
 * e^(pivot × y), which is above 0, and to a greatest term of 1, so that nothing overflows.
 */
export function signAt(payments: readonly Payment[], y: number): number {
  const { least, most } = scaledRange(payments, 0, y, y, (amount) => amount);
  if (least > 0) return 1;
  return most < 0 ? -1 : 0;
}

/** Where the value is not 0 for any y from `a` to `b`; false where that cannot be told. */
export function hasNoRoot(payments: readonly Payment[], a: number, b: number): boolean {
  const ends = [payments[0]?.years ?? 0, payments.at(-1)?.years ?? 0];
  const pivots = [...ends, ...pivotsOf(payments)];
  return pivots.some((pivot) => excludesZero(scaledRange(payments, pivot, a, b, (amount) => amount)));
}

/** Where the value, times some e^(pivot × y), only rises or only falls from `a` to `b`; false where that cannot be told. */
export function isMonotone(payments: readonly Payment[], a: number, b: number): boolean {
  return pivotsOf(payments).some((pivot) =>
    excludesZero(scaledRange(payments, pivot, a, b, (amount, years) => amount * (pivot - years))),
  );
}

/** How often the payments change from in to out, or back: there are at most as many roots (Laguerre, 1883). */
export function signChanges(payments: readonly Payment[]): number {
  return pivotsOf(payments).length;
}

/** The middles of the gaps across which the sign changes; with a single one, the value scaled by it is monotone everywhere. */
function pivotsOf(payments: readonly Payment[]): number[] {
  return payments.slice(1).flatMap(({ years, amount }, index) => {
    const earlier = payments[index];
    return earlier && Math.sign(earlier.amount) !== Math.sign(amount) ? [(earlier.years + years) / 2] : [];
  });
}

function excludesZero({ least, most }: Range): boolean {
  return least > 0 || most < 0;
}

/** Bounds of Σ weight × e^((pivot − years) × y), whose terms are monotone one by one; they allow for the rounding of floats. */
function scaledRange(
  payments: readonly Payment[],
  pivot: number,
  a: number,
  b: number,
  weigh: (amount: number, years: number) => number,
): Range {
  let greatest = Number.NEGATIVE_INFINITY;
  for (const { years } of payments) greatest = Math.max(greatest, (pivot - years) * a, (pivot - years) * b);
  let [least, most, magnitude] = [0, 0, 0];
  for (const { years, amount } of payments) {
    const weight = weigh(amount, years);
    const atA = weight * Math.exp((pivot - years) * a - greatest);
    const atB = weight * Math.exp((pivot - years) * b - greatest);
    least += Math.min(atA, atB);
    most += Math.max(atA, atB);
    magnitude += Math.max(Math.abs(atA), Math.abs(atB)) * (1 + Math.abs(greatest));
  }
  const rounding = magnitude * (payments.length + 8) * Number.EPSILON;
  return { least: least - rounding, most: most + rounding };
}
