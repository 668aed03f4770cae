import * as v from 'valibot';
import type { Placed, SentOrder, Verdict } from '../model.js';
import { parseLossless } from '../wire/json.js';
import type { Answer } from '../wire/transport.js';
import { plainWords } from '../wire/words.js';

/** An error has `error`, and further words in one of several fields; an older part of the API has a list of errors. */
const failure = v.union([
  v.pipe(
    v.object({ error: v.string(), message: v.nullish(v.string()), error_details: v.nullish(v.string()) }),
    v.transform(({ error, message, error_details }) => ({ code: error, words: message || error_details || '' })),
  ),
  v.pipe(
    v.object({ errors: v.tupleWithRest([v.object({ id: v.string(), message: v.nullish(v.string()) })], v.unknown()) }),
    v.transform(({ errors: [{ id, message }] }) => ({ code: id, words: message ?? '' })),
  ),
]);

/** A 200 with an object, or an error in its own format. 401 and 403 come with any text, and mean the key. */
export function readAnswer({ status, text }: Answer): Verdict {
  if (status === 401)
    return { kind: 'error', code: 'unauthorized', words: 'it does not accept the key or its signature' };
  const json = parseLossless(text);
  if (status === 200) return isObject(json) ? { kind: 'result', body: json } : { kind: 'no format' };
  const parsed = v.safeParse(failure, json);
  if (status >= 500) return { kind: 'no format' };
  if (parsed.success) return { kind: 'error', code: parsed.output.code, words: said(parsed.output) };
  return status === 403 ? { kind: 'error', code: 'forbidden', words: 'it denies the request' } : { kind: 'no format' };
}

const accepted = v.object({
  success: v.literal(true),
  success_response: v.object({ order_id: v.pipe(v.string(), v.nonEmpty()), client_order_id: v.string() }),
});

const refused = v.object({
  success: v.literal(false),
  failure_reason: v.nullish(v.string()),
  error_response: v.nullish(
    v.object({
      error: v.nullish(v.string()),
      message: v.nullish(v.string()),
      error_details: v.nullish(v.string()),
      preview_failure_reason: v.nullish(v.string()),
      new_order_failure_reason: v.nullish(v.string()),
    }),
  ),
});

/** Statuses other than 200 with which an order is refused in Coinbase's format, and in any format. */
const REFUSED_IN_FORMAT = [400, 404, 429];
const REFUSED_IN_ANY = [401, 403];

/**
 * An order is refused by a 200 with `success` false, or by a status that is listed above: then nothing was or will be bought.
 * All else is unknown. DUPLICATE_CLIENT_ORDER_ID says that there is such an order: it is looked for.
 * Source: https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/orders/create-order.
 */
export function readPlaced(answer: Answer, { clientOrderId }: SentOrder): Placed {
  const verdict = readAnswer(answer);
  const { status } = answer;
  if (verdict.kind === 'no format') return { kind: 'unanswered', reason: `Coinbase answered ${status} and no data` };
  if (verdict.kind === 'error') {
    const isRefused = REFUSED_IN_FORMAT.includes(status) || REFUSED_IN_ANY.includes(status);
    return { kind: isRefused ? 'refused' : 'unanswered', reason: plainWords(verdict.words) };
  }
  const yes = v.safeParse(accepted, verdict.body);
  if (yes.success && yes.output.success_response.client_order_id === clientOrderId)
    return { kind: 'acknowledged', exchangeId: yes.output.success_response.order_id, sighting: null };
  const no = v.safeParse(refused, verdict.body);
  const reason = no.success ? reasonOf(no.output) : null;
  if (reason === null) return { kind: 'unanswered', reason: 'Coinbase answered neither yes nor no' };
  return { kind: /DUPLICATE/.test(reason) ? 'unanswered' : 'refused', reason: plainWords(reason) };
}

/** The first field that says more than that the reason is unknown; null when there is none at all. */
function reasonOf({ failure_reason, error_response }: v.InferOutput<typeof refused>): string | null {
  const { error, message, error_details, preview_failure_reason, new_order_failure_reason } = error_response ?? {};
  const codes = [error, preview_failure_reason, new_order_failure_reason, failure_reason].filter((code) => !!code);
  const code = codes.find((it) => !it?.startsWith('UNKNOWN_')) ?? codes[0];
  return code ? said({ code, words: message || error_details || '' }) : null;
}

function said({ code, words }: { readonly code: string; readonly words: string }): string {
  return words && words !== code ? `${code}: ${words}` : code;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function adviceOn(error: string): string | undefined {
  if (error === 'unauthorized')
    return "check the API key's name and its private key, that this IP address is allowed, and this machine's clock";
  if (/PERMISSION_DENIED|forbidden/i.test(error))
    return 'give the API key the rights to view and to trade, from this IP address; where it has them, see the account on its website';
  if (/INSUFFICIENT_FUND/.test(error)) return 'pay in, or buy for less';
  if (/rate_limit|exhausted|DISABLED|unavailable/i.test(error)) return 'try again later';
  return undefined;
}
