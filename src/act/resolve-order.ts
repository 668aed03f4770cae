import type { BrokerFill } from '../core/order/events.js';
import type { OrderRecord } from '../core/order/order.js';
import { brokerError, usageError } from '../errors.js';
import { type OrderPorts, type Run, record, timeOf } from './run.js';

/**
 * Closes an order in sending by its owner's word: as filled by a fill, or as never sent where there is none. The broker is
 * asked once more before. Throws a broker CryptoBotError when it cannot be asked, when it has the order (which is recorded),
 * and when an order that was never sent may still arrive; a usage CryptoBotError when another run has changed the order.
 */
export async function resolveOrder(
  ports: OrderPorts,
  run: Run,
  order: OrderRecord,
  fill: BrokerFill | null,
): Promise<void> {
  const finding = (await ports.broker.find([order])).get(order.id);
  const at = timeOf(ports, run);
  if (finding?.kind === 'found') {
    await record(ports, run, [{ order, events: [{ kind: 'found', sighting: finding.sighting, at }] }]);
    throw brokerError(`${ports.broker.name} has the order ${order.id}: what it says of it is recorded`);
  }
  if (!fill && finding?.kind === 'not-seen' && finding.until > run.clock())
    throw brokerError(
      `the order ${order.id} may still turn up until ${finding.until.toISOString()}: try again after that`,
      { retryable: true },
    );
  const resolved = await record(ports, run, [{ order, events: [{ kind: 'resolved', fill, at }] }]);
  if (resolved.orders.length === 0)
    throw usageError(`the order ${order.id} was changed by another run: see crypto-bot orders, nothing was changed`);
}
