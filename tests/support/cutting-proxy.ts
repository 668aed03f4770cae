import { startRelay } from './relay.js';

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
  let [commits, cuts] = [0, 0];
  const url = await startRelay(serverUrl, ({ client, upstream, end }) => {
    let cutting = false;
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
  });
  return { url, cuts: () => cuts };
}

/** The messages Query and Parse carry it as text; each is a chunk of its own here, for the client waits for its answer. */
function isCommit(data: Buffer): boolean {
  return /^[QP]\0/.test(data.toString('latin1', 0, 2)) && /\bCOMMIT\b/.test(data.toString('latin1', 0, 40));
}
