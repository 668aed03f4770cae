import type { Broker, Placed } from '../broker/broker.js';
import type { OrderEvent } from '../core/order/events.js';
import { isOpen, type OrderRecord } from '../core/order/order.js';
import type { Change } from '../ledger/ledger.js';
import { lookFor } from './look-for.js';
import { type Deeds, type Hands, NOTHING_DONE, type Run, record, timeOf, together } from './run.js';

/** Places promised orders, and records what becomes of them. */
export function place(hands: Hands, run: Run, orders: readonly OrderRecord[]): Promise<Deeds> {
  return hands.broker.isRemote ? placeOutside(hands, run, orders) : placeHere(hands, run, orders);
}

/**
 * Where placing an order has no effect outside of the ledger, it is recorded together with what it comes to. What cannot be
 * placed stays promised, with all that come after it.
 */
async function placeHere(hands: Hands, run: Run, orders: readonly OrderRecord[]): Promise<Deeds> {
  const changes: Change[] = [];
  const failures: string[] = [];
  for (const order of orders) {
    const at = timeOf(hands, run);
    const placed = await answerOf(hands.broker, order);
    failures.push(...failuresOf(order, placed));
    if (placed.kind === 'not-sent') break;
    changes.push({ order, events: [{ kind: 'sending', at }, ...eventsOf(placed, at)] });
  }
  return together(await record(hands, run, changes), { ...NOTHING_DONE, failures });
}

/**
 * One after the other: that an order is being sent is recorded before it is placed, so that no run ever places it again. The
 * orders are looked for together after the last one. When the broker cannot be used, those that are left stay promised.
 */
async function placeOutside(hands: Hands, run: Run, orders: readonly OrderRecord[]): Promise<Deeds> {
  let deeds = NOTHING_DONE;
  for (const order of orders) {
    const sending: OrderEvent = { kind: 'sending', at: timeOf(hands, run) };
    const { permit } = hands.broker;
    const [sent] = (await record(hands, run, [{ order, events: [sending], permit }])).orders;
    if (sent?.status !== 'sending') {
      if (sent) deeds = together(deeds, { ...NOTHING_DONE, orders: [sent] }); // it was not permitted
      continue; // or another run has given it up
    }
    const placed = await answerOf(hands.broker, sent);
    const events = eventsOf(placed, timeOf(hands, run));
    const failures = placed.kind === 'unanswered' ? [] : failuresOf(sent, placed); // it may be found yet
    deeds = together(deeds, await record(hands, run, [{ order: sent, events }]), { ...NOTHING_DONE, failures });
    if (placed.kind === 'not-sent') break;
  }
  const sent = deeds.orders.filter((order) => isOpen(order) && order.status !== 'promised');
  const looked = together(deeds, await lookFor(hands, run, sent));
  return { ...looked, failures: [...looked.failures, ...looked.orders.flatMap(failureOfUnanswered)] };
}

/** Whatever a broker throws, nobody knows what it did before. */
async function answerOf(broker: Broker, order: OrderRecord): Promise<Placed> {
  try {
    return await broker.place(order);
  } catch (error) {
    return { kind: 'unanswered', reason: error instanceof Error ? error.message : String(error) };
  }
}

function eventsOf(placed: Placed, at: Date): OrderEvent[] {
  switch (placed.kind) {
    case 'acknowledged': {
      const { exchangeId, sighting } = placed;
      if (!sighting) return [{ kind: 'acknowledged', exchangeId }];
      return [{ kind: 'found', sighting: { ...sighting, exchangeId: sighting.exchangeId ?? exchangeId }, at }];
    }
    case 'refused':
      return [{ ...placed, at }];
    default:
      return [placed];
  }
}

function failuresOf({ coin }: OrderRecord, placed: Placed): string[] {
  switch (placed.kind) {
    case 'acknowledged':
      return placed.sighting?.status === 'rejected' ? [refusal(coin, placed.sighting.reason)] : [];
    case 'refused':
      return [refusal(coin, placed.reason)];
    case 'not-sent':
      return [`${coin}: the order was not sent: ${placed.reason}`];
    default:
      return [unknown(coin, placed.reason)];
  }
}

function failureOfUnanswered({ coin, status, reason }: OrderRecord): string[] {
  return status === 'sending' ? [unknown(coin, reason)] : [];
}

function refusal(coin: string, reason: string | null): string {
  return `${coin}: the broker refused the order${reason === null ? '' : `: ${reason}`}`;
}

function unknown(coin: string, reason: string | null): string {
  const why = reason === null ? '' : ` (${reason})`;
  return `${coin}: nobody knows what became of the order${why}: the next runs look for it, and it is never sent again`;
}
