import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  createTransport,
  type Outcome,
  type TransportSettings,
} from '../../../../src/broker/exchange/wire/transport.js';
import { startProxy } from '../../../support/proxy.js';

async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

function sender(baseUrl: URL | null, settings: Partial<TransportSettings> = {}) {
  const userAgent = 'crypto-bot/test';
  const transport = createTransport({ userAgent, connectTimeoutMs: 2_000, proxies: {}, baseUrl, ...settings });
  onTestFinished(() => transport.close());
  return (url: string, { alone = true, timeoutMs = 30_000 } = {}): Promise<Outcome> => {
    const request = { method: 'POST' as const, url: new URL(url), headers: { 'API-Key': 'hidden' }, body: 'nonce=1' };
    return transport.send(request, { signal: AbortSignal.timeout(timeoutMs), alone });
  };
}

describe('a request to an exchange', () => {
  it('leaves as it was signed, to another address where one is set', async () => {
    const seen: unknown[] = [];
    const base = await serve((request, response) => {
      seen.push(request.url, request.headers['api-key'], request.headers['user-agent']);
      response.writeHead(418).end('{"error":[]}');
    });
    const outcome = await sender(base)('https://api.kraken.com/0/private/AddOrder?a=b%2Cc');
    expect(seen).toEqual(['/0/private/AddOrder?a=b%2Cc', 'hidden', 'crypto-bot/test']);
    expect(outcome).toEqual({ kind: 'answered', answer: { status: 418, text: '{"error":[]}' } });
  });

  it('is not sent where nobody listens, or where there is no such host', async () => {
    const base = await serve(() => undefined);
    const gone = new URL('http://127.0.0.1:1');
    expect(await sender(gone)('https://api.kraken.com/0/private/AddOrder')).toEqual({
      kind: 'not sent',
      reason: 'api.kraken.com/0/private/AddOrder could not be reached (ECONNREFUSED)',
    });
    base.hostname = 'exchange.invalid';
    expect(await sender(base)('https://api.kraken.com/0')).toMatchObject({ kind: 'not sent' });
  });

  it('is sent through the proxy, and not sent where that refuses', async () => {
    const base = await serve((_, response) => response.end('{}'));
    const proxy = await startProxy();
    const through = sender(base, { proxies: { httpProxy: proxy.url } });
    expect(await through('https://api.kraken.com/0')).toMatchObject({ kind: 'answered' });
    expect(proxy.targets).toEqual([base.host]);
    const refusing = await startProxy(403);
    const outcome = await sender(base, { proxies: { httpProxy: refusing.url } })('https://api.kraken.com/0');
    expect(outcome).toEqual({ kind: 'not sent', reason: 'api.kraken.com/0 could not be reached through the proxy' });
  });

  it.each<[string, RequestListener, RegExp, number?]>([
    ['the connection ends', (_, response) => response.socket?.destroy(), /closed the connection/],
    ['the answer is cut', cut, /closed the connection/],
    ['nothing comes', () => undefined, /did not answer in time/, 500],
    ['only headers come', (_, response) => response.writeHead(200).flushHeaders(), /did not answer in time/, 500],
    ['the answer does not end', (_, response) => response.write(' '.repeat(9 * 1024 * 1024)), /sent more than/],
  ])('is unanswered, and sent once, where %s', async (_, listener, reason, timeoutMs = 30_000) => {
    let requests = 0;
    const base = await serve((request, response) => {
      requests += 1;
      listener(request, response);
    });
    const outcome = await sender(base)('https://api.binance.com/api/v3/order?signature=hidden', { timeoutMs });
    expect(outcome).toMatchObject({ kind: 'unanswered', reason: expect.stringMatching(reason) });
    expect(JSON.stringify(outcome)).not.toContain('hidden');
    expect(requests).toBe(1);
  });

  it('does not follow a redirect', async () => {
    const paths: (string | undefined)[] = [];
    const base = await serve((request, response) => {
      paths.push(request.url);
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect(await sender(base)('https://api.kraken.com/0')).toMatchObject({ answer: { status: 307 } });
    expect(paths).toEqual(['/0']);
  });

  it('has a connection of its own where it must be alone, and shares one otherwise', async () => {
    const ports: (number | undefined)[] = [];
    const base = await serve((request, response) => {
      ports.push(request.socket.remotePort);
      response.end('{}');
    });
    const send = sender(base);
    await send('https://api.kraken.com/0', { alone: false });
    await send('https://api.kraken.com/0', { alone: true });
    await send('https://api.kraken.com/0', { alone: false });
    expect(ports[2]).toBe(ports[0]);
    expect(ports[1]).not.toBe(ports[0]);
  });
});

function cut(...[, response]: Parameters<RequestListener>): void {
  response.writeHead(200, { 'content-length': '100' });
  response.write('{"error":', () => response.socket?.destroy());
}
