import { toExactString } from '../../core/money.js';
import { CryptoBotError } from '../../errors.js';
import type { ExchangeApi } from './api.js';
import type { Connection } from './connection.js';
import type { FoundOrder, Pair, Placed, SentOrder } from './model.js';

export interface SendingLimits {
  /** Real time, in Unix milliseconds. */
  readonly now: () => number;
  /** The end of the run, likewise. */
  readonly deadlineMs: number;
  /** How long an answer to the POST is waited for, and no longer than what is left of the run. */
  readonly postTimeoutMs: number;
  /** How long an order that was not seen may still turn up after it could last have arrived. */
  readonly graceMs: number;
}

/** What became of an order that was to be sent. */
export type Sending =
  | Placed
  /** Nothing of it left this machine. */
  | { readonly kind: 'not sent'; readonly reason: string };

/** What a look found of an order. One that was not seen may still arrive; one that is absent never did, and never will. */
export type Sighting = FoundOrder | 'not seen' | 'absent';

/** More than this between the promise to send and the POST, and it is not made: the order's expiry counts from the promise. */
const MOST_DELAY_MS = 5_000;
/** Less than this left of the run, and it is not made: the answer could not be waited for. */
const LEAST_LEFT_MS = 25_000;

/** Sends an order's one POST, unless it is too late for it. `sentAt` is when sending it was recorded. Never throws for what the exchange does. */
export async function sendOrder(
  api: ExchangeApi,
  connection: Connection,
  order: SentOrder,
  pair: Pair,
  { now, deadlineMs, postTimeoutMs }: Omit<SendingLimits, 'graceMs'>,
): Promise<Sending> {
  const leftMs = deadlineMs - now();
  if (now() - order.sentAt.getTime() > MOST_DELAY_MS || leftMs < LEAST_LEFT_MS)
    return { kind: 'not sent', reason: 'not sent in time' };
  const isExact = order.quantity.mod(pair.step).isZero() && order.limitPrice.mod(pair.tick).isZero();
  if (!isExact) return { kind: 'not sent', reason: `not sent: it is not on the step and tick of ${pair.symbol}` };
  const promised = [order.clientOrderId, toExactString(order.quantity), toExactString(order.limitPrice)];
  try {
    const outcome = await connection.post((signedAtMs) => api.orderRequest(order, pair, signedAtMs), {
      timeoutMs: Math.min(postTimeoutMs, leftMs),
      mustSay: promised,
    });
    if (outcome.kind === 'not sent') return { kind: 'not sent', reason: `not sent: ${outcome.reason}` };
    if (outcome.kind === 'unanswered') return { kind: 'unknown', reason: outcome.reason };
    const placed = api.judgePlaced(outcome.answer, order);
    return 'reason' in placed ? { ...placed, reason: connection.mask(placed.reason) } : placed;
  } catch (error) {
    // What is thrown is thrown before anything was sent.
    if (error instanceof CryptoBotError) return { kind: 'not sent', reason: `not sent: ${error.message}` };
    throw error;
  }
}

/**
 * Looks for orders. An order is absent when a look that began after it could last have arrived, and a grace, was thorough
 * and complete, and has it nowhere. Throws a broker CryptoBotError when a look is void: then nothing is known.
 */
export async function lookForOrders(
  api: ExchangeApi,
  connection: Connection,
  orders: readonly SentOrder[],
  { graceMs }: Pick<SendingLimits, 'graceMs'>,
): Promise<ReadonlyMap<string, Sighting>> {
  await connection.skewMs();
  const beganMs = connection.now();
  const couldArriveUntil = ({ sentAt }: SentOrder) => sentAt.getTime() + api.orderExpiryMs + graceMs;
  const sightings = new Map<string, Sighting>();
  for (const thorough of [false, true]) {
    const some = orders.filter((order) => beganMs > couldArriveUntil(order) === thorough);
    if (some.length === 0) continue;
    const found = await api.find(connection, some, { thorough });
    for (const [id, order] of found) sightings.set(id, order ?? (thorough ? 'absent' : 'not seen'));
  }
  return sightings;
}
