import { Decimal } from '../money.js';

/** The smallest step of which every multiple is a multiple of both. Steps are above zero. */
export function commonStep(one: Decimal, other: Decimal): Decimal {
  return one.times(other).div(greatestDivisor(one, other));
}

function greatestDivisor(one: Decimal, other: Decimal): Decimal {
  return other.isZero() ? one : greatestDivisor(other, one.mod(other));
}

/** A quantity rounded down to a multiple of a step: whole steps are counted by an integer division, which is exact. */
export function wholeSteps(amount: Decimal, costOfOne: Decimal, step: Decimal): Decimal {
  return costOfOne.isZero() ? new Decimal(0) : amount.divToInt(costOfOne.times(step)).times(step);
}
