import type { Dispatcher } from 'undici';
import type { Reply } from './failure.js';

export interface AgentSettings {
  readonly connectTimeoutMs: number;
  /** Addresses such as http://proxy.example:3128, and the hosts to reach without one, as in NO_PROXY. */
  readonly proxies: { readonly httpProxy?: string; readonly httpsProxy?: string; readonly noProxy?: string };
}

export interface Request {
  readonly url: URL;
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The most of an answer that is read. */
  readonly maxBytes: number;
}

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
  const { url, maxBytes, ...question } = request;
  const path = `${url.pathname}${url.search}`;
  const answer = await agent.request({ origin: url.origin, path, ...question, signal });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxBytes) return null;
  }
  return { status: answer.statusCode, headers: answer.headers, text: new TextDecoder().decode(Buffer.concat(chunks)) };
}
