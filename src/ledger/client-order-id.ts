import { v5 } from 'uuid';

/** The namespace of our orders: made once, at random, and never changed, since ids are derived from it. */
const ORDERS = '5a6f1c0e-8c7d-4f0a-9a53-0d3e7f1b2c94';

/**
 * What an order is called at its exchange: a lower-case UUID, which is the one form that all of them take. It is derived
 * from the order's own id, so that it is the same after any crash.
 */
export function clientOrderIdOf(orderId: string): string {
  return v5(orderId, ORDERS);
}
