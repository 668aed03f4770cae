import { dayOf, EVER } from '../calendar.js';
import { costOfFill } from '../fill.js';
import { Decimal, sum, ZERO } from '../money.js';
import { filledQuantity, isOpen, type OrderFill, type OrderRecord } from './order.js';

/** An amount that counts against the caps of a UTC day, and of its month. */
export interface DayAmount {
  readonly day: string;
  readonly amount: Decimal;
}

/** The fields of an order that say what it counts for. */
type Counted = Pick<OrderRecord, 'status' | 'reserve' | 'pair' | 'createdAt' | 'fills'>;

/**
 * What an order counts for against caps and cash, by UTC day: while it is open, the most that it may cost; then what it has
 * spent. It counts on the day on which it was promised. A fill that was found after it was closed counts on its `lateDay`.
 */
export function commitmentsOf(order: Counted): DayAmount[] {
  const late = order.fills.flatMap((fill) => {
    return fill.lateDay === null ? [] : [{ day: fill.lateDay, amount: costOfFill(fill, order.pair) }];
  });
  const own = spentBy({ fills: order.fills.filter(({ lateDay }) => lateDay === null), pair: order.pair });
  const bound = isOpen(order) ? Decimal.max(order.reserve, own) : own;
  return [{ day: dayOf(order.createdAt), amount: bound }, ...late];
}

/** The sums of amounts by period: each day, each month, and `EVER` for all of them. */
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

/** What an open order may still cost, beyond what it has spent; 0 for a closed one. */
export function boundBy(order: OrderRecord): Decimal {
  return isOpen(order) ? notBelowZero(order.reserve.minus(spentBy(order))) : ZERO;
}

/** The quantity that an open order may still buy; 0 for a closed one. */
export function unfilledQuantity(order: OrderRecord): Decimal {
  return isOpen(order) ? notBelowZero(order.quantity.minus(filledQuantity(order))) : ZERO;
}

/** What a closed order did not spend of its carried amount: it is carried to the coin's next buy. 0 for an open order. */
export function carriedBackBy(order: OrderRecord): Decimal {
  if (isOpen(order)) return ZERO;
  const unspent = notBelowZero(order.quantity.minus(filledQuantity(order))).times(order.price);
  return Decimal.min(order.carried, unspent);
}

function notBelowZero(amount: Decimal): Decimal {
  return Decimal.max(amount, ZERO);
}
