import type { Dispatcher } from 'undici';
import { maskSecrets } from '../../core/values/secrets.js';
import { plainText } from '../../core/values/text.js';
import { httpDate } from '../../core/values/times/http-date.js';
import { marketError } from '../../errors.js';
import { type AgentSettings, exchange, openAgent } from '../../http/exchange.js';
import {
  bareWords,
  bodyFailure,
  errorWords,
  type Failure,
  isPage,
  networkFailure,
  type Reply,
  slowFailure,
  statusFailure,
} from '../../http/failure.js';
import { parseJson } from './json.js';
import { limitConcurrency } from './limit-concurrency.js';
import { type Attempt, type RetrySettings, systemClock, withRetries } from './retry.js';

export interface HttpSettings extends RetrySettings, AgentSettings {
  /** Sent with every request: one that does not say who asks can be blocked. */
  readonly userAgent: string;
  /** For one attempt from the question to the last byte of the answer, however it drips. */
  readonly answerTimeoutMs: number;
  /** Called for each request that is sent. */
  readonly onRequest?: () => void;
}

interface JsonRequest {
  readonly headers: Readonly<Record<string, string>>;
  /** What the answer may echo, and no message may say. */
  readonly secrets: readonly string[];
  /** What the reader can do about an answer with this status; undefined where there is nothing special to say. */
  readonly adviseOn: (status: number) => string | undefined;
}

export interface Http {
  /**
   * GETs JSON; its numbers are Decimals (see parseJson). Retries what may pass. Redirects are not followed.
   * Throws a market-data CryptoBotError that says what, where and what to do, and holds no secret of the request.
   */
  getJson(url: URL, request: JsonRequest): Promise<unknown>;
  /** The same, but tries once. Gives the time of the server, too, where it tells it. */
  getOnce(url: URL, request: JsonRequest): Promise<{ readonly body: unknown; readonly at: Date | null }>;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 8 * 1024 * 1024;
const MAX_AT_ONCE = 4;
const MAX_WORDS = 200;

/** JSON over HTTP for sources of prices. Loads and opens nothing before the first request. */
export function createHttp(settings: HttpSettings): Http {
  const { log, deadline, userAgent, answerTimeoutMs, clock = systemClock } = settings;
  const runLimited = limitConcurrency(MAX_AT_ONCE);
  let opened: Promise<Dispatcher> | undefined;
  /** The latest answer that asked to wait: until then no request is sent. */
  let quiet: { readonly untilMs: number; readonly failure: Failure } | undefined;

  /** Sends a request, unless the server has asked to wait: then every request fails with what it said. */
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

  async function attempt(url: URL, request: JsonRequest): Promise<Attempt> {
    const where = `${url.host}${url.pathname}`;
    opened ??= openAgent(settings);
    const agent = await opened;
    const timeout = AbortSignal.timeout(answerTimeoutMs);
    try {
      const signal = AbortSignal.any([deadline.signal, timeout]);
      const own = { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': userAgent };
      const question = {
        url,
        method: 'GET',
        headers: { ...own, ...request.headers },
        maxBytes: MAX_BODY_BYTES,
      } as const;
      settings.onRequest?.();
      const reply = await exchange(agent, question, signal);
      log.debug(`GET ${where} → ${reply ? reply.status : 'too much'}`);
      return reply ? readReply(where, reply, request, clock.now()) : tooLarge(where);
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
    async getOnce(url, request) {
      const result = await attempt(url, request);
      if ('body' in result) return { body: result.body, at: result.at ?? null };
      const { what, advice, retryable, cause } = result.failure;
      throw marketError(`${what}: ${advice}`, { cause, retryable });
    },
    getJson: (url, request) =>
      // While a request waits for a retry, it counts as running.
      runLimited(() => withRetries(() => attemptInTime(url, request), settings)),
    async close() {
      const agent = await opened?.catch(() => undefined); // One that could not be made has been complained of.
      await agent?.destroy();
    },
  };
}

function tooLarge(where: string): Attempt {
  return { failure: bodyFailure(where, `sent more than ${MAX_BODY_BYTES / 1024 / 1024} MiB`) };
}

/** The body of an answer, or why it cannot be used. */
function readReply(where: string, reply: Reply, { secrets, adviseOn }: JsonRequest, now: number): Attempt {
  const body = decode(reply.text);
  const words = body === undefined ? bareWords(reply.text) : errorWords(body);
  const quote = words && ` "${plainText(maskSecrets(words, secrets), MAX_WORDS)}"`;
  if (reply.status !== 200) return { failure: statusFailure(where, reply, quote ?? '', adviseOn(reply.status), now) };
  if (isPage(reply.text)) return { failure: bodyFailure(where, 'answered with a web page instead of data') };
  if (body === undefined) return { failure: bodyFailure(where, 'answered with truncated or wrong JSON') };
  if (quote) return { failure: bodyFailure(where, `answered 200, but with the error${quote}`) };
  return { body, at: dateOf(reply) };
}

/** What a server says the time is: RFC 9110, 6.6.1. */
function dateOf({ headers: { date } }: Reply): Date | null {
  return typeof date === 'string' ? (httpDate.parse(date) ?? null) : null;
}

function decode(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined; // Not JSON, or nested deeper than a sane answer is.
  }
}
