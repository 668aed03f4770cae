import { expect, it } from 'vitest';
import { limitRate } from '../../../src/commands/prices/limit-rate.js';

function aClock() {
  let nowMs = 0;
  const waits: number[] = [];
  const clock = {
    now: () => nowMs,
    sleep: async (ms: number) => {
      waits.push(ms);
      nowMs += ms;
    },
  };
  return { clock, waits, pass: (ms: number) => (nowMs += ms) };
}

const deadline = (ms: number) => ({ at: new Date(ms), signal: new AbortController().signal });

it('lets so many requests begin in any minute, and the next one when the first of them is a minute old', async () => {
  const { clock, waits, pass } = aClock();
  const waitForQuota = limitRate(2, deadline(600_000), clock);
  for (const ms of [0, 10_000, 0, 0]) {
    pass(ms);
    await waitForQuota();
  }
  expect(waits).toEqual([50_000, 10_000]);
});

it('does not wait past the deadline, and says what to do; without a bound it never waits', async () => {
  const { clock, waits } = aClock();
  const waitForQuota = limitRate(1, deadline(60_000), clock);
  await waitForQuota();
  await expect(waitForQuota()).rejects.toMatchObject({
    code: 'market-data',
    message: expect.stringContaining('run it again to go on'),
  });
  const free = limitRate(null, deadline(0), clock);
  for (let turn = 0; turn < 9; turn++) await free();
  expect(waits).toEqual([]);
});
