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
    if (placed.kind === 'not-sent') {
      failures.push(notSent(order, placed.reason));
      break;
    }
    changes.push({ order, events: [{ kind: 'sending', at }, ...eventsOf(placed, at)] });
  }
  return withFailures(await record(hands, run, changes), failures);
}

/**
 * One after the other: that an order is being sent is recorded before it is placed, so that no run ever places it again. The
 * orders are looked for together after the last one. When the broker cannot be used, those that are left stay promised.
 */
async function placeOutside(hands: Hands, run: Run, orders: readonly OrderRecord[]): Promise<Deeds> {
  let deeds = NOTHING_DONE;
  const failures: string[] = [];
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
    deeds = together(deeds, await record(hands, run, [{ order: sent, events }]));
    if (placed.kind === 'not-sent') {
      failures.push(notSent(sent, placed.reason));
      break;
    }
  }
  const sent = deeds.orders.filter((order) => isOpen(order) && order.status !== 'promised');
  return withFailures(together(deeds, await lookFor(hands, run, sent)), failures);
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

/** Adds what failed to what was done: what is known beforehand, and each order that came to nothing, or to nobody knows what. */
function withFailures(deeds: Deeds, failures: readonly string[]): Deeds {
  return { ...deeds, failures: [...failures, ...deeds.failures, ...deeds.orders.flatMap(failureOf)] };
}

function failureOf({ coin, status, reason }: OrderRecord): string[] {
  if (status === 'rejected') return [refusal(coin, reason)];
  return status === 'sending' ? [unknown(coin, reason)] : [];
}

function notSent({ coin }: OrderRecord, reason: string): string {
  return `${coin}: the order was not sent: ${reason}`;
}

function refusal(coin: string, reason: string | null): string {
  return `${coin}: the order was refused${reason === null ? '' : `: ${reason}`}`;
}

function unknown(coin: string, reason: string | null): string {
  const why = reason === null ? '' : ` (${reason})`;
  return `${coin}: nobody knows what became of the order${why}: the next runs look for it, and it is never sent again`;
}
