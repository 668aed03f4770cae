import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { setScene } from './fixtures.js';

interface Proxy {
  readonly url: string;
  /** What it was asked to connect to. */
  readonly targets: readonly string[];
  readonly authorizations: readonly (string | undefined)[];
}

/** A proxy that tunnels to wherever it is asked, or refuses with a status. */
async function startProxy(refusal?: number): Promise<Proxy> {
  const targets: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const server = createServer();
  server.on('connect', (request, client) => {
    targets.push(request.url ?? '');
    authorizations.push(request.headers['proxy-authorization']);
    if (refusal) return client.end(`HTTP/1.1 ${refusal} Refused\r\n\r\n`);
    const { hostname, port } = new URL(`http://${request.url}`);
    const upstream = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, targets, authorizations };
}

describe('a proxy', () => {
  it('is gone through, with its user and password', async () => {
    const proxy = await startProxy();
    const { server, market } = await setScene({ proxies: { httpProxy: proxy.url.replace('//', '//me:secret@') } });
    expect((await market.fetchTop(3)).quotes).toHaveLength(3);
    expect(proxy.targets).toEqual([new URL(server.url).host]);
    expect(proxy.authorizations).toEqual([`Basic ${Buffer.from('me:secret').toString('base64')}`]);
  });

  it('is not gone through to a host that NO_PROXY names', async () => {
    const proxy = await startProxy();
    const { server, market } = await setScene({ proxies: { httpProxy: proxy.url, noProxy: 'localhost,127.0.0.1' } });
    expect((await market.fetchTop(3)).quotes).toHaveLength(3);
    expect(proxy.targets).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  it('is taken from the settings only, not from the environment', async () => {
    const proxy = await startProxy();
    const before = process.env.http_proxy;
    process.env.http_proxy = proxy.url;
    onTestFinished(() => {
      if (before === undefined) delete process.env.http_proxy;
      else process.env.http_proxy = before;
    });
    const { market } = await setScene();
    await market.fetchTop(3);
    expect(proxy.targets).toEqual([]);
  });

  it('that refuses is an error that says so, without its password', async () => {
    const proxy = await startProxy(407);
    const { market } = await setScene({ proxies: { httpProxy: proxy.url.replace('//', '//me:secret@') } });
    await expect(market.fetchTop(3)).rejects.toMatchObject({
      code: 'market-data',
      message: expect.stringMatching(/^(?!.*secret).*could not be reached through the proxy .*: check HTTPS_PROXY/),
    });
  });
});
