import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface CuttingProxy {
  /** The same database through the proxy. */
  readonly url: string;
  /** How many connections it has cut so far. */
  readonly cuts: () => number;
}

/** When to cut the connection: the server never hears of the commit, or the client never hears of its success. */
export type Cut = 'before the commit' | 'before its answer';

/**
 * A proxy in front of a PostgreSQL server that cuts the connection at the n-th commit that passes through it. For one test.
 */
export async function startCuttingProxy(serverUrl: string, commit: number, cut: Cut): Promise<CuttingProxy> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let [commits, cuts] = [0, 0];

  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let cutting = false;
    const end = () => {
      for (const socket of [client, upstream]) socket.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', end).on('close', end);
    }
    client.on('data', (data) => {
      if (isCommit(data)) {
        commits += 1;
        cutting = commits === commit;
        if (cutting) cuts += 1;
        if (cutting && cut === 'before the commit') return end();
      }
      upstream.write(data);
    });
    upstream.on('data', (data) => (cutting ? end() : client.write(data)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });

  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = new URL(serverUrl);
  url.port = String(address.port);
  return { url: url.href, cuts: () => cuts };
}

/** The messages Query and Parse carry it as text; each is a chunk of its own here, for the client waits for its answer. */
function isCommit(data: Buffer): boolean {
  return /^[QP]\0/.test(data.toString('latin1', 0, 2)) && /\bCOMMIT\b/.test(data.toString('latin1', 0, 40));
}
