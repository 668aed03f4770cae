import * as v from 'valibot';
import type { Placed, Verdict } from '../model.js';
import { parseLossless } from '../wire/json.js';
import type { Answer } from '../wire/transport.js';
import { plainWords } from '../wire/words.js';

const envelope = v.object({ error: v.array(v.string()), result: v.optional(v.unknown()) });

/**
 * Every answer is an object with `error`, a list, and `result`. Texts that begin with W are warnings. What comes with a
 * status of 500 or more was made by something in front of Kraken.
 * Source: https://docs.kraken.com/exchange/guides/rest/introduction.
 */
export function readAnswer({ status, text }: Answer): Verdict {
  const parsed = v.safeParse(envelope, parseLossless(text));
  if (!parsed.success || status >= 500) return { kind: 'no format' };
  const errors = parsed.output.error.filter((error) => !error.startsWith('W'));
  if (errors.length > 0) return { kind: 'error', code: errors[0] ?? '', words: errors.join(', ') };
  const { result } = parsed.output;
  return result === undefined ? { kind: 'no format' } : { kind: 'result', body: result };
}

/**
 * What an order's POST is refused with, so that nothing was or will be bought. What is not listed leaves it unknown, such as
 * EService:Unavailable, EService:Timeout and EGeneral:Internal error. A duplicate says that there is such an order: it is
 * looked for. Source of each: https://docs.kraken.com/exchange/guides/general/errors.
 */
const refusals: readonly RegExp[] = [
  /^EOrder:(?!Unknown order|Duplicate)/i, // the order was checked, and not accepted
  /^EGeneral:Invalid arguments/i, // it could not be read
  /^EGeneral:Permission denied/i, // the key may not trade
  /^EAPI:Invalid (key|signature|nonce)/i, // it was not let in
  /^EAPI:Rate limit exceeded/i,
  /^EService:Market in \w+ mode/i, // only cancelling, only posting, or nothing
  /^EService:Deadline elapsed/i, // it arrived too late
  /^EQuery:Unknown asset pair/i,
];

const placed = v.object({ txid: v.tupleWithRest([v.string()], v.string()) });

export function readPlaced(answer: Answer): Placed {
  const verdict = readAnswer(answer);
  if (verdict.kind === 'no format')
    return { kind: 'unanswered', reason: `Kraken answered ${answer.status} and no data` };
  if (verdict.kind === 'error') {
    const reason = plainWords(verdict.words);
    const isRefused = verdict.words.split(', ').every((error) => refusals.some((refusal) => refusal.test(error)));
    return { kind: isRefused ? 'refused' : 'unanswered', reason };
  }
  const parsed = v.safeParse(placed, verdict.body);
  if (!parsed.success) return { kind: 'unanswered', reason: 'Kraken answered without an order id' };
  return { kind: 'acknowledged', exchangeId: parsed.output.txid[0], sighting: null };
}

export function adviceOn(error: string): string | undefined {
  if (/^EAPI:Invalid (key|signature)/.test(error))
    return 'check the API key and its secret, and that this IP address is allowed';
  if (/^EAPI:Invalid nonce/.test(error)) return 'let no other program use this API key';
  if (/^EGeneral:Permission denied/.test(error))
    return 'give the API key the rights to query funds, open and closed orders and trades, and to create and cancel orders';
  if (/^EGeneral:Temporary lockout/.test(error)) return 'check the API key, and try again in 15 minutes';
  if (/^EOrder:Insufficient (funds|initial margin)/.test(error)) return 'pay in, or buy for less';
  if (/Rate limit|^EService:/.test(error)) return 'try again later';
  return undefined;
}
