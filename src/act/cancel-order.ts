import { isOpen, type OrderRecord } from '../core/order/order.js';
import { brokerError } from '../errors.js';
import { lookFor } from './look-for.js';
import { type OrderPorts, type Run, record, timeOf } from './run.js';

/**
 * Cancels what is left of an order, and gives the order as it is then. One that was only promised is closed. One that was
 * sent is looked for before its broker is asked. One that is closed stays as it is. Throws a broker CryptoBotError when the
 * broker cannot be asked, or when nobody knows yet what became of the order: then it stays as it is, too.
 */
export async function cancelOrder(ports: OrderPorts, run: Run, order: OrderRecord): Promise<OrderRecord> {
  switch (order.status) {
    case 'promised':
      await record(ports, run, [
        { order, events: [{ kind: 'withdrawn', reason: 'cancelled by its owner', at: timeOf(ports, run) }] },
      ]);
      break;
    case 'sending':
      await lookForOne(ports, run, order);
      break;
    case 'acknowledged':
    case 'partially-filled':
      await ports.broker.cancel(order);
      await lookForOne(ports, run, order);
      return reload(ports, order);
    default:
      return order;
  }
  const after = await reload(ports, order);
  if (after.status === 'sending')
    throw brokerError(`nobody knows yet what became of the order ${order.id}: nothing was changed; try again later`);
  return isOpen(after) ? cancelOrder(ports, run, after) : after;
}

async function lookForOne(ports: OrderPorts, run: Run, order: OrderRecord): Promise<void> {
  const { failures } = await lookFor(ports, run, [order]);
  if (failures.length > 0) throw brokerError(failures.join('; '), { retryable: true });
}

async function reload({ ledger }: OrderPorts, { id }: OrderRecord): Promise<OrderRecord> {
  const order = await ledger.loadOrder(id);
  if (!order) throw new Error(`the ledger has no order ${id} any more`);
  return order;
}
