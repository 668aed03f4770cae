import type { Broker, Placed } from '../broker/broker.js';
import type { OrderEvent } from '../core/order/events.js';
import { isOpen, type OrderRecord } from '../core/order/order.js';
import type { Change } from '../ledger/ledger.js';
import { lookFor } from './look-for.js';
import { mergeResults, NO_RESULTS, type OrderPorts, type OrderResults, type Run, record, timeOf } from './run.js';

/** Places promised orders, and records what becomes of them. */
export function placeOrders(ports: OrderPorts, run: Run, orders: readonly OrderRecord[]): Promise<OrderResults> {
  return ports.broker.isRemote ? placeRemotely(ports, run, orders) : placeLocally(ports, run, orders);
}

/**
 * For a broker without effects outside of the ledger: an order is recorded together with what it bought. If an order cannot be
 * placed, it stays promised, and so do all that follow it.
 */
async function placeLocally(ports: OrderPorts, run: Run, orders: readonly OrderRecord[]): Promise<OrderResults> {
  const changes: Change[] = [];
  const failures: string[] = [];
  for (const order of orders) {
    const at = timeOf(ports, run);
    const placed = await answerOf(ports.broker, order);
    if (placed.kind === 'not-sent') {
      failures.push(notSent(order, placed.reason));
      break;
    }
    changes.push({ order, events: [{ kind: 'sending', at }, ...eventsOf(placed, at)] });
  }
  return withFailures(await record(ports, run, changes), failures);
}

/**
 * For a broker that trades for real, one order after the other. Before an order is placed, it is recorded as sending, so that no
 * run ever places it again. After the last one all are looked for together. If the broker cannot be used, the rest stay promised.
 */
async function placeRemotely(ports: OrderPorts, run: Run, orders: readonly OrderRecord[]): Promise<OrderResults> {
  let results = NO_RESULTS;
  const failures: string[] = [];
  for (const order of orders) {
    const sending: OrderEvent = { kind: 'sending', at: timeOf(ports, run) };
    const { permit } = ports.broker;
    const [sent] = (await record(ports, run, [{ order, events: [sending], permit }])).orders;
    if (sent?.status !== 'sending') {
      if (sent) results = mergeResults(results, { ...NO_RESULTS, orders: [sent] }); // it was not permitted
      continue; // or another run has given it up
    }
    const placed = await answerOf(ports.broker, sent);
    const events = eventsOf(placed, timeOf(ports, run));
    results = mergeResults(results, await record(ports, run, [{ order: sent, events }]));
    if (placed.kind === 'not-sent') {
      failures.push(notSent(sent, placed.reason));
      break;
    }
  }
  const sent = results.orders.filter((order) => isOpen(order) && order.status !== 'promised');
  return withFailures(mergeResults(results, await lookFor(ports, run, sent)), failures);
}

/** A broker that throws may have placed the order before: that counts as unanswered. */
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

/** Adds failures: a line for each order that was refused or whose fate is not known, and after them those given. */
function withFailures(results: OrderResults, failures: readonly string[]): OrderResults {
  return { ...results, failures: [...results.orders.flatMap(failureOf), ...failures, ...results.failures] };
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
