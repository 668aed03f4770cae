/** A local server with the pinging API of healthchecks.io, as https://healthchecks.io/docs/http_api/ documents it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

const CHECK = '5bf66975-d4c7-4bf5-bcc8-b8d8a82ea278';

interface Ping {
  /** "start", "success", or the exit code. */
  readonly what: string;
  readonly runId: string | null;
  readonly body: string;
}

export interface PingServer {
  readonly origin: string;
  /** The check's ping URL. */
  readonly url: string;
  /** What was taken, in order. */
  readonly pings: readonly Ping[];
  /** The path and query of everything that was asked. */
  readonly requests: readonly string[];
  /** Answers every request with this status from now on; "silence" is no answer. */
  misbehave(way: number | 'silence'): void;
}

/** Listens until the test is finished. Its checks are below a path, as those of a server of one's own may be. */
export async function startPingServer(): Promise<PingServer> {
  const pings: Ping[] = [];
  const requests: string[] = [];
  let way: number | 'silence' | undefined;
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://server');
    requests.push(request.url ?? '');
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    if (way === 'silence') return;
    const path = new RegExp(`^/ping/${CHECK}(?:/(start|fail|log|\\d{1,3}))?$`).exec(url.pathname);
    const what = path?.[1] ?? 'success';
    const runId = url.searchParams.get('rid');
    const isUuid = runId === null || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(runId);
    const status = way ?? (!path ? 404 : isUuid && !(Number(what) > 255) ? 200 : 400);
    if (status === 200 && request.method === 'POST') pings.push({ what, runId, body });
    response.writeHead(status).end(status === 200 ? 'OK' : 'not found');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    url: `${origin}/ping/${CHECK}`,
    pings,
    requests,
    misbehave: (next) => {
      way = next;
    },
  };
}
