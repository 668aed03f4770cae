import { describe, expect, it } from 'vitest';
import { AT_MOST_A_BEGINNING } from '../support/killing.js';
import { run } from '../support/program.js';
import { startProxy } from '../support/proxy.js';
import { arrange, NOW } from '../support/scene.js';
import { certificateFile } from '../support/tls.js';

const BOUGHT = 'Purchasing 1 bitcoin for 49053 dollars\nPurchasing 1 tether for 0.999586 dollars\n';

// The built program has an HTTP client with less in it than the one the sources import.
describe('the network, as the built program uses it', () => {
  it('is asked over HTTPS', async () => {
    const { env, market } = await arrange(NOW, { tls: true });
    const outcome = await run(['run'], { ...env, NODE_EXTRA_CA_CERTS: certificateFile });
    expect(outcome).toMatchObject({ code: 0, stdout: expect.stringContaining(BOUGHT), stderr: AT_MOST_A_BEGINNING });
    expect(market.requests).toHaveLength(4);
  });

  it('is not trusted with a certificate of no known authority', async () => {
    const { env, market } = await arrange(NOW, { tls: true });
    const outcome = await run(['run'], env);
    expect(outcome).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('connected to securely') });
    expect(market.requests).toHaveLength(0);
  });

  it.each([false, true])('is reached through a proxy, with its user and password, over HTTPS: %s', async (tls) => {
    const { env, market } = await arrange(NOW, { tls });
    const proxy = await startProxy();
    const outcome = await run(['run'], {
      ...env,
      [tls ? 'HTTPS_PROXY' : 'HTTP_PROXY']: proxy.url.replace('//', '//me:secret@'),
      NODE_EXTRA_CA_CERTS: certificateFile,
    });
    expect(outcome).toMatchObject({ code: 0, stdout: expect.stringContaining(BOUGHT), stderr: AT_MOST_A_BEGINNING });
    expect(new Set(proxy.targets)).toEqual(new Set([new URL(market.url).host]));
    expect(new Set(proxy.authorizations)).toEqual(new Set([`Basic ${btoa('me:secret')}`]));
  });

  it('is not reached through a proxy that refuses, which is told without its password', async () => {
    const { env } = await arrange(NOW, { tls: true });
    const proxy = await startProxy(407);
    const { code, stderr } = await run(['run'], { ...env, HTTPS_PROXY: proxy.url.replace('//', '//me:secret@') });
    expect(stderr).toMatch(/could not be reached through the proxy .*: check HTTPS_PROXY/);
    expect(stderr).not.toContain('secret');
    expect(code).toBe(3);
  });
});
