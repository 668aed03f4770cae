import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What passes through a relay on one connection. */
export interface Link {
  readonly client: Socket;
  readonly upstream: Socket;
  /** Cuts the connection on both sides. */
  readonly end: () => void;
}

/** Stands between a client and a server, and gives the server's URL through it. `join` says what passes. For one test. */
export async function startRelay(serverUrl: string, join: (link: Link) => void): Promise<string> {
  const url = new URL(serverUrl);
  const [port, host] = [Number(url.port), url.hostname];
  const sockets = new Set<Socket>();

  const server = createServer((client) => {
    const upstream = connect(port, host);
    const end = () => {
      for (const socket of [client, upstream]) socket.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', end).on('close', end);
    }
    join({ client, upstream, end });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });

  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  url.port = String(address.port);
  return url.href;
}
