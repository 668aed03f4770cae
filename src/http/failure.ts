import { count } from '../core/values/numbers/count.js';
import { httpDate } from '../core/values/times/http-date.js';
import { instant } from '../core/values/times/instant.js';
import { unixTime } from '../core/values/times/unix-time.js';

/** Why one attempt got no usable answer. */
export interface Failure {
  /** What went wrong, and where. */
  readonly what: string;
  /** What the reader can do about it. */
  readonly advice: string;
  /** Whether the same request may well succeed in a moment. */
  readonly retryable: boolean;
  /** How long the server asks to wait; null when it does not say. */
  readonly waitMs: number | null;
  readonly cause?: unknown;
}

/** An answer as it came. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Some thirty years: whatever asks for more asks for nonsense. */
const MAX_WAIT_S = 999_999_999;

const CHECK_NETWORK = 'check the network connection, and HTTPS_PROXY if there is a proxy';

interface Trouble {
  readonly what: string;
  readonly advice?: string;
  readonly retryable?: boolean;
}

const CONNECTION_LOST: Trouble = { what: 'closed the connection in the middle of an answer', retryable: true };
const NO_CONNECTION: Trouble = { what: 'could not be connected to in time', retryable: true };
const NO_ROUTE: Trouble = { what: 'could not be reached', retryable: true };

/** By the codes of Node.js and undici. */
const troubles: Readonly<Record<string, Trouble>> = {
  ECONNREFUSED: { what: 'refused the connection', retryable: true },
  ECONNRESET: CONNECTION_LOST,
  EPIPE: CONNECTION_LOST,
  UND_ERR_SOCKET: CONNECTION_LOST,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: CONNECTION_LOST,
  UND_ERR_CONNECT_TIMEOUT: NO_CONNECTION,
  ETIMEDOUT: NO_CONNECTION,
  ENETUNREACH: NO_ROUTE,
  EHOSTUNREACH: NO_ROUTE,
  ENETDOWN: NO_ROUTE,
  EAI_AGAIN: { what: 'could not be looked up (DNS)', retryable: true },
  ENOTFOUND: { what: 'has a host name that DNS does not know', advice: 'check the network connection and the address' },
  UND_ERR_ABORTED: {
    what: 'could not be reached through the proxy',
    advice: 'check HTTPS_PROXY, its user and password',
  },
};

const INSECURE: Trouble = {
  what: 'could not be connected to securely',
  advice: "check this machine's clock; behind a proxy that reads traffic, set NODE_EXTRA_CA_CERTS",
};

/** What an error of the network stack means. Throws the error itself when it is none. */
export function networkFailure(where: string, error: unknown): Failure {
  if (error instanceof Error && error.name === 'HTTPParserError') return notHttp(where, error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string') throw error;
  const isTls = /CERT|SSL|TLS|SIGNATURE|EPROTO/.test(code);
  const trouble = troubles[code] ?? (isTls ? INSECURE : { what: 'could not be asked' });
  const { what, advice = CHECK_NETWORK, retryable = false } = trouble;
  return { what: `${where} ${what} (${code})`, advice, retryable, waitMs: null, cause: error };
}

function notHttp(where: string, cause: unknown): Failure {
  const advice = 'check the address, and HTTP_PROXY and HTTPS_PROXY if they are set';
  return { what: `${where} answered in something else than HTTP`, advice, retryable: false, waitMs: null, cause };
}

/** An answer that did not end in time. */
export function slowFailure(where: string, timeoutMs: number): Failure {
  const what = `${where} did not answer in full within ${timeoutMs / 1000} s`;
  return { what, advice: CHECK_NETWORK, retryable: true, waitMs: null };
}

/** What an answer other than 200 means. `quote` is what the server said about it. */
export function statusFailure(
  where: string,
  reply: Reply,
  quote: string,
  advice: string | undefined,
  now: number,
): Failure {
  const { status, headers } = reply;
  const retryable = [408, 425, 429].includes(status) || status >= 500;
  const target = status >= 300 && status < 400 ? ` (a redirect${hostOf(headers.location)}, which is not followed)` : '';
  return {
    what: `${where} answered ${status}${target}${quote}`,
    advice: advice ?? (retryable ? 'try again later' : 'check the address'),
    retryable,
    waitMs: retryable ? askedWaitMs(headers, now) : null,
  };
}

function hostOf(location: unknown): string {
  return typeof location === 'string' && URL.canParse(location) ? ` to ${new URL(location).host}` : '';
}

/** A 200 whose body cannot be used. */
export function bodyFailure(where: string, complaint: string): Failure {
  const advice = 'try again later; if it stays, check the address and that nothing in between answers in its place';
  return { what: `${where} ${complaint}`, advice, retryable: false, waitMs: null };
}

/** The paths at which error texts have been seen. */
const wordPaths = [
  ['error'],
  ['error', 'status', 'error_message'],
  ['error', 'message'],
  ['status', 'error_message'],
  ['error_message'],
  ['description'],
  ['message'],
];

/** The server's own words about an error in a JSON body, as they came; null when it has none. */
export function errorWords(body: unknown): string | null {
  const words = wordPaths.map((path) => valueAt(body, path)).find((it) => typeof it === 'string');
  return typeof words === 'string' && words.trim() !== '' ? words : null;
}

/** The words of an error that is no JSON, unless it is a page. */
export function bareWords(text: string): string | null {
  return isPage(text) || text.trim() === '' ? null : text;
}

export function isPage(text: string): boolean {
  return text.trimStart().startsWith('<');
}

/** The value at a path of properties; undefined where there is none. */
export function valueAt(body: unknown, path: readonly string[]): unknown {
  return path.reduce(property, body);
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
}

/**
 * How long a server that answered with these headers asks to wait: Retry-After, or else x-ratelimit-reset. Null
 * when it says neither in a form that is known.
 */
function askedWaitMs(headers: Readonly<Record<string, unknown>>, now: number): number | null {
  const untilMs = readUntil(headers['retry-after'], now) ?? readUntil(headers['x-ratelimit-reset'], now);
  return untilMs === undefined ? null : Math.max(0, untilMs - now);
}

/** What such a header says: a count of seconds, or a time in one of three forms. In milliseconds since 1970. */
function readUntil(header: unknown, now: number): number | undefined {
  if (typeof header !== 'string') return undefined;
  const seconds = count(0, MAX_WAIT_S).parse(header);
  if (seconds !== undefined) return now + seconds * 1000;
  const iso = header.replace(/^(\S+) (\S+) \+0000$/, '$1T$2Z'); // "2025-07-25 14:54:00 +0000", as CoinGecko writes it
  return (unixTime.parse(header) ?? httpDate.parse(header) ?? instant.parse(iso))?.getTime();
}
