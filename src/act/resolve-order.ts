import type { Finding } from '../broker/broker.js';
import { DAY_MS } from '../core/calendar.js';
import type { BrokerFill } from '../core/order/events.js';
import type { OrderRecord } from '../core/order/order.js';
import { brokerError, CryptoBotError, usageError } from '../errors.js';
import { type OrderPorts, type Run, record, timeOf } from './run.js';

/**
 * Closes an order in sending by its owner's word: as filled by a fill, or as never sent where there is none. The broker is
 * asked once more before; one that cannot be asked, such as with a key that was deleted, is in the way for a day after the
 * sending. Throws a broker CryptoBotError within that day, when the broker has the order (which is recorded), and when an order
 * that was never sent may still arrive; a usage CryptoBotError when another run has changed the order.
 */
export async function resolveOrder(
  ports: OrderPorts,
  run: Run,
  order: OrderRecord,
  fill: BrokerFill | null,
): Promise<void> {
  const at = timeOf(ports, run);
  const finding = await ask(ports, order, at);
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

/** What the broker knows of the order; undefined when nothing, and when it cannot be asked a day after the sending. */
async function ask({ broker }: OrderPorts, order: OrderRecord, at: Date): Promise<Finding | undefined> {
  try {
    return (await broker.find([order])).get(order.id);
  } catch (error) {
    if (!(error instanceof CryptoBotError)) throw error;
    const alone = new Date((order.sentAt ?? order.promisedAt).getTime() + DAY_MS);
    if (at >= alone) return undefined;
    throw brokerError(
      `${error.message}; without an answer the order ${order.id} can be resolved from ${alone.toISOString()} on`,
      { retryable: true, cause: error },
    );
  }
}
