import { dayOf } from '../calendar.js';
import type { Fill } from '../model.js';
import { Decimal, sum, ZERO } from '../money.js';
import { filledQuantity, isOpen, type OrderFill, type OrderRecord } from './order.js';

/** What a fee is paid in: the money that is spent, the coin that is bought, or something else, which counts for nothing. */
type FeeIn = 'quote' | 'coin' | 'other';

/** By the pair, such as "BTC/EUR". On paper, and where nothing is said, fees are in the quote currency. */
function feeIn({ feeCurrency }: Pick<Fill, 'feeCurrency'>, pair: string | null): FeeIn {
  if (feeCurrency === null || pair === null) return 'quote';
  const [coin, quote] = pair.split('/');
  return feeCurrency === quote ? 'quote' : feeCurrency === coin ? 'coin' : 'other';
}

/** What was spent by a fill: quantity × price, and the fee where it is in the quote currency. */
export function costOfFill(fill: Fill, pair: string | null): Decimal {
  const fee = feeIn(fill, pair) === 'quote' ? fill.fee : ZERO;
  return fill.quantity.times(fill.price).plus(fee);
}

/** An amount that counts against the caps of a UTC day, and of its month. */
export interface DayAmount {
  readonly day: string;
  readonly amount: Decimal;
}

/**
 * What an order counts for against caps, cash and carried amounts: what it has spent, and while it is open what it may
 * cost at most. All of it on the day it was promised, but for the fills that were found after it was closed.
 */
export function commitmentsOf(order: OrderRecord): DayAmount[] {
  const costOf = (fills: readonly OrderFill[]) => sum(fills.map((fill) => costOfFill(fill, order.pair)));
  const late = order.fills.flatMap((fill) => {
    return fill.lateDay === null ? [] : [{ day: fill.lateDay, amount: costOf([fill]) }];
  });
  const own = costOf(order.fills.filter(({ lateDay }) => lateDay === null));
  const bound = isOpen(order) ? Decimal.max(order.reserve, own) : own;
  return [{ day: dayOf(order.createdAt), amount: bound }, ...late];
}

/** What an open order still keeps bound beside what it has spent; nothing once it is closed. */
export function boundBy(order: OrderRecord): Decimal {
  if (!isOpen(order)) return ZERO;
  const spent = sum(order.fills.map((fill) => costOfFill(fill, order.pair)));
  return Decimal.max(order.reserve.minus(spent), ZERO);
}

/** What is still to be bought of an open order; nothing of a closed one. */
export function unfilledQuantity(order: OrderRecord): Decimal {
  return isOpen(order) ? Decimal.max(order.quantity.minus(filledQuantity(order)), ZERO) : ZERO;
}
