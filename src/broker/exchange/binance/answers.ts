import * as v from 'valibot';
import type { Placed, SentOrder, Verdict } from '../model.js';
import { amount, parseLossless } from '../wire/json.js';
import type { Answer } from '../wire/transport.js';
import { plainWords } from '../wire/words.js';
import { fullOrder } from './bodies.js';

const failure = v.object({
  code: v.pipe(
    amount,
    v.transform((code) => Number(code)),
  ),
  msg: v.string(),
});

/** A 200 with an object or a list, or a code and words with a status from 400 on. */
export function readAnswer({ status, text }: Answer): Verdict {
  const json = parseLossless(text);
  if (status === 200)
    return typeof json === 'object' && json !== null ? { kind: 'result', body: json } : { kind: 'no format' };
  const parsed = v.safeParse(failure, json);
  if (!parsed.success || status < 400) return { kind: 'no format' };
  const { code, msg } = parsed.output;
  return { kind: 'error', code: `${code}`, words: `${code} ${msg}` };
}

/**
 * Codes with which an order is refused, when they come with a status from 400 to 499: nothing was or will be bought. What
 * is not listed leaves it unknown, such as -1000, -1006 and -1007, whose words say that the execution status is unknown.
 * Source of each: https://developers.binance.com/docs/binance-spot-api-docs/errors.
 */
const refusals: readonly { readonly from: number; readonly to: number; readonly why: string }[] = [
  { from: -1003, to: -1003, why: 'too many requests: not let in' },
  { from: -1013, to: -1013, why: 'failed a filter of the pair, or the market is closed' },
  { from: -1015, to: -1015, why: 'too many orders' },
  { from: -1022, to: -1021, why: 'signed wrongly, or outside of its time' },
  { from: -1199, to: -1100, why: 'a parameter is wrong' },
  { from: -2010, to: -2010, why: 'the matching engine said no, for want of money or rights' },
  { from: -2015, to: -2014, why: 'the key, its rights or the IP address' },
];

/** This one is -2010, too, and says that there is such an order: it is looked for. */
const DUPLICATE = /Duplicate order/i;

export function readPlaced(answer: Answer, order: SentOrder): Placed {
  const verdict = readAnswer(answer);
  const { status } = answer;
  if (verdict.kind === 'no format') return { kind: 'unanswered', reason: `Binance answered ${status} and no data` };
  if (verdict.kind === 'error') {
    const code = Number(verdict.code);
    const isListed = status < 500 && refusals.some(({ from, to }) => from <= code && code <= to);
    const isRefused = isListed && !DUPLICATE.test(verdict.words);
    return { kind: isRefused ? 'refused' : 'unanswered', reason: plainWords(verdict.words) };
  }
  const parsed = v.safeParse(fullOrder, verdict.body);
  if (!parsed.success || parsed.output.clientOrderId !== order.clientOrderId)
    return { kind: 'unanswered', reason: 'Binance answered without the order' };
  const { orderId, status: state, executedQty, fills, transactTime } = parsed.output;
  const sighting = {
    exchangeId: orderId,
    status: state,
    executed: executedQty,
    fills: fills.map((fill) => ({ ...fill, at: transactTime })),
    reason: null,
  };
  return { kind: 'acknowledged', exchangeId: orderId, sighting };
}

export function adviceOn(error: string): string | undefined {
  switch (Number(error)) {
    case -2014:
    case -1022:
      return 'check the API key and its secret';
    case -2015:
      return 'check the API key, that it may trade on spot markets, that this IP address is allowed, and exchange.sandbox';
    case -1021:
      return "set this machine's clock";
    case -2010:
      return 'pay in, or buy for less; where it is not the money, see the account on its website';
    case -1013:
      return 'where the market is closed, try again later';
    case -1003:
      return 'try again later';
    default:
      return undefined;
  }
}
