import { describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../src/market/http/retry.js';
import type { Misbehaviour } from '../support/market-server.js';
import { errorOf, setScene } from './fixtures.js';

const AT = Date.parse('2025-07-25T14:52:30.000Z');
const HOUR_MS = 3_600_000;

/** A clock that notes the waits instead of waiting, and moves by nothing else. */
function notingClock(): Clock & { waits: number[] } {
  const waits: number[] = [];
  let now = AT;
  const sleep = async (delayMs: number) => {
    waits.push(delayMs);
    now += delayMs;
  };
  return { waits, now: () => now, sleep };
}

function deadlineIn(durationMs: number, signal: AbortSignal = new AbortController().signal) {
  return { at: new Date(AT + durationMs), signal };
}

function status(code: number, headers: Record<string, string> = {}): Misbehaviour {
  return { status: code, headers, body: '' };
}

describe('retries', () => {
  it.each([
    ['at their shortest', 0, [500, 1000, 2000]],
    ['in the middle', 0.5, [750, 1500, 3000]],
    ['nearly at their longest', 0.999999, [1000, 2000, 4000]],
  ])('wait twice as long each time, %s', async (_, chance, expected) => {
    const clock = notingClock();
    const { server, market } = await setScene({
      clock,
      random: () => chance,
      retryDelayMs: 1000,
      deadline: deadlineIn(HOUR_MS),
    });
    server.misbehaveNext(status(500), 'reset', status(429));
    expect((await market.fetchTop(3)).quotes).toHaveLength(3);
    expect(clock.waits).toEqual(expected);
    expect(server.requests).toHaveLength(4);
  });

  it.each([
    ['Retry-After in seconds', { 'retry-after': '119' }, 119_000],
    ['Retry-After as a date', { 'retry-after': 'Fri, 25 Jul 2025 14:53:40 GMT' }, 70_000],
    ['x-ratelimit-reset as a time', { 'x-ratelimit-reset': '2025-07-25 14:54:00 +0000' }, 90_000],
    ['x-ratelimit-reset in seconds since 1970', { 'x-ratelimit-reset': `${AT / 1000 + 33}` }, 33_000],
    ['both, where Retry-After wins', { 'retry-after': '7', 'x-ratelimit-reset': '2025-07-25 14:54:00 +0000' }, 7_000],
    [
      'Retry-After that is nonsense, where the other is taken',
      { 'retry-after': 'soon', 'x-ratelimit-reset': `${AT / 1000 + 5}` },
      5_000,
    ],
    ['a date that is not in the calendar', { 'retry-after': 'Thu, 30 Feb 2026 14:53:40 GMT' }, 500],
    ['Retry-After of no time, which is not taken for no patience', { 'retry-after': '0' }, 500],
    ['Retry-After beyond all bounds', { 'retry-after': '99999999999' }, 500],
    ['a reset that has passed', { 'x-ratelimit-reset': '2025-07-25 14:00:00 +0000' }, 500],
  ])('wait as long as the server asks by %s', async (_, headers, waitMs) => {
    const clock = notingClock();
    const { server, market } = await setScene({
      clock,
      random: () => 0,
      retryDelayMs: 1000,
      deadline: deadlineIn(HOUR_MS),
    });
    server.misbehaveNext(status(429, headers));
    await market.fetchTop(3);
    expect(clock.waits).toEqual([waitMs]);
  });

  it('fail at once when the server asks for more time than the run has left', async () => {
    const clock = notingClock();
    const { server, market } = await setScene({ clock, deadline: deadlineIn(100_000) });
    server.misbehaveNext(status(429, { 'retry-after': '119' }));
    await expect(market.fetchTop(3)).rejects.toMatchObject({
      code: 'market-data',
      message: expect.stringMatching(
        /answered 429, and waiting 119 s to ask again would take longer than this run may last: wait a few minutes, or set/,
      ),
      retryable: true,
    });
    expect(clock.waits).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  it('wait for the others, too: a host that has asked to wait gets no other request meanwhile', async () => {
    const clock = notingClock();
    const { server, market } = await setScene({ clock, random: () => 0, deadline: deadlineIn(HOUR_MS) });
    server.misbehaveNext(status(429, { 'retry-after': '60' }));
    await market.fetchTop(3).then(() => market.fetchDailyPrices('bitcoin', 9));
    expect(clock.waits).toEqual([60_000]);
    expect(server.requests).toHaveLength(3);
  });

  it('ask nothing more when the server asks for more time than the run has left, however much was meant to be asked', async () => {
    const { server, market } = await setScene({ clock: notingClock(), deadline: deadlineIn(100_000) });
    server.misbehaveOn('/', status(429, { 'retry-after': '119' }));
    const coins = Array.from({ length: 50 }, (_, n) => `coin-${n}`);
    const errors = await Promise.all(coins.map((coin) => errorOf(market.fetchDailyPrices(coin, 9))));
    for (const error of errors) expect(error).toMatchObject({ code: 'market-data', retryable: true });
    expect(errors.at(-1)).toMatchObject({
      message: expect.stringMatching(
        /coin-49\/market_chart was not asked, since .*coin-\d+\/market_chart answered 429/,
      ),
    });
    expect(server.requests.length).toBeLessThanOrEqual(4);
  });

  it('end with the run, also in the middle of a wait', async () => {
    const run = new AbortController();
    const clock: Clock = {
      now: systemClock.now,
      sleep: (delayMs, signal) => {
        const sleeping = systemClock.sleep(delayMs, signal);
        run.abort();
        return sleeping;
      },
    };
    const deadline = { at: new Date(Date.now() + HOUR_MS), signal: run.signal };
    const { server, market } = await setScene({ clock, deadline });
    server.misbehaveNext(status(503, { 'retry-after': '1800' }));
    await expect(market.fetchTop(3)).rejects.toMatchObject({
      code: 'market-data',
      message: expect.stringMatching(
        /answered 503, and this run's time was over before it could be asked again: try again later$/,
      ),
      retryable: true,
    });
    expect(server.requests).toHaveLength(1);
  });

  it('are not begun when the run ends during an attempt', async () => {
    const deadline = { at: new Date(Date.now() + HOUR_MS), signal: AbortSignal.timeout(50) };
    const { server, market } = await setScene({ deadline });
    server.misbehaveOn('/', 'silence');
    const errors = await Promise.all([1, 2, 3, 4, 5, 6].map((it) => errorOf(market.fetchDailyPrices(`coin-${it}`, 9))));
    for (const error of errors) {
      expect(error).toMatchObject({
        code: 'market-data',
        message: expect.stringMatching(/had not answered when this run's time was over: try again later$/),
        retryable: true,
      });
    }
    expect(server.requests.length).toBeLessThanOrEqual(4);
  });
});
