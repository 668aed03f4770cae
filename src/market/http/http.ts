import type { Dispatcher } from 'undici';
import { marketError } from '../../errors.js';
import {
  bareWords,
  bodyFailure,
  errorWords,
  isPage,
  networkFailure,
  type Reply,
  slowFailure,
  statusFailure,
} from './failure.js';
import { parseJson } from './json.js';
import { plainText } from './plain-text.js';
import { type Attempt, type Failure, type RetrySettings, systemClock, withRetries } from './retry.js';
import { createTurns } from './turns.js';

export interface HttpSettings extends RetrySettings {
  /** Sent with every request: one that does not say who asks can be blocked. */
  readonly userAgent: string;
  readonly connectTimeoutMs: number;
  /** For one attempt from the question to the last byte of the answer, however it drips. */
  readonly answerTimeoutMs: number;
  /** Addresses such as http://proxy.example:3128, and the hosts to reach without one, as in NO_PROXY. */
  readonly proxies: { readonly httpProxy?: string; readonly httpsProxy?: string; readonly noProxy?: string };
}

interface JsonRequest {
  /** Their values are taken for secrets. */
  readonly headers: Readonly<Record<string, string>>;
  /** What the reader can do about an answer with this status; undefined where there is nothing special to say. */
  readonly adviseOn: (status: number) => string | undefined;
}

export interface Http {
  /**
   * GETs JSON; its numbers are Decimals (see parseJson). Retries what may pass. Redirects are not followed.
   * Throws a market-data CryptoBotError that says what, where and what to do, and holds no header's value.
   */
  getJson(url: URL, request: JsonRequest): Promise<unknown>;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 8 * 1024 * 1024;
const MAX_AT_ONCE = 4;
const MAX_WORDS = 200;

/** JSON over HTTP for sources of prices. Loads and opens nothing before the first request. */
export function createHttp(settings: HttpSettings): Http {
  const { log, deadline, userAgent, answerTimeoutMs, clock = systemClock } = settings;
  const takeTurn = createTurns(MAX_AT_ONCE);
  let opened: Promise<Dispatcher> | undefined;
  /** The latest answer that asked for patience: until its time nobody asks, whatever was meant to be asked. */
  let quiet: { readonly untilMs: number; readonly failure: Failure } | undefined;

  /** Attempts unless the server has asked to be left alone; what it said then stands for all. */
  async function attemptInTime(url: URL, request: JsonRequest): Promise<Attempt> {
    const leftMs = quiet ? quiet.untilMs - clock.now() : 0;
    if (quiet && leftMs > 0) {
      const what = `${url.host}${url.pathname} was not asked, since ${quiet.failure.what}`;
      return { failure: { ...quiet.failure, what, waitMs: leftMs } };
    }
    const result = await attempt(url, request);
    const untilMs = clock.now() + (('failure' in result && result.failure.waitMs) || 0);
    if ('failure' in result && untilMs > Math.max(clock.now(), quiet?.untilMs ?? 0))
      quiet = { untilMs, failure: result.failure };
    return result;
  }

  async function attempt(url: URL, { headers, adviseOn }: JsonRequest): Promise<Attempt> {
    const where = `${url.host}${url.pathname}`;
    opened ??= openAgent(settings);
    const agent = await opened;
    const timeout = AbortSignal.timeout(answerTimeoutMs);
    try {
      const signal = AbortSignal.any([deadline.signal, timeout]);
      const reply = await exchange(
        agent,
        url,
        { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': userAgent, ...headers },
        signal,
      );
      log.debug(`GET ${where} → ${reply ? reply.status : 'too much'}`);
      return reply ? judge(where, reply, { headers, adviseOn }, clock.now()) : tooLarge(where);
    } catch (error) {
      log.debug(`GET ${where} → ${error instanceof Error ? error.name : 'error'}`);
      if (deadline.signal.aborted) {
        throw marketError(`${where} had not answered when this run's time was over: try again later`, {
          cause: error,
          retryable: true,
        });
      }
      return { failure: timeout.aborted ? slowFailure(where, answerTimeoutMs) : networkFailure(where, error) };
    }
  }

  return {
    getJson: (url, request) =>
      // A request keeps its turn while it waits for a retry.
      takeTurn(() => withRetries(() => attemptInTime(url, request), settings)),
    async close() {
      const agent = await opened?.catch(() => undefined); // One that could not be made has been complained of.
      await agent?.destroy();
    },
  };
}

async function openAgent({ connectTimeoutMs, proxies }: HttpSettings): Promise<Dispatcher> {
  const { EnvHttpProxyAgent } = await import('./undici.js');
  const connect = { timeout: connectTimeoutMs };
  const timeouts = { headersTimeout: 0, bodyTimeout: 0 }; // there is one for the whole answer
  const { httpProxy = '', httpsProxy = '', noProxy = '' } = proxies; // An empty one keeps undici from reading the environment.
  return new EnvHttpProxyAgent({
    httpProxy,
    httpsProxy,
    noProxy,
    connect,
    proxyTls: connect,
    requestTls: connect,
    ...timeouts,
  });
}

/** One request and its whole answer; null when that is too large. */
async function exchange(
  agent: Dispatcher,
  url: URL,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Reply | null> {
  const path = `${url.pathname}${url.search}`;
  const answer = await agent.request({ origin: url.origin, path, method: 'GET', headers, signal });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
  }
  return { status: answer.statusCode, headers: answer.headers, text: new TextDecoder().decode(Buffer.concat(chunks)) };
}

function tooLarge(where: string): Attempt {
  return { failure: bodyFailure(where, `sent more than ${MAX_BODY_BYTES / 1024 / 1024} MiB`) };
}

/** Tells an answer that can be used from one that cannot. */
function judge(where: string, reply: Reply, { headers, adviseOn }: JsonRequest, now: number): Attempt {
  const body = decode(reply.text);
  const words = body === undefined ? bareWords(reply.text) : errorWords(body);
  const quote = words && ` "${plainText(redact(words, headers), MAX_WORDS)}"`;
  if (reply.status !== 200) return { failure: statusFailure(where, reply, quote ?? '', adviseOn(reply.status), now) };
  if (isPage(reply.text)) return { failure: bodyFailure(where, 'answered with a web page instead of data') };
  if (body === undefined) return { failure: bodyFailure(where, 'answered with truncated or wrong JSON') };
  if (quote) return { failure: bodyFailure(where, `answered 200, but with the error${quote}`) };
  return { body };
}

function decode(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined; // Not JSON, or nested deeper than a sane answer is.
  }
}

/** A server may repeat the key it was sent in its words. */
function redact(text: string, headers: JsonRequest['headers']): string {
  return Object.values(headers).reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
}
