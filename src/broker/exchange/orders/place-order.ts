import { toExactString } from '../../../core/money.js';
import { CryptoBotError } from '../../../errors.js';
import type { ExchangeApi } from '../api.js';
import type { Pair, Placed, SentOrder } from '../model.js';
import type { Connection } from '../wire/connection.js';
import type { Answer } from '../wire/transport.js';

export interface SendingLimits {
  /** Real time, in Unix milliseconds. */
  readonly now: () => number;
  /** The end of the run, likewise. */
  readonly deadlineMs: number;
  /** How long an answer to the POST is waited for, and no longer than what is left of the run. */
  readonly postTimeoutMs: number;
}

/** More than this between the promise to send and the POST, and it is not made: the order's expiry counts from the promise. */
const MOST_DELAY_MS = 5_000;
/** Less than this left of the run, and it is not made: the answer could not be waited for. */
const LEAST_LEFT_MS = 25_000;

/**
 * Sends an order's one POST, unless it is too late for it: then it is refused, as it is where it cannot be sent as it was
 * promised. Never throws for what the exchange does. `sentAt` is when its sending was recorded.
 */
export async function placeOrder(
  api: ExchangeApi,
  connection: Connection,
  order: SentOrder,
  pair: Pair,
  { now, deadlineMs, postTimeoutMs }: SendingLimits,
): Promise<Placed> {
  const leftMs = deadlineMs - now();
  if (now() - order.sentAt.getTime() > MOST_DELAY_MS || leftMs < LEAST_LEFT_MS)
    return { kind: 'refused', reason: 'not sent in time' };
  const isExact = order.quantity.mod(pair.step).isZero() && order.limitPrice.mod(pair.tick).isZero();
  if (!isExact) return { kind: 'refused', reason: `not sent: it is not on the step and tick of ${pair.symbol}` };
  const promised = [order.clientOrderId, toExactString(order.quantity), toExactString(order.limitPrice)];
  try {
    const outcome = await connection.post((signedAtMs) => api.orderRequest(order, pair, signedAtMs), {
      timeoutMs: Math.min(postTimeoutMs, leftMs),
      mustSay: promised,
    });
    if (outcome.kind === 'not sent') return { kind: 'not-sent', reason: outcome.reason };
    if (outcome.kind === 'unanswered') return { kind: 'unanswered', reason: outcome.reason };
    // What is secret is masked before words are cut: a part of it would not be known again.
    const answer = { ...outcome.answer, text: connection.mask(outcome.answer.text) };
    const placed = api.readPlaced(answer, order);
    if (placed.kind !== 'refused') return placed;
    return { ...placed, reason: [placed.reason, ...adviceOn(api, answer, placed.reason)].join(': ') };
  } catch (error) {
    // What is thrown is thrown before anything was sent.
    if (error instanceof CryptoBotError) return { kind: 'not-sent', reason: error.message };
    throw error;
  }
}

/** What the reader can do about a refusal, where there is something special to say. */
function adviceOn(api: ExchangeApi, answer: Answer, reason: string): string[] {
  const verdict = api.readAnswer(answer);
  const advice = api.adviceOn(verdict.kind === 'error' ? verdict.code : reason);
  return advice === undefined ? [] : [advice];
}
