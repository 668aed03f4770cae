import { toExactString } from '../../core/money.js';
import { filledQuantity, type OrderRecord } from '../../core/order/order.js';

/** The limit orders that a dry run would have sent, as the exchange would have got them. */
export function renderLimitOrders(orders: readonly OrderRecord[]): string[] {
  return orders.flatMap(({ coin, pair, quantity, limitPrice }) => {
    if (pair === null || limitPrice === null) return [];
    return [`Ordering ${coin}: ${toExactString(quantity)} of ${pair}, at ${toExactString(limitPrice)} or less`];
  });
}

/** What became of an order, where its purchases do not tell all of it. */
export function renderOrders(orders: readonly OrderRecord[]): string[] {
  return orders.flatMap((order) => {
    const fate = describe(order);
    return fate === null ? [] : [`Ordering ${order.coin}: ${fate}`];
  });
}

/** Null where all of it was bought. */
function describe(order: OrderRecord): string | null {
  const { status, quantity, reason } = order;
  const why = reason === null ? '' : `: ${reason}`;
  switch (status) {
    case 'filled':
      return null;
    case 'promised':
      return `not sent${why}`;
    case 'sending':
      return 'nobody knows yet what it bought: the next run looks for it';
    case 'acknowledged':
    case 'partially-filled':
      return 'not all that it bought is known yet: the next run looks for it';
    case 'rejected':
      return `refused${why}`;
    default: {
      const bought = filledQuantity(order);
      return `it ended with ${bought.isZero() ? 'nothing' : toExactString(bought)} of ${toExactString(quantity)} bought${why}`;
    }
  }
}
