import type { Finding } from '../broker/broker.js';
import type { OrderEvent } from '../core/order/events.js';
import type { OrderRecord } from '../core/order/order.js';
import { transition } from '../core/order/transition.js';
import { CryptoBotError } from '../errors.js';
import type { Change } from '../ledger/ledger.js';
import { type Deeds, type Hands, NOTHING_DONE, type Run, record, timeOf } from './run.js';

/** Looks for orders that may have been placed, all at once, and records what is new. A look that fails changes nothing. */
export async function lookFor(hands: Hands, run: Run, orders: readonly OrderRecord[]): Promise<Deeds> {
  if (orders.length === 0) return NOTHING_DONE;
  let findings: ReadonlyMap<string, Finding>;
  try {
    findings = await hands.broker.find(orders);
  } catch (error) {
    if (!(error instanceof CryptoBotError) || error.code !== 'broker') throw error;
    return { ...NOTHING_DONE, failures: [error.message] };
  }
  const at = timeOf(hands, run);
  const changes = orders.flatMap((order): Change[] => {
    const event = eventOf(findings.get(order.id), at);
    return event && transition(order, event).isChange ? [{ order, events: [event] }] : [];
  });
  return record(hands, run, changes);
}

function eventOf(finding: Finding | undefined, at: Date): OrderEvent | null {
  if (finding?.kind === 'found') return { kind: 'found', sighting: finding.sighting, at };
  return finding?.kind === 'absent' ? { kind: 'absent', at } : null;
}
