import { dayOf, EVER } from '../calendar.js';
import { costOfFill } from '../fill.js';
import { Decimal, sum, ZERO } from '../money.js';
import { filledQuantity, isOpen, type OrderFill, type OrderRecord } from './order.js';

/** An amount that counts against the caps of a UTC day, and of its month. */
export interface DayAmount {
  readonly day: string;
  readonly amount: Decimal;
}

/** What an order counts for depends on. */
type Counted = Pick<OrderRecord, 'status' | 'reserve' | 'pair' | 'createdAt' | 'fills'>;

/**
 * What an order counts for against caps and cash: what it has spent, and while it is open what it may cost at most. All of
 * it on the day it was promised, but for the fills that were found after it was closed.
 */
export function commitmentsOf(order: Counted): DayAmount[] {
  const late = order.fills.flatMap((fill) => {
    return fill.lateDay === null ? [] : [{ day: fill.lateDay, amount: costOfFill(fill, order.pair) }];
  });
  const own = spentBy({ ...order, fills: order.fills.filter(({ lateDay }) => lateDay === null) });
  const bound = isOpen(order) ? Decimal.max(order.reserve, own) : own;
  return [{ day: dayOf(order.createdAt), amount: bound }, ...late];
}

/** Amounts of days, as sums of these days, their months and of all time. */
export function sumByPeriod(amounts: readonly DayAmount[]): Map<string, Decimal> {
  const sums = new Map<string, Decimal>();
  for (const { day, amount } of amounts)
    for (const period of [day, day.slice(0, 'YYYY-MM'.length), EVER])
      sums.set(period, (sums.get(period) ?? ZERO).plus(amount));
  return sums;
}

/** What an order has spent so far, fees in the quote currency included. */
function spentBy({ fills, pair }: Pick<OrderRecord, 'fills' | 'pair'>): Decimal {
  return sum(fills.map((fill: OrderFill) => costOfFill(fill, pair)));
}

/** What an open order still keeps bound beside what it has spent; nothing once it is closed. */
export function boundBy(order: OrderRecord): Decimal {
  return isOpen(order) ? notBelowZero(order.reserve.minus(spentBy(order))) : ZERO;
}

/** What is still to be bought of an open order; nothing of a closed one. */
export function unfilledQuantity(order: OrderRecord): Decimal {
  return isOpen(order) ? notBelowZero(order.quantity.minus(filledQuantity(order))) : ZERO;
}

/** What goes back to the coin's next buy of what earlier ones had carried: as much of it as a closed order did not buy for. */
export function carriedBackBy(order: OrderRecord): Decimal {
  if (isOpen(order)) return ZERO;
  const unspent = notBelowZero(order.quantity.minus(filledQuantity(order))).times(order.price);
  return Decimal.min(order.carried, unspent);
}

function notBelowZero(amount: Decimal): Decimal {
  return Decimal.max(amount, ZERO);
}
