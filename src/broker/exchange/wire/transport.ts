import type { Dispatcher } from 'undici';
import { ask, openAgent, readText } from '../../../http/exchange.js';

/** A request as it is to leave: signed for the exchange's own address. */
export interface SignedRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** An answer as it came, with whatever status. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** How a request ended. The reasons hold no header, no query and no body: those have secrets. */
export type Outcome =
  | { readonly kind: 'answered'; readonly answer: Answer }
  /** Nothing of it left this machine. */
  | { readonly kind: 'not sent'; readonly reason: string }
  /**
   * It may have arrived, and may have been carried out. `isStale` where the connection was kept from an earlier request, and was
   * closed before anything of an answer came: as a server closes one that nobody has used for a while.
   */
  | { readonly kind: 'unanswered'; readonly reason: string; readonly isStale: boolean };

export interface TransportSettings {
  readonly userAgent: string;
  readonly connectTimeoutMs: number;
  /** Addresses such as http://proxy.example:3128, and the hosts to reach without one, as in NO_PROXY. */
  readonly proxies: { readonly httpProxy?: string; readonly httpsProxy?: string; readonly noProxy?: string };
  /** Where requests go in place of the exchange; they are built and signed for the exchange all the same. */
  readonly baseUrl: URL | null;
  /** Called for each request that is sent. */
  readonly onRequest?: () => void;
}

interface SendOptions {
  readonly signal: AbortSignal;
  readonly alone: boolean;
}

/** Takes one request at a time. */
export interface Transport {
  /**
   * Sends a request once. It is never repeated and never redirected. With `alone` it gets a connection of its own, since
   * one that is kept alive may already be dead. `signal` bounds it to the last byte of the answer.
   */
  send(request: SignedRequest, options: SendOptions): Promise<Outcome>;
  close(): Promise<void>;
}

/** What fails with these codes of Node.js and undici has failed before a connection was there to send over. */
const beforeSending = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** Loads and opens nothing before the first request. */
export function createTransport(settings: TransportSettings): Transport {
  let shared: Promise<Dispatcher> | undefined;
  /** Whether the shared connection is left from an earlier request. */
  let isKept = false;

  async function attempt(agent: Dispatcher, request: SignedRequest, { signal, alone }: SendOptions): Promise<Outcome> {
    let isStale = !alone && isKept;
    const { method, body, url } = request;
    const where = `${url.host}${url.pathname}`;
    const headers = { accept: 'application/json', 'accept-encoding': 'identity', ...request.headers };
    try {
      const question = {
        url: redirected(url, settings.baseUrl),
        method,
        headers: { ...headers, 'user-agent': settings.userAgent },
        ...(body !== null && { body }),
      };
      settings.onRequest?.();
      const answer = await ask(agent, question, signal);
      isStale = false;
      const text = await readText(answer, MAX_BODY_BYTES);
      if (text === null)
        return { kind: 'unanswered', reason: `${where} sent more than ${MAX_BODY_BYTES} bytes`, isStale };
      return { kind: 'answered', answer: { status: answer.statusCode, text } };
    } catch (error) {
      const code = codeOf(error);
      const isRefusedByProxy = error instanceof Error && error.message.startsWith('Proxy response');
      if (isRefusedByProxy) return { kind: 'not sent', reason: `${where} could not be reached through the proxy` };
      if (beforeSending.has(code)) return { kind: 'not sent', reason: `${where} could not be reached (${code})` };
      if (signal.aborted) return { kind: 'unanswered', reason: `${where} did not answer in time`, isStale: false };
      return { kind: 'unanswered', reason: `${where} closed the connection without a whole answer (${code})`, isStale };
    }
  }

  return {
    async send(request, options) {
      if (!options.alone) {
        shared ??= openAgent(settings);
        const outcome = await attempt(await shared, request, options);
        isKept = outcome.kind === 'answered';
        return outcome;
      }
      const agent = await openAgent(settings);
      try {
        return await attempt(agent, request, options);
      } finally {
        await agent.destroy();
      }
    },
    async close() {
      const agent = await shared?.catch(() => undefined);
      await agent?.destroy();
    },
  };
}

function redirected(url: URL, baseUrl: URL | null): URL {
  return baseUrl ? new URL(`${url.pathname}${url.search}`, baseUrl) : url;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : nameOf(error);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
