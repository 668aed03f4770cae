import type { Dispatcher } from 'undici';
import type { Reply } from './failure.js';

export interface AgentSettings {
  readonly connectTimeoutMs: number;
  /** Addresses such as http://proxy.example:3128, and the hosts to reach without one, as in NO_PROXY. */
  readonly proxies: { readonly httpProxy?: string; readonly httpsProxy?: string; readonly noProxy?: string };
}

interface Question {
  readonly url: URL;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Request extends Question {
  /** The most of an answer that is read. */
  readonly maxBytes: number;
}

type Answer = Dispatcher.ResponseData;

/** Keeps the connections of some requests; loads the HTTP client. */
export async function openAgent({ connectTimeoutMs, proxies }: AgentSettings): Promise<Dispatcher> {
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

/** One request and its whole answer; null when that is too large. A redirect is an answer, and is not followed. */
export async function exchange(agent: Dispatcher, request: Request, signal: AbortSignal): Promise<Reply | null> {
  const { maxBytes, ...question } = request;
  const answer = await ask(agent, question, signal);
  const text = await readText(answer, maxBytes);
  return text === null ? null : { status: answer.statusCode, headers: answer.headers, text };
}

/** One request; its answer's body is to be read, or to be left. */
export function ask(agent: Dispatcher, { url, ...question }: Question, signal: AbortSignal): Promise<Answer> {
  return agent.request({ origin: url.origin, path: `${url.pathname}${url.search}`, ...question, signal });
}

/** The body of an answer; null when it is too large. */
export async function readText({ body }: Answer, maxBytes: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxBytes) return null;
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
