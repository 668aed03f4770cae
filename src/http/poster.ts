import type { Dispatcher } from 'undici';
import { secretsOfSecretUrl } from '../core/values/addresses/service-url.js';
import { count } from '../core/values/numbers/count.js';
import { maskSecrets } from '../core/values/secrets.js';
import { plainText } from '../core/values/text.js';
import { basicAuthorization } from './basic-authorization.js';
import { type AgentSettings, ask, openAgent, readText } from './exchange.js';
import { bareWords, errorWords, type Failure, networkFailure, statusFailure, valueAt } from './failure.js';

export interface PosterSettings extends AgentSettings {
  /** Sent with every request: one that does not say who asks can be blocked. */
  readonly userAgent: string;
}

interface Post {
  /** A user and a password in it are sent as HTTP means them to be. Messages have its host only. */
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  /** Texts that must not be shown, should the server repeat them, beside what is in the URL. */
  readonly secrets: readonly string[];
  /** What the reader can do about an answer with this status; undefined where there is nothing special to say. */
  readonly adviseOn: (status: number) => string | undefined;
}

export interface Poster {
  /**
   * POSTs once. Null when the server has taken it, which is any answer from 200 to 299; else why not: where there was no
   * answer a later try may have one. Redirects are not followed. Waits until the signal ends it.
   */
  post(request: Post, signal: AbortSignal): Promise<Failure | null>;

  /** Asks the host of a URL for nothing: any answer of its own says that it can be reached. Null then, else why not. */
  reach(url: URL, signal: AbortSignal): Promise<Failure | null>;

  close(): Promise<void>;
}

const MAX_ANSWER_BYTES = 64 * 1024;
const MAX_WORDS = 200;

/** Loads and opens nothing before the first request. */
export function createPoster(settings: PosterSettings): Poster {
  let opened: Promise<Dispatcher> | undefined;
  const own = { 'user-agent': settings.userAgent, 'accept-encoding': 'identity' };

  async function attempt(
    { host }: URL,
    signal: AbortSignal,
    work: (agent: Dispatcher) => Promise<Failure | null>,
  ): Promise<Failure | null> {
    try {
      opened ??= openAgent(settings);
      return await work(await opened);
    } catch (error) {
      return signal.aborted ? lateFailure(host) : { ...networkFailure(host, error), retryable: true };
    }
  }

  return {
    post: (request, signal) =>
      attempt(request.url, signal, async (agent) => {
        const { url, body } = request;
        const headers = { ...own, ...basicAuthorization(url), ...request.headers };
        const answer = await ask(agent, { url, method: 'POST', headers, body }, signal);
        const { statusCode: status } = answer;
        if (status >= 200 && status < 300) {
          leave(answer);
          return null;
        }
        const text = (await readText(answer, MAX_ANSWER_BYTES)) ?? '';
        const said = parsed(text);
        const secrets = [...secretsOfSecretUrl(url.href), ...request.secrets];
        const quote = quoteOf(errorWords(said) ?? bareWords(text), secrets);
        const reply = { status, headers: answer.headers, text };
        const failure = statusFailure(url.host, reply, quote, request.adviseOn(status), Date.now());
        return { ...failure, waitMs: failure.waitMs ?? (failure.retryable ? askedInBody(said) : null) };
      }),

    reach: (url, signal) =>
      attempt(url, signal, async (agent) => {
        leave(await ask(agent, { url: new URL('/', url.origin), method: 'HEAD', headers: own }, signal));
        return null;
      }),

    async close() {
      const agent = await opened?.catch(() => undefined); // one that could not be made has been told of
      await agent?.destroy();
    },
  };
}

/** What else the server says is of no interest, however long it goes on. */
function leave({ body }: Dispatcher.ResponseData): void {
  body.on('error', () => {});
  body.destroy();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Some eleven days. A body that asks for more is not believed. */
const MAX_WAIT_MS = 999_999_999;

/** How long the body asks to wait: Telegram and Discord say it there, in seconds. */
function askedInBody(body: unknown): number | null {
  const seconds = valueAt(body, ['parameters', 'retry_after']) ?? valueAt(body, ['retry_after']);
  if (typeof seconds !== 'number') return null;
  return count(0, MAX_WAIT_MS).parse(String(Math.ceil(seconds * 1000))) ?? null;
}

function quoteOf(words: string | null, secrets: readonly string[]): string {
  if (words === null) return '';
  return ` "${plainText(maskSecrets(words, secrets), MAX_WORDS)}"`;
}

function lateFailure(host: string): Failure {
  const advice = 'check the address and the network connection';
  return { what: `${host} had not answered in time`, advice, retryable: true, waitMs: null };
}
