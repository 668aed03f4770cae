import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { networkFailure } from '../../src/http/failure.js';
import type { Misbehaviour } from '../support/market-server.js';
import { errorOf, KEY, quickSettings, setScene } from './fixtures.js';

const html = '<!DOCTYPE html><html><body>Just a moment...</body></html>';

describe('an answer that is no data ends in a market-data error that says what, where and what to do', () => {
  const cases: [string, Misbehaviour, RegExp, { retried: boolean }][] = [
    [
      '401 in its recorded shape',
      status(401, { status: { error_code: 10002, error_message: 'API Key Missing' } }),
      /answered 401 "API Key Missing": check COINGECKO_API_KEY and CRYPTO_BOT_COINGECKO_PLAN$/,
      { retried: false },
    ],
    ['403 without a body', status(403, ''), /answered 403: check COINGECKO_API_KEY/, { retried: false }],
    [
      '404 in its recorded shape',
      status(404, { error: 'coin not found' }),
      /answered 404 "coin not found": .*CRYPTO_BOT_COINGECKO_URL/,
      { retried: false },
    ],
    [
      '422 in its recorded shape',
      status(422, { error: 'Missing parameter vs_currency' }),
      /answered 422 "Missing parameter vs_currency": check/,
      { retried: false },
    ],
    [
      '400 with an error that holds a status',
      status(400, { error: { status: { error_code: 400, error_message: 'bad' } } }),
      /answered 400 "bad": check/,
      { retried: false },
    ],
    [
      '410 with an error that holds a message',
      status(410, { error: { message: 'gone' } }),
      /answered 410 "gone": check/,
      { retried: false },
    ],
    [
      '400 with an error_message',
      status(400, { error_message: 'bare' }),
      /answered 400 "bare": check/,
      { retried: false },
    ],
    [
      '429 in its recorded shape',
      status(429, { status: { error_code: 429, error_message: "You've exceeded the Rate Limit." } }),
      /answered 429 "You've exceeded the Rate Limit\.", 4 times: wait a few minutes, or set COINGECKO_API_KEY/,
      { retried: true },
    ],
    ['429 as a page', status(429, html), /answered 429, 4 times: wait/, { retried: true }],
    [
      '429 as a line of text',
      status(429, 'error code: 1015'),
      /answered 429 "error code: 1015", 4 times: wait/,
      { retried: true },
    ],
    [
      '500 with JSON that says nothing',
      status(500, { error: 42 }),
      /answered 500, 4 times: try again later$/,
      { retried: true },
    ],
    ['503 with a page', status(503, html), /answered 503, 4 times: try again later$/, { retried: true }],
    [
      'a redirect',
      { status: 302, headers: { location: 'https://evil.example/x?y' } },
      /answered 302 \(a redirect to evil\.example, which is not followed\): check/,
      { retried: false },
    ],
    [
      'a redirect to nowhere',
      { status: 301, headers: {} },
      /answered 301 \(a redirect, which is not followed\): check/,
      { retried: false },
    ],
    ['a page with 200', status(200, html), /answered with a web page instead of data: /, { retried: false }],
    [
      'an error with 200',
      status(200, { status: { error_code: 429, error_message: 'slow down' } }),
      /answered 200, but with the error "slow down": /,
      { retried: false },
    ],
    ['truncated JSON', 'truncate', /answered with truncated or wrong JSON: /, { retried: false }],
    ['no body at all', status(200, ''), /answered with truncated or wrong JSON: /, { retried: false }],
    [
      'JSON nested too deep',
      status(200, '['.repeat(1_000_000)),
      /answered with truncated or wrong JSON: /,
      { retried: false },
    ],
    ['a body without end', status(200, ' '.repeat(9 * 1024 * 1024)), /sent more than 8 MiB: /, { retried: false }],
    [
      'another shape',
      status(200, { coins: [] }),
      /something else than a list of coins: check CRYPTO_BOT_COINGECKO_URL/,
      { retried: false },
    ],
    [
      'a reset',
      'reset',
      /closed the connection .* \((ECONNRESET|UND_ERR_SOCKET)\), 4 times: check the network/,
      { retried: true },
    ],
    [
      'a connection that ends in the middle',
      'cut off',
      /closed the connection in the middle of an answer \(UND_ERR_SOCKET\), 4 times/,
      { retried: true },
    ],
  ];

  it.each(cases)('%s', async (_, misbehaviour, message, { retried }) => {
    const { server, market } = await setScene();
    server.misbehaveOn('/', misbehaviour);
    const error = await errorOf(market.fetchTop(3));
    expect(error).toMatchObject({ code: 'market-data', message: expect.stringMatching(message), retryable: retried });
    expect(server.requests).toHaveLength(retried ? 4 : 1);
  });

  it.each(['silence', 'drip'] as const)('%s, cut off when the time for an answer is over', async (misbehaviour) => {
    const { server, market } = await setScene({ answerTimeoutMs: 50 });
    server.misbehaveOn('/', misbehaviour);
    await expect(market.fetchTop(3)).rejects.toMatchObject({
      code: 'market-data',
      message: `127.0.0.1:${new URL(server.url).port}/api/v3/coins/markets did not answer in full within 0.05 s, 4 times: check the network connection, and HTTPS_PROXY if there is a proxy`,
      retryable: true,
    });
    expect(server.requests).toHaveLength(4);
  });
});

