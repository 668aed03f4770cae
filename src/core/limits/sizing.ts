import { Decimal, toExactString, ZERO } from '../money.js';
import type { Instrument } from '../order/instrument.js';
import type { Signal } from '../strategies/strategy.js';
import { commonStep, wholeSteps } from './step.js';

/** How much one buy is: a number of coins, or an amount of the quote currency. */
export type Sizing = ({ readonly quantity: Decimal } | { readonly notional: Decimal }) & {
  /** What the strongest signal multiplies the amount by; the weakest leaves it as it is. 1 when left out. */
  readonly maxMultiplier?: Decimal;
  /** Every quantity is a multiple of it. DEFAULT_STEP when left out. */
  readonly step?: Decimal;
  /** An order for less is not made, and its amount is carried to the coin's next buy. No least amount when left out. */
  readonly minNotional?: Decimal;
};

/** What the broker asks of a quantity. */
type OrderRules = Pick<Instrument, 'step' | 'minimumQuantity' | 'minimumNotional'>;

interface Buy {
  readonly sizing: Sizing;
  readonly rules: OrderRules;
  readonly signal: Pick<Signal, 'strength' | 'notional'>;
  readonly symbol: string;
  readonly price: Decimal;
  /** What earlier buys of the coin have carried forward, in the quote currency. */
  readonly carried: Decimal;
}

/** What one buy comes to. Where amounts are carried, notional + carry is exactly what was wanted. */
interface SizedOrder {
  /** Zero when no order is to be made. */
  readonly quantity: Decimal;
  /** quantity × price. */
  readonly notional: Decimal;
  /** What is carried to the coin's next buy, in place of what had been carried to this one. */
  readonly carry: Decimal;
  /** What the reader should know beside the signal's reason, also why there is no order; null when there is nothing. */
  readonly note: string | null;
}

const ONE = new Decimal(1);

/** One coin, where nothing is said. */
export const DEFAULT_QUANTITY = ONE;

/** As exchanges do, quantities are cut to 8 decimals. */
export const DEFAULT_STEP = new Decimal('0.00000001');

/** Enough for a multiplier, and few enough that every amount stays exact. */
const MULTIPLIER_DECIMALS = 4;

/**
 * Sizes one buy, at the price decided on. What is wanted is the sizing's amount times the multiplier and what earlier buys
 * have carried; or the signal's own amount, which misses nothing: it neither takes what was carried nor leaves anything to
 * carry. The quantity is rounded down to a step, so that a buy never costs more than is wanted.
 */
export function sizeOrder({ sizing, rules, signal, symbol, price, carried }: Buy): SizedOrder {
  const multiplier = signal.notional ? ONE : multiplierOf(sizing, signal);
  const wanted = signal.notional ?? usualNotional(sizing, price).times(multiplier).plus(carried);
  const step = stepOf(sizing, rules);
  const quantity = wholeSteps(wanted, price, step);
  const notional = quantity.times(price);
  const carries = !signal.notional && carriesRest(sizing, rules);

  const unreached = wanted.lessThan(leastNotional(sizing, rules))
    ? `the smallest order of ${toExactString(leastNotional(sizing, rules))}`
    : quantity.isZero()
      ? null
      : unreachedBy(quantity, notional, sizing, rules, symbol);
  if (unreached !== null) {
    const carry = carries ? wanted : carried;
    const kept = carries ? ', and is carried to the next buy' : '';
    return {
      quantity: ZERO,
      notional: ZERO,
      carry,
      note: `${toExactString(wanted)} does not reach ${unreached}${kept}`,
    };
  }
  const carry = signal.notional ? carried : carries ? wanted.minus(notional) : ZERO;
  if (quantity.isZero()) {
    const kept = carry.greaterThan(carried) ? ', and is carried to the next buy' : '';
    return { quantity, notional, carry, note: `the amount buys less than ${toExactString(step)} ${symbol}${kept}` };
  }
  const notes = [
    multiplier.greaterThan(1) && `${toExactString(multiplier)} times the usual amount`,
    carried.greaterThan(0) && !signal.notional && `with ${toExactString(carried)} carried from earlier buys`,
  ].filter((note) => note !== false);
  return { quantity, notional, carry, note: notes.length > 0 ? notes.join(', ') : null };
}

interface Cut {
  readonly sizing: Sizing;
  readonly rules: OrderRules;
  readonly price: Decimal;
  /** What one coin may cost at most, fee included. */
  readonly costOfOne: Decimal;
}

/** The most that an amount of money buys, when a limit leaves no more: nothing when that is less than the smallest order. */
export function sizeCut(amount: Decimal, { sizing, rules, price, costOfOne }: Cut): Decimal {
  const quantity = wholeSteps(amount, costOfOne, stepOf(sizing, rules));
  return unreachedBy(quantity, quantity.times(price), sizing, rules, '') === null ? quantity : ZERO;
}

function stepOf({ step = DEFAULT_STEP }: Sizing, rules: OrderRules): Decimal {
  return rules.step ? commonStep(step, rules.step) : step;
}

/** Ours, or the broker's if that is larger. */
function leastNotional({ minNotional = ZERO }: Sizing, { minimumNotional }: OrderRules): Decimal {
  return Decimal.max(minNotional, minimumNotional ?? ZERO);
}

/** The least that a quantity does not come to; null when it does. */
function unreachedBy(
  quantity: Decimal,
  notional: Decimal,
  sizing: Sizing,
  rules: OrderRules,
  symbol: string,
): string | null {
  const { minimumQuantity } = rules;
  if (minimumQuantity && quantity.lessThan(minimumQuantity))
    return `the smallest order of ${toExactString(minimumQuantity)} ${symbol}`;
  const least = leastNotional(sizing, rules);
  return notional.lessThan(least) ? `the smallest order of ${toExactString(least)}` : null;
}

/** An amount of money that is too little today is carried; a quantity is only where the owner has set a least amount. */
function carriesRest(sizing: Sizing, { minimumQuantity, minimumNotional }: OrderRules): boolean {
  if (sizing.minNotional) return true;
  return 'notional' in sizing && (minimumQuantity !== null || minimumNotional !== null);
}

function usualNotional(sizing: Sizing, price: Decimal): Decimal {
  return 'quantity' in sizing ? sizing.quantity.times(price) : sizing.notional;
}

/** 1 at strength 0, or at none, and the most there is at strength 1; rounded down, so that it is never more than that. */
function multiplierOf({ maxMultiplier = ONE }: Sizing, signal: Buy['signal']): Decimal {
  if (maxMultiplier.equals(1)) return ONE; // some strengths take a division
  const { strength = ZERO } = signal;
  return maxMultiplier.minus(1).times(strength).plus(1).toDecimalPlaces(MULTIPLIER_DECIMALS, Decimal.ROUND_DOWN);
}
