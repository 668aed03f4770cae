import { describe, expect, it } from 'vitest';
import { nextTryAt } from '../../src/notify/tries.js';

const at = new Date('2026-11-22T22:00:00Z');

describe('a message that was not taken', () => {
  it.each([
    [1, null, '2026-11-22T22:05:00.000Z'],
    [2, null, '2026-11-22T22:30:00.000Z'],
    [3, null, '2026-11-23T00:00:00.000Z'],
    [4, null, '2026-11-23T10:00:00.000Z'],
    [1, 60_000, '2026-11-22T22:05:00.000Z'],
    [1, 3_600_000, '2026-11-22T23:00:00.000Z'],
  ])('after %i tries and a wish of %s ms waits until %s', (tries, waitMs, expected) => {
    expect(nextTryAt(tries, at, waitMs)?.toISOString()).toBe(expected);
  });

  it('is given up after five tries', () => {
    expect(nextTryAt(5, at, 1000)).toBeNull();
  });
});
