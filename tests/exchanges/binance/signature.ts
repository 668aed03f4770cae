import { createHmac } from 'node:crypto';
import type { Request } from '../server.js';

export const apiKey = 'binance-simulator-key';
export const otherApiKey = 'binance-simulator-key-of-another-host';
export const secret = 'the secret of the Binance simulator';

const USUAL_WINDOW_MS = 5000;
const LONGEST_WINDOW_MS = 60_000;
/** A timestamp may be this much ahead of the exchange's clock. */
const AHEAD_MS = 1000;

/**
 * HMAC-SHA256 of all parameters as they were sent, and a timestamp within the window; see "Request security" of Binance's
 * spot API. Null when all is right, else Binance's code and words.
 */
export function signatureError(request: Request, nowMs: number): { code: number; msg: string } | null {
  const key = request.headers['x-mbx-apikey'];
  if (key === undefined) return { code: -2014, msg: 'API-key format invalid.' };
  if (key !== apiKey && key !== otherApiKey)
    return { code: -2015, msg: 'Invalid API-key, IP, or permissions for action.' };
  const params = paramsOf(request);
  const timestamp = Number(params.get('timestamp') ?? Number.NaN);
  if (Number.isNaN(timestamp)) {
    const msg = "Mandatory parameter 'timestamp' was not sent, was empty/null, or malformed.";
    return { code: -1102, msg };
  }
  const windowMs = Number(params.get('recvWindow') ?? USUAL_WINDOW_MS);
  if (windowMs > LONGEST_WINDOW_MS) return { code: -1131, msg: 'recvWindow must be less than 60000' };
  const sent = `${request.target.split('?')[1] ?? ''}${request.body}`;
  const signed = sent.replace(/&signature=[^&]*$/, '');
  const signature = createHmac('sha256', secret).update(signed).digest('hex');
  if (params.get('signature') !== signature) return { code: -1022, msg: 'Signature for this request is not valid.' };
  if (timestamp >= nowMs + AHEAD_MS)
    return { code: -1021, msg: "Timestamp for this request was 1000ms ahead of the server's time." };
  if (nowMs - timestamp > windowMs)
    return { code: -1021, msg: 'Timestamp for this request is outside of the recvWindow.' };
  return null;
}

/** Parameters come in the query, in the body, or in both. */
export function paramsOf({ query, body }: Request): URLSearchParams {
  return new URLSearchParams([...query, ...new URLSearchParams(body)]);
}
