import { brokerError } from '../../../errors.js';
import type { ExchangeApi } from '../api.js';
import type { SentOrder } from '../model.js';
import type { Connection } from '../wire/connection.js';
import { plainWords } from '../wire/words.js';

/**
 * Asks to cancel what is left of an order, once. That nothing is left is no error. Throws a broker CryptoBotError when the
 * request was not sent, not answered, or refused.
 */
export async function cancelOrder(
  api: ExchangeApi,
  connection: Connection,
  order: SentOrder,
  exchangeId: string | null,
  timeoutMs: number,
): Promise<void> {
  const { title } = api;
  const request = api.cancelRequest(order, exchangeId);
  if (!request)
    throw brokerError(`${title} cancels orders by its own id only, which is not known yet: cancel it on its website`);
  const outcome = await connection.post(() => request, { timeoutMs, mustSay: [] });
  if (outcome.kind !== 'answered') throw brokerError(`${outcome.reason}: try again later`, { retryable: true });
  const verdict = api.readAnswer(outcome.answer);
  if (verdict.kind === 'result' || (verdict.kind === 'error' && api.nothingToCancel.has(verdict.code))) return;
  const { status } = outcome.answer;
  if (verdict.kind === 'no format')
    throw brokerError(`${title} answered ${status} and no data: try again later`, { retryable: true });
  const words = plainWords(connection.mask(verdict.words));
  throw brokerError(
    `${title} did not cancel the order, "${words}": ${api.adviceOn(verdict.code) ?? 'see its website'}`,
  );
}
