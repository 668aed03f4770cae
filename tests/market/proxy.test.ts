import { describe, expect, it, onTestFinished } from 'vitest';
import { startProxy } from '../support/proxy.js';
import { setScene } from './fixtures.js';

describe('a proxy', () => {
  it('is used, with its user and password', async () => {
    const proxy = await startProxy();
    const { server, market } = await setScene({ proxies: { httpProxy: proxy.url.replace('//', '//me:secret@') } });
    expect((await market.fetchTop(3)).quotes).toHaveLength(3);
    expect(proxy.targets).toEqual([new URL(server.url).host]);
    expect(proxy.authorizations).toEqual([`Basic ${Buffer.from('me:secret').toString('base64')}`]);
  });

  it('is not used for a host that NO_PROXY names', async () => {
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
