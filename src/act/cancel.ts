import { isOpen, type OrderRecord } from '../core/order/order.js';
import { brokerError } from '../errors.js';
import { lookFor } from './look-for.js';
import { type Hands, type Run, record, timeOf } from './run.js';

/**
 * Cancels what is left of an order, and gives the order as it is then. One that was only promised is closed. One that was
 * sent is looked for before its broker is asked. One that is closed stays as it is. Throws a broker CryptoBotError when the
 * broker cannot be asked, or when nobody knows yet what became of the order: then it stays as it is, too.
 */
export async function cancel(hands: Hands, run: Run, order: OrderRecord): Promise<OrderRecord> {
  switch (order.status) {
    case 'promised':
      await record(hands, run, [
        { order, events: [{ kind: 'withdrawn', reason: 'cancelled by its owner', at: timeOf(hands, run) }] },
      ]);
      break;
    case 'sending':
      await lookForOne(hands, run, order);
      break;
    case 'acknowledged':
    case 'partially-filled':
      await hands.broker.cancel(order);
      await lookForOne(hands, run, order);
      return reload(hands, order);
    default:
      return order;
  }
  const after = await reload(hands, order);
  if (after.status === 'sending')
    throw brokerError(`nobody knows yet what became of the order ${order.id}: nothing was changed; try again later`);
  return isOpen(after) ? cancel(hands, run, after) : after;
}

async function lookForOne(hands: Hands, run: Run, order: OrderRecord): Promise<void> {
  const { failures } = await lookFor(hands, run, [order]);
  if (failures.length > 0) throw brokerError(failures.join('; '), { retryable: true });
}

async function reload({ ledger }: Hands, { id }: OrderRecord): Promise<OrderRecord> {
  const order = await ledger.loadOrder(id);
  if (!order) throw new Error(`the ledger has no order ${id} any more`);
  return order;
}
