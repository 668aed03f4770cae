import { hasNoRoot, isMonotone, type Payment, signAt, signChanges } from './present-value.js';

/** An interval of y = ln(1 + rate) with exactly one root in it, at which the sign is another at each end. */
export interface Bracket {
  readonly from: number;
  readonly to: number;
}

/** More intervals than this are not searched, so that no payments keep the program busy. */
const MOST_INTERVALS = 20_000;

/**
 * The bracket of the only rate at which payments are worth nothing; null when there is none, when there are several, or
 * when floats cannot tell: then no answer is better than one of many. Payments are in the order of time, from 0 years on,
 * no time twice, no amount 0.
 */
export function bracketOnlyRate(payments: readonly Payment[]): Bracket | null {
  if (signChanges(payments) === 0) return null;
  const all = { from: -reach(payments.toReversed()), to: reach(payments) };
  if (signChanges(payments) === 1) return all;
  const brackets = isolate(payments, all);
  const [only] = brackets ?? [];
  return brackets?.length === 1 && only ? only : null;
}

/** The root in a bracket, as near as floats come. */
export function bisect(payments: readonly Payment[], { from, to }: Bracket): number {
  const signBelow = signAt(payments, from);
  let [low, high] = [from, to];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    const sign = signAt(payments, middle);
    if (sign === 0) return middle;
    if (sign === signBelow) low = middle;
    else high = middle;
  }
}

/** How far from y = 0 the first of some payments outweighs all others together, and so does beyond. */
function reach(payments: readonly Payment[]): number {
  const [first, ...others] = payments;
  const weight = Math.abs(first?.amount ?? 0);
  const othersAt = (y: number) =>
    others.reduce((total, { years, amount }) => {
      return total + Math.abs(amount) * Math.exp(-Math.abs(years - (first?.years ?? 0)) * y);
    }, 0);
  let y = 1;
  while (othersAt(y) * 1.001 >= weight) y *= 2;
  return y;
}

/** Every root, each in a bracket of its own; null when two of them, or none, cannot be told apart. */
function isolate(payments: readonly Payment[], all: Bracket): Bracket[] | null {
  const brackets: Bracket[] = [];
  const waiting = [all];
  for (let searched = 0; waiting.length > 0; searched++) {
    const { from, to } = waiting.pop() ?? all;
    if (hasNoRoot(payments, from, to)) continue;
    const [below, above] = [signAt(payments, from), signAt(payments, to)];
    if (below !== 0 && above !== 0 && isMonotone(payments, from, to)) {
      if (below !== above) brackets.push({ from, to });
      continue;
    }
    const middle = splitOf(payments, from, to);
    if (middle === null || searched === MOST_INTERVALS) return null;
    waiting.push({ from, to: middle }, { from: middle, to });
  }
  return brackets;
}

/** A point between two at which there is no root; null when floats show none. */
function splitOf(payments: readonly Payment[], from: number, to: number): number | null {
  const points = [0.5, 0.4, 0.6].map((part) => from + part * (to - from));
  return points.find((point) => point > from && point < to && signAt(payments, point) !== 0) ?? null;
}
