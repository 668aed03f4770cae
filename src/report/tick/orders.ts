import { toExactString } from '../../core/money.js';
import { filledQuantity, type OrderRecord } from '../../core/order/order.js';

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
