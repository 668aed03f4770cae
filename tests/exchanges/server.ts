import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ExchangeClock } from './clock.js';
import { createFaults, type Fault, type Faults, type Role } from './faults.js';

export interface Request {
  readonly method: string;
  /** As it was sent, with the query: what was signed. */
  readonly target: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A body that is no string is sent as JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Endpoint {
  readonly role: Role;
  /** The exchange's own name of it. */
  readonly name: string;
  /** Carries the request out and answers; a read as of `asOfMs`. */
  answer(request: Request, asOfMs: number | undefined): Answer;
}

interface SeenRequest extends Request {
  readonly role: Role | null;
  /** The endpoint's name; the path where there is no such endpoint. */
  readonly name: string;
  /** Its number among all requests, from 1. */
  readonly number: number;
}

export interface ServerSettings {
  readonly clock: ExchangeClock;
  endpointOf(request: Request): Endpoint | null;
  readonly noSuchEndpoint: Answer;
  /** The client order id that a request to place an order carries. */
  clientOrderIdOf(request: Request): string | null;
}

/** Called when a request has arrived, before anything is done, and when its answer is about to leave. */
type Watcher = (moment: 'arrived' | 'leaving', request: SeenRequest) => void | Promise<void>;

export interface ExchangeServer {
  /** Without a slash at its end. */
  readonly url: string;
  readonly faults: Faults;
  readonly requests: readonly SeenRequest[];
  /** How many requests to place an order arrived, by client order id, whatever became of them. */
  readonly posts: ReadonlyMap<string, number>;
  watch(watcher: Watcher): void;
  close(): Promise<void>;
}

/** An HTTP server on a port of its own that answers by its endpoints, or wrongly, as its faults say. */
export async function startServer(settings: ServerSettings): Promise<ExchangeServer> {
  const { clock } = settings;
  const faults = createFaults();
  const requests: SeenRequest[] = [];
  const posts = new Map<string, number>();
  const watchers: Watcher[] = [];

  function note(request: Request, endpoint: Endpoint | null): SeenRequest {
    const { role, name } = endpoint ?? { role: null, name: request.path };
    const seen = { ...request, role, name, number: requests.length + 1 };
    requests.push(seen);
    const clientOrderId = role === 'place' ? settings.clientOrderIdOf(request) : null;
    if (clientOrderId !== null) posts.set(clientOrderId, (posts.get(clientOrderId) ?? 0) + 1);
    return seen;
  }

  /** The request waits for what a watcher does. */
  async function tell(...event: Parameters<Watcher>): Promise<void> {
    for (const watch of watchers) {
      const done = watch(...event);
      if (done) await done;
    }
  }

  async function respond(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await read(incoming);
    const endpoint = settings.endpointOf(request);
    const seen = note(request, endpoint);
    await tell('arrived', seen);
    clock.catchUp();
    const fault = endpoint && faults.next(endpoint.role, endpoint.name);
    if (endpoint && fault?.kind === 'arrives late')
      clock.at(clock.now() + fault.afterMs, () => endpoint.answer(request, undefined));
    const asOfMs = fault?.kind === 'stale' ? clock.now() - fault.byMs : undefined;
    const right = isCarriedOut(fault) ? (endpoint?.answer(request, asOfMs) ?? settings.noSuchEndpoint) : null;
    await tell('leaving', seen);
    send(response, right, fault, new Date(clock.now()));
  }

  const server = createServer((incoming, response) => {
    respond(incoming, response).catch((error) => {
      response.writeHead(501, { 'content-type': 'text/plain' }).end(`the simulator failed: ${error}`);
    });
  });
  server.keepAliveTimeout = 60_000; // a client on a busy machine may be slow
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    faults,
    requests,
    posts,
    watch: (watcher) => watchers.push(watcher),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(incoming: IncomingMessage): Promise<Request> {
  const { method = '', url: target = '/', headers } = incoming;
  const url = new URL(target, 'http://server');
  return { method, target, path: url.pathname, query: url.searchParams, headers, body: await text(incoming) };
}

function isCarriedOut(fault: Fault | null): boolean {
  if (fault?.kind === 'arrives late') return false;
  return fault === null || !('acts' in fault) || fault.acts;
}

function send(response: ServerResponse, right: Answer | null, fault: Fault | null, date: Date): void {
  const answer = fault?.kind === 'answers' ? fault.answer : (right ?? { status: 200, body: {} });
  const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  response.setHeader('date', date.toUTCString());
  const headers = { 'content-type': 'application/json', ...answer.headers };
  const declared = { ...headers, 'content-length': `${Buffer.byteLength(body)}` };
  switch (fault?.kind) {
    case 'lost':
    case 'arrives late':
      response.socket?.resetAndDestroy();
      return;
    case 'silent':
      return;
    case 'headers only':
      response.writeHead(answer.status, declared).flushHeaders();
      return;
    case 'cut':
      response.writeHead(answer.status, declared);
      response.write(body.slice(0, body.length / 2), () => response.socket?.destroy());
      return;
    case 'twice':
      response.writeHead(answer.status, headers).end(body + body);
      return;
    default:
      response.writeHead(answer.status, declared).end(body);
  }
}
