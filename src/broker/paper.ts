import { ZERO } from '../core/money.js';
import type { Broker } from './broker.js';

/** Fills every order at once, in full, at the price decided on, without a fee. Stateless, so trivially idempotent. */
export const paperBroker: Broker = {
  submit: async (order) => ({ quantity: order.quantity, price: order.price, fee: ZERO, at: order.createdAt }),
};
