import { connect } from 'node:net';
import { type Check, fine, notChecked, wrong } from '../check.js';

/** Whether the proxies of the environment take connections. */
export const proxy: Check = {
  name: 'proxy',
  look: async (surroundings) => {
    const { httpProxy, httpsProxy } = surroundings.context().config.proxies;
    const urls = [...new Set([httpProxy, httpsProxy].flatMap((url) => url ?? []))].map((url) => new URL(url));
    if (urls.length === 0) return notChecked('no proxy is set');
    const problems = await Promise.all(urls.map((url) => problemOf(url, surroundings.timeoutMs)));
    const found = problems.filter((problem) => problem !== null);
    if (found.length > 0) return wrong(found.join('; '), 'check HTTP_PROXY and HTTPS_PROXY, or unset them');
    return fine(`${urls.map(({ host }) => host).join(', ')} takes connections`);
  },
};

function problemOf({ host, hostname, port, protocol }: URL, waitMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect(Number(port) || (protocol === 'https:' ? 443 : 80), hostname.replaceAll(/[[\]]/g, ''));
    const end = (problem: string | null) => {
      socket.destroy();
      resolve(problem);
    };
    socket.setTimeout(waitMs, () => end(`the proxy ${host} does not answer`));
    socket.on('connect', () => end(null));
    socket.on('error', (error) =>
      end(`the proxy ${host} cannot be reached (${'code' in error ? error.code : 'error'})`),
    );
  });
}
