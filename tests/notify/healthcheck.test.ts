import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPoster } from '../../src/http/poster.js';
import { type Healthcheck, openHealthcheck } from '../../src/notify/healthcheck.js';
import { startPingServer } from '../support/ping-server.js';

const RUN_ID = '0d6d4d9c-5ad1-4c4f-9d44-3e2d8a4a1c11';
const patient = () => new AbortController().signal;

function open(url: string): Healthcheck {
  const poster = createPoster({ userAgent: 'crypto-bot/test', connectTimeoutMs: 5000, proxies: {} });
  onTestFinished(() => poster.close());
  return openHealthcheck(url, RUN_ID, poster);
}

describe('the health check', () => {
  it('is told of the beginning and the end of a run, by the id of that run', async () => {
    const server = await startPingServer();
    const check = open(server.url);
    expect(await check.begin(patient())).toBeNull();
    expect(await check.end(0, 'the report\n', patient())).toBeNull();
    expect(await check.end(3, 'bitcoin: no price\n', patient())).toBeNull();
    expect(server.pings).toEqual([
      { what: 'start', runId: RUN_ID, body: '' },
      { what: 'success', runId: RUN_ID, body: 'exit 0\nthe report\n' },
      { what: '3', runId: RUN_ID, body: 'exit 3\nbitcoin: no price\n' },
    ]);
  });

  it('keeps what its address asks for besides, and takes a slash at the end', async () => {
    const server = await startPingServer();
    await open(`${server.url}/?create=1`).begin(patient());
    expect(server.requests).toEqual([`${new URL(server.url).pathname}/start?create=1&rid=${RUN_ID}`]);
  });

  it('gets the last 10,000 bytes of a report, from a whole character on', async () => {
    const server = await startPingServer();
    const check = open(server.url);
    await fc.assert(
      fc.asyncProperty(fc.nat(3), fc.integer({ min: 3330, max: 3340 }), async (before, count) => {
        const report = `${'-'.repeat(before)}${'€'.repeat(count)}`;
        await check.end(0, report, patient());
        const sent = server.pings.at(-1)?.body.replace('exit 0\n', '') ?? '';
        expect(report.endsWith(sent)).toBe(true);
        expect(sent).not.toBe('');
        const left = Buffer.byteLength(report) - Buffer.byteLength(sent);
        expect(Buffer.byteLength(sent)).toBeLessThanOrEqual(10_000);
        expect(left === 0 || Buffer.byteLength(sent) > 10_000 - '€'.length * 3).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it.each<[string, number, RegExp]>([
    ['a check that is gone', 404, /answered 404 "not found"$/],
    ['a server in trouble', 503, /answered 503/],
    ['a redirect', 302, /answered 302 \(a redirect, which is not followed\)/],
  ])('tells of %s, and not the address by which anyone can ping', async (_, status, what) => {
    const server = await startPingServer();
    server.misbehave(status);
    const failure = await open(server.url).end(0, '', patient());
    expect(failure?.what).toMatch(what);
    expect(failure?.advice).not.toBe('');
    expect(JSON.stringify(failure)).not.toContain('5bf66975');
  });

  it('that does not answer is left when its time is over', async () => {
    const server = await startPingServer();
    server.misbehave('silence');
    const failure = await open(server.url).begin(AbortSignal.timeout(200));
    expect(failure?.what).toMatch(/had not answered in time/);
  });
});
