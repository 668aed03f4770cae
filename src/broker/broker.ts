import type { Fill, Order } from '../core/model.js';

/** The port to whoever executes orders. */
export interface Broker {
  /**
   * Executes the order and returns its fill. Idempotent by order.id: submitting the same order again, also from another
   * process or after a crash, returns the fill it already had. Throws a broker CryptoBotError when it cannot be executed now.
   */
  submit(order: Order): Promise<Fill>;
}