describe('a host that cannot be asked', () => {
  it('may refuse', async () => {
    const { server, market } = await setScene();
    await server.close();
    await expect(market.fetchTop(3)).rejects.toMatchObject({
      code: 'market-data',
      message: expect.stringMatching(
        /coins\/markets refused the connection \(ECONNREFUSED\), 4 times: check the network/,
      ),
      retryable: true,
    });
  });

  it.each([
    ['EAI_AGAIN', 'could not be looked up (DNS)', true],
    ['ENOTFOUND', 'has a host name that DNS does not know', false],
    ['ENETUNREACH', 'could not be reached', true],
    ['CERT_HAS_EXPIRED', 'could not be connected to securely', false],
    ['HPE_INVALID_CONSTANT', 'could not be asked', false],
  ])('is described by the code %s', (code, what, retryable) => {
    const failure = networkFailure('host/path', Object.assign(new Error('secret details'), { code }));
    expect(failure).toMatchObject({ what: `host/path ${what} (${code})`, retryable });
    expect(failure.advice).toMatch(/^check /);
  });

  it('is told from a bug, which is thrown as it is', () => {
    const bug = new TypeError('undefined is not a function');
    expect(() => networkFailure('host/path', bug)).toThrow(bug);
  });

  it('may accept a connection and never begin the secure one', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void silent.close());
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { market } = await setScene({ connectTimeoutMs: 20, ...noRetries() }, { url: `https://127.0.0.1:${port}` });
    await expect(market.fetchTop(3)).rejects.toMatchObject({
      message: expect.stringMatching(/could not be connected to in time \(UND_ERR_CONNECT_TIMEOUT\), and waiting/),
    });
  });

  it('may speak no TLS', async () => {
    const { server } = await setScene();
    const { market } = await setScene({}, { url: server.url.replace('http:', 'https:') });
    await expect(market.fetchTop(3)).rejects.toMatchObject({
      code: 'market-data',
      message: expect.stringMatching(/could not be connected to securely \(ERR_SSL_\w+\): check this machine's clock/),
      retryable: false,
    });
  });
});

describe('what a server says', () => {
  it('is shown without control characters and bounded', async () => {
    const { server, market } = await setScene();
    server.misbehaveNext(status(400, { error: `\u001b]0;owned\u0007\n${'x'.repeat(1000)}` }));
    const error = await errorOf(market.fetchTop(3));
    expect(error).toMatchObject({ message: expect.stringMatching(/answered 400 "\]0;owned x{190}…": check/) });
  });

  it.each([
    ['JSON', { error: `${'x'.repeat(190)} the key ${KEY} is unknown` }],
    ['text', `bad key ${KEY}`],
  ])('never shows the key it was sent, also when it repeats it in %s', async (_, body) => {
    const { server, market, events } = await setScene({}, { plan: 'demo', apiKey: KEY });
    server.misbehaveNext(status(503, body), status(401, body));
    const error = await errorOf(market.fetchTop(3));
    expect(server.requests[0]?.headers['x-cg-demo-api-key']).toBe(KEY);
    expect(error).toMatchObject({ message: expect.stringMatching(/answered 401 /) });
    expect(`${error} ${events.join('\n')}`).not.toContain(KEY.slice(0, 6));
  });
});

describe('requests', () => {
  it('are logged with host, path and status, and each retry with its reason', async () => {
    const { server, market, events } = await setScene({ random: () => 0 });
    server.misbehaveNext(status(500, ''));
    await market.fetchTop(3);
    const host = new URL(server.url).host;
    expect(events).toEqual([
      `GET ${host}/api/v3/coins/markets → 500`,
      `retry 1 of 3 in 0.1 s: ${host}/api/v3/coins/markets answered 500`,
      `GET ${host}/api/v3/coins/markets → 200`,
    ]);
  });

  it('say who asks, and for what', async () => {
    const { server, market } = await setScene({ userAgent: 'crypto-bot/1.2.3' });
    await market.fetchTop(3);
    expect(server.requests[0]?.headers).toMatchObject({ 'user-agent': 'crypto-bot/1.2.3', accept: 'application/json' });
  });
});

function status(code: number, body: unknown): Misbehaviour {
  return { status: code, body };
}

/** A run that has no time for a second attempt. */
function noRetries() {
  return { deadline: { ...quickSettings().deadline, at: new Date(0) } };
}
