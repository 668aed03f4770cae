import type { Fill } from './model.js';
import { type Decimal, ZERO } from './money.js';

/** What a fee is paid in: the money that is spent, the coin that is bought, or something else, which counts for nothing. */
type FeeIn = 'quote' | 'coin' | 'other';

/** By the pair, such as "BTC/EUR". On paper, and where nothing is said, fees are in the quote currency. */
function feeIn({ feeCurrency }: Pick<Fill, 'feeCurrency'>, pair: string | null): FeeIn {
  if (feeCurrency === null || pair === null) return 'quote';
  const [coin, quote] = pair.split('/');
  return feeCurrency === quote ? 'quote' : feeCurrency === coin ? 'coin' : 'other';
}

/** Whether a fee was paid in something else, and so counts for nothing. */
export function isPaidInOther(fill: Fill, pair: string | null): boolean {
  return !fill.fee.isZero() && feeIn(fill, pair) === 'other';
}

/** What was spent by a fill: quantity × price, and the fee where it is in the quote currency. */
export function costOfFill(fill: Fill, pair: string | null): Decimal {
  const fee = feeIn(fill, pair) === 'quote' ? fill.fee : ZERO;
  return fill.quantity.times(fill.price).plus(fee);
}

/** What arrived by a fill: its quantity, less the fee where it is in the coin. */
export function quantityOfFill(fill: Fill, pair: string | null): Decimal {
  return feeIn(fill, pair) === 'coin' ? fill.quantity.minus(fill.fee) : fill.quantity;
}

/** What the fee of a fill was worth in the quote currency; 0 where it was paid in something else than that or the coin. */
export function feeOfFill(fill: Fill, pair: string | null): Decimal {
  const paidIn = feeIn(fill, pair);
  return paidIn === 'quote' ? fill.fee : paidIn === 'coin' ? fill.fee.times(fill.price) : ZERO;
}
