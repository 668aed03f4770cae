import { DAY_MS } from '../../core/calendar.js';
import { Decimal, sum } from '../../core/money.js';
import type { Payment } from './present-value.js';
import { bisect, bracketOnlyRate } from './rates.js';
import { rounded, Statistic } from './statistic.js';

/** Money that was paid in (negative) or taken out, or is there at the end. */
export interface CashFlow {
  readonly at: Date;
  readonly amount: Decimal;
}

const YEAR_MS = 365 * DAY_MS;

/**
 * The money-weighted return (XIRR): the yearly rate, in percent with 4 decimals, at which all flows together are worth
 * nothing. Formula: Σ amount × (1 + rate)^(−time) = 0, where time is milliseconds since the first flow / (365 × 86 400 000).
 * Null when there is not exactly one such rate above −100 %, or when it is beyond any number. Source: Microsoft's
 * documentation of Excel's XIRR; the exponent counts milliseconds, not whole days.
 */
export function moneyWeightedReturn(flows: readonly CashFlow[]): Decimal | null {
  const joined = joinFlows(flows);
  const [first] = joined;
  if (!first) return null;
  const startMs = first.at.getTime();
  const largest = Decimal.max(...joined.map(({ amount }) => amount.abs()));
  const payments = joined.map(
    ({ at, amount }): Payment => ({
      years: (at.getTime() - startMs) / YEAR_MS,
      amount: Number(new Statistic(amount).div(largest).toFixed(40)),
    }),
  );
  const bracket = bracketOnlyRate(payments.filter(({ amount }) => amount !== 0));
  if (!bracket) return null;
  const percent = Math.expm1(bisect(payments, bracket)) * 100;
  if (!Number.isFinite(percent)) return null;
  if (percent > LARGE_PERCENT) return refineRoot(percent, joined);
  return roundRoot(new Statistic(percent), joined);
}

/** Beyond it a float does not have the digits that are shown. There are few flows then: the time is short. */
const LARGE_PERCENT = 1e6;

/** A root that is known as a float, to 4 decimals: by Newton's method, whose right digits double at each step. */
function refineRoot(percent: number, flows: readonly CashFlow[]): Decimal {
  const digits = 60 + Math.ceil(Math.log10(percent));
  const Precise = Decimal.clone({ precision: digits });
  const startMs = flows[0]?.at.getTime() ?? 0;
  const terms = flows.map(({ at, amount }) => ({ amount, years: new Precise(at.getTime() - startMs).div(YEAR_MS) }));
  let factor = new Precise(percent).div(100).plus(1);
  for (let right = 8; right < digits; right *= 2) {
    let [value, slope] = [new Precise(0), new Precise(0)];
    for (const { amount, years } of terms) {
      const term = factor.pow(years.negated()).times(amount);
      value = value.plus(term);
      slope = slope.minus(term.times(years));
    }
    factor = factor.minus(value.times(factor).div(slope));
  }
  return rounded(
    factor
      .minus(1)
      .times(100)
      .toSignificantDigits(digits - 10),
  );
}

/** Flows of one instant are one flow; what comes to nothing is none. In the order of time. */
function joinFlows(flows: readonly CashFlow[]): CashFlow[] {
  const totals = new Map<number, Decimal>();
  for (const { at, amount } of flows) {
    const earlier = totals.get(at.getTime());
    totals.set(at.getTime(), earlier ? amount.plus(earlier) : amount);
  }
  return [...totals]
    .sort(([a], [b]) => a - b)
    .map(([timeMs, amount]) => ({ at: new Date(timeMs), amount }))
    .filter(({ amount }) => !amount.isZero());
}

/** How near to the middle between two shown figures a float does not tell which of them it is. */
const NEAR = 1e-9;

/** Rounds a root that is known as a float. Near the middle of two figures the exact flows say on which side of it the root is. */
function roundRoot(percent: Decimal, flows: readonly CashFlow[]): Decimal {
  const nearest = rounded(percent);
  const half = new Statistic('0.00005').times(percent.lessThan(nearest) ? -1 : 1);
  const middle = nearest.plus(half);
  if (percent.minus(middle).abs().greaterThan(percent.abs().plus(1).times(NEAR))) return nearest;
  const [lower, upper] = [middle.minus(half.abs()), middle.plus(half.abs())];
  const valueAt = (it: Decimal) => presentValue(flows, it.div(100).plus(1));
  const atMiddle = valueAt(middle);
  if (atMiddle.isZero()) return rounded(middle);
  return atMiddle.isNegative() === valueAt(upper).isNegative() ? lower : upper;
}

/** Σ amount × factor^(−time), where what is smaller than the digits that are carried is nothing. */
function presentValue(flows: readonly CashFlow[], factor: Decimal): Decimal {
  const startMs = flows[0]?.at.getTime() ?? 0;
  const values = flows.map(({ at, amount }) =>
    new Statistic(factor).pow(new Statistic(startMs - at.getTime()).div(YEAR_MS)).times(amount),
  );
  const total = sum(values);
  const size = Decimal.max(...values.map((it) => it.abs()));
  return total.abs().lessThan(size.times('1e-40')) ? new Statistic(0) : total;
}
