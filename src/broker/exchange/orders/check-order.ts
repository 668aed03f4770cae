import { randomUUID } from 'node:crypto';
import { Decimal, toExactString } from '../../../core/money.js';
import { brokerError, usageError } from '../../../errors.js';
import type { ExchangeApi } from '../api.js';
import type { Pair } from '../model.js';
import type { Connection } from '../wire/connection.js';
import { plainWords } from '../wire/words.js';

/** An order that an exchange has checked and not placed. */
export interface CheckedOrder {
  readonly quantity: Decimal;
  readonly limitPrice: Decimal;
  /** The exchange's words for why it would not take it; null when it would. */
  readonly refusal: string | null;
}

const TIMEOUT_MS = 20_000;

/** Has the smallest order that a pair allows at a price checked, which buys nothing. */
export type CheckSmallest = (pair: Pair, price: Decimal) => Promise<CheckedOrder>;

/**
 * Throws a usage CryptoBotError where an exchange has no such check. The check throws a broker CryptoBotError when it is not
 * answered in the exchange's own format.
 */
export function orderChecker(api: ExchangeApi, connection: Connection): CheckSmallest {
  const { title, onlyChecked } = api;
  if (!onlyChecked) throw usageError(`crypto-bot can have no order checked at ${title}: use crypto-bot run --dry-run`);
  return async (pair, price) => {
    const limitPrice = price.divToInt(pair.tick).times(pair.tick);
    const quantity = smallestQuantity(pair, limitPrice);
    const order = { clientOrderId: randomUUID(), symbol: pair.symbol, quantity, limitPrice, sentAt: new Date() };
    const build = (signedAtMs: number) => {
      const request = api.orderRequest(order, pair, signedAtMs);
      return { ...request, params: { ...request.params, ...onlyChecked } };
    };
    // Without these words it would buy: then it is not sent.
    const mustSay = [...Object.entries(onlyChecked).map((it) => it.join('=')), toExactString(quantity)];
    const outcome = await connection.post(build, { timeoutMs: TIMEOUT_MS, mustSay });
    if (outcome.kind !== 'answered') throw brokerError(`${outcome.reason}: try again later`, { retryable: true });
    const verdict = api.readAnswer(outcome.answer);
    if (verdict.kind === 'no format') {
      const { status } = outcome.answer;
      throw brokerError(`${title} answered ${status} and no data: try again later`, { retryable: true });
    }
    const refusal = verdict.kind === 'error' ? plainWords(connection.mask(verdict.words)) : null;
    return { quantity, limitPrice, refusal };
  };
}

function smallestQuantity({ step, minimumQuantity, minimumNotional }: Pair, price: Decimal): Decimal {
  const least = Decimal.max(minimumQuantity ?? step, (minimumNotional ?? price.times(step)).div(price));
  return least.div(step).ceil().times(step);
}
