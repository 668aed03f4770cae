import type { Finding } from '../broker/broker.js';
import type { OrderEvent } from '../core/order/events.js';
import type { OrderRecord } from '../core/order/order.js';
import { transition } from '../core/order/transition.js';
import { CryptoBotError } from '../errors.js';
import type { Change } from '../ledger/ledger.js';
import { NO_RESULTS, type OrderPorts, type OrderResults, type Run, record, timeOf } from './run.js';

/** Asks the broker about orders that may have been placed, all at once, and records what is new. If it cannot be asked, nothing changes. */
export async function lookFor(ports: OrderPorts, run: Run, orders: readonly OrderRecord[]): Promise<OrderResults> {
  if (orders.length === 0) return NO_RESULTS;
  let findings: ReadonlyMap<string, Finding>;
  try {
    findings = await ports.broker.find(orders);
  } catch (error) {
    if (!(error instanceof CryptoBotError) || error.code !== 'broker') throw error;
    return { ...NO_RESULTS, failures: [error.message] };
  }
  const at = timeOf(ports, run);
  const changes = orders.flatMap((order): Change[] => {
    const event = eventOf(findings.get(order.id), at);
    return event && transition(order, event).isChange ? [{ order, events: [event] }] : [];
  });
  return record(ports, run, changes);
}

function eventOf(finding: Finding | undefined, at: Date): OrderEvent | null {
  if (finding?.kind === 'found') return { kind: 'found', sighting: finding.sighting, at };
  return finding?.kind === 'absent' ? { kind: 'absent', at } : null;
}
