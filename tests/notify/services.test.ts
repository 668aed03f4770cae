import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPoster } from '../../src/http/poster.js';
import type { Message } from '../../src/notify/message.js';
import type { Service } from '../../src/notify/service.js';
import { openServices, type ServiceSettings } from '../../src/notify/services.js';
import { type MessageServer, startMessageServer, type Way } from '../support/message-server.js';
import { aMessage, settingsFor } from './examples.js';

const patient = () => new AbortController().signal;

function open(settings: ServiceSettings): Service[] {
  const poster = createPoster({ userAgent: 'crypto-bot/test', connectTimeoutMs: 5000, proxies: {} });
  onTestFinished(() => poster.close());
  return openServices(settings, poster);
}

async function arrange(): Promise<{ server: MessageServer; services: Service[] }> {
  const server = await startMessageServer();
  return { server, services: open(settingsFor(server)) };
}

async function deliver(services: readonly Service[], message: Message): Promise<unknown[]> {
  return Promise.all(services.map((service) => service.send(message, patient())));
}

describe('each service takes a message', () => {
  it('in its own form', async () => {
    const { server, services } = await arrange();
    expect(await deliver(services, aMessage)).toEqual(services.map(() => ({ status: 'delivered' })));
    const bodies = Object.fromEntries(server.delivered.map(({ service, body }) => [service, body]));
    expect(bodies).toEqual({
      ntfy: {
        topic: 'my-secret-topic',
        title: 'crypto-bot bought bitcoin',
        message: '0.5 bitcoin at 49053: 24526.5 usd',
        tags: ['moneybag'],
        priority: 3,
      },
      telegram: {
        chat_id: -1001234567890,
        text: 'crypto-bot bought bitcoin\n0.5 bitcoin at 49053: 24526.5 usd',
        link_preview_options: { is_disabled: true },
      },
      discord: {
        content: 'crypto-bot bought bitcoin\n0.5 bitcoin at 49053: 24526.5 usd',
        allowed_mentions: { parse: [] },
        flags: 4,
      },
      slack: { text: 'crypto-bot bought bitcoin\n0.5 bitcoin at 49053: 24526.5 usd', mrkdwn: false },
      webhook: {
        id: aMessage.id,
        event: 'purchase',
        at: '2026-11-22T22:21:12.951Z',
        title: 'crypto-bot bought bitcoin',
        text: '0.5 bitcoin at 49053: 24526.5 usd',
        tickId: '20261122T222112951Z-0123abcd',
        purchases: [{ coin: 'bitcoin', quantity: '0.5', price: '49053', notional: '24526.5' }],
      },
    });
    for (const { headers } of server.delivered) expect(headers['user-agent']).toBe('crypto-bot/test');
    const delivery = server.delivered.find(({ service }) => service === 'webhook')?.headers['x-crypto-bot-delivery'];
    expect(delivery).toBe(aMessage.id);
  });

  it.each([
    ['discord', 'content', '\\# a\\_b \\*c\\* \\~d\\~ \\`e\\` \\|f\\| \\<\\@1\\> \\[g\\]\\(h\\) i\\\\j & k'],
    ['telegram', 'text', '# a_b *c* ~d~ `e` |f| <@1> [g](h) i\\j & k'],
    ['slack', 'text', '# a_b *c* ~d~ `e` |f| &lt;@1&gt; [g](h) i\\j &amp; k'],
  ])('with nothing in it that %s takes for its own', async (name, field, expected) => {
    const { server, services } = await arrange();
    const line = '# a_b *c* ~d~ `e` |f| <@1> [g](h) i\\j & k';
    await deliver(services, { ...aMessage, lines: [line, '- l'] });
    const text = server.delivered.find(({ service }) => service === name)?.body[field];
    expect(text).toBe(`crypto-bot bought bitcoin\n${expected}\n${name === 'discord' ? '\\- l' : '- l'}`);
  });

  it('whatever is in it, within the limits of length', async () => {
    const { server, services } = await arrange();
    const line = fc.oneof(fc.string({ unit: 'binary', maxLength: 240 }), fc.constant('_'.repeat(240)));
    const lines = fc.array(line, { minLength: 1, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(lines, async (lines) => {
        const outcomes = await deliver(services, { ...aMessage, lines });
        expect(outcomes).toEqual(services.map(() => ({ status: 'delivered' })));
      }),
      { numRuns: 50 },
    );
    expect(server.delivered.length).toBeGreaterThanOrEqual(50 * services.length);
  });

  it('with the user and the password of its address', async () => {
    const server = await startMessageServer();
    const url = server.origin.replace('://', '://me:p%40ss@');
    const [webhook] = open({ webhook: { url: `${url}/hook`, secret: settingsFor(server).webhook?.secret } });
    expect(await webhook?.send(aMessage, patient())).toEqual({ status: 'delivered' });
    expect(server.delivered[0]?.headers.authorization).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`);
  });
});

describe('a message that is not taken', () => {
  const TRY_AGAIN = { retryable: true, waitMs: null };
  const GIVE_UP = { retryable: false, waitMs: null };
  const elsewhere = { location: 'http://elsewhere.example/steal' };

  it.each<[string, Way, { retryable: boolean; waitMs: number | null }, RegExp]>([
    ['401', { status: 401, body: 'no' }, GIVE_UP, /answered 401 "no": /],
    ['404', { status: 404 }, GIVE_UP, /answered 404: /],
    ['410 with garbage', { status: 410, body: '{"a":' }, GIVE_UP, /answered 410 "\{"a":": /],
    ['408', { status: 408 }, TRY_AGAIN, /answered 408: try again later$/],
    ['425', { status: 425 }, TRY_AGAIN, /answered 425: try again later$/],
    ['429', { status: 429 }, TRY_AGAIN, /answered 429: try again later$/],
    ['500 with a page', { status: 500, body: '<html>oops</html>' }, TRY_AGAIN, /answered 500: try again later$/],
    ['503 with 10 MB', { status: 503, body: 'x'.repeat(10_000_000) }, TRY_AGAIN, /answered 503: try again later$/],
    [
      '429 with Retry-After',
      { status: 429, headers: { 'retry-after': '3600' } },
      { retryable: true, waitMs: 3_600_000 },
      /answered 429: /,
    ],
    [
      'the 429 of Telegram',
      {
        status: 429,
        body: '{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 5","parameters":{"retry_after":5}}',
      },
      { retryable: true, waitMs: 5000 },
      /answered 429 "Too Many Requests: retry after 5": /,
    ],
    [
      'the 429 of Discord',
      { status: 429, body: '{"message":"You are being rate limited.","retry_after":0.529,"global":false}' },
      { retryable: true, waitMs: 529 },
      /answered 429 "You are being rate limited\.": /,
    ],
    [
      'a 429 whose body asks for a time without end',
      { status: 429, body: '{"message":"wait","retry_after":1e400}' },
      TRY_AGAIN,
      /answered 429 "wait": /,
    ],
    [
      'a redirect',
      { status: 307, headers: elsewhere },
      GIVE_UP,
      /answered 307 \(a redirect to elsewhere\.example, which is not followed\): /,
    ],
    ['a reset connection', 'reset', TRY_AGAIN, /closed the connection/],
  ])('because of %s is told, and tried again or not as that deserves', async (_, way, expected, problem) => {
    const { server, services } = await arrange();
    server.misbehave(way);
    for (const [index, outcome] of (await deliver(services, aMessage)).entries()) {
      const name = services[index]?.name;
      expect(outcome).toMatchObject({ status: 'failed', ...expected, problem: expect.stringMatching(problem) });
      expect(outcome).toMatchObject({ problem: expect.stringMatching(`^${name}: 127\\.0\\.0\\.1:\\d+ `) });
    }
  });

  it('holds no secret that the service repeats', async () => {
    const { server, services } = await arrange();
    const { ntfy, telegram, discord, slack, webhook } = settingsFor(server);
    const secrets = [ntfy?.token, telegram?.token, webhook?.secret, 'my-secret-topic'];
    const paths = [discord?.url, slack?.url].map((url) => new URL(url ?? '').pathname);
    const all = [...secrets, ...paths].map(String);
    server.misbehave({ status: 400, body: `you said ${all.join(' ')}` });
    const outcomes = (await deliver(services, aMessage)).map((it) => JSON.stringify(it));
    expect(outcomes).toHaveLength(5);
    const own = [[all[0], all[3]], [all[1]], [all[4]], [all[5]], [all[2]]];
    for (const [index, outcome] of outcomes.entries())
      for (const secret of own[index] ?? []) expect(outcome).not.toContain(secret);
  });

  it('holds nothing of its address but the host, though the service repeats what it was asked', async () => {
    const { server } = await arrange();
    const { host } = new URL(server.origin);
    server.misbehave('echo');
    const path = 'my-path?token=my-token';
    const services = open({
      discord: { url: `http://me:my-password@${host}/api/webhooks/1/${path}` },
      slack: { url: `http://me:my-password@${host}/services/${path}` },
      webhook: { url: `http://me:my-password@${host}/hook/${path}`, secret: undefined },
    });
    for (const outcome of await deliver(services, aMessage)) {
      expect(outcome).toMatchObject({ status: 'failed', problem: expect.stringContaining('answered 404 "no ***') });
      expect(JSON.stringify(outcome)).not.toMatch(/my-path|my-token|my-password|bWU6bXktcGFzc3dvcmQ/);
    }
  });

  it('because nothing is answered ends with the time for it, and is tried again', async () => {
    const { server, services } = await arrange();
    server.misbehave('silence');
    const ended = AbortSignal.timeout(100);
    const outcomes = await Promise.all(services.map((service) => service.send(aMessage, ended)));
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({
        retryable: true,
        problem: expect.stringMatching(/had not answered in time: check/),
      });
  });

  it('because nobody listens is tried again', async () => {
    const [webhook] = open({ webhook: { url: 'http://127.0.0.1:1/hook', secret: undefined } });
    expect(await webhook?.send(aMessage, patient())).toMatchObject({
      ...TRY_AGAIN,
      problem: expect.stringContaining('webhook: 127.0.0.1:1 refused the connection (ECONNREFUSED): check'),
    });
  });
});

describe('a service', () => {
  it('has delivered a message as soon as it is taken, however long the answer is', async () => {
    const { server, services } = await arrange();
    server.misbehave('flood');
    expect(await deliver(services, aMessage)).toEqual(services.map(() => ({ status: 'delivered' })));
  });

  it('signs nothing without a secret', async () => {
    const { server } = await arrange();
    const [webhook] = open({ webhook: { url: `${server.origin}/hook`, secret: undefined } });
    server.misbehave({ status: 200 });
    expect(await webhook?.send(aMessage, patient())).toEqual({ status: 'delivered' });
    expect(server.requests[0]?.headers).toHaveProperty('x-crypto-bot-delivery');
    expect(server.requests[0]?.headers).not.toHaveProperty('x-crypto-bot-signature');
  });
});
