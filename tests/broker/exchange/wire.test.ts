import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { amount, isoTime } from '../../../src/broker/exchange/wire/json.js';

describe('an amount of an exchange', () => {
  it.each([
    ['0.00012000', '0.00012'],
    ['-1.5', '-1.5'],
    ['1.64e-05', '0.0000164'],
  ])('may be %s', (text, plain) => {
    expect(v.parse(amount, text).toFixed()).toBe(plain);
  });

  it.each(['', ' 1', '1_000', '0x10', '1e400', '1e31', 'Infinity', 'NaN', '\u0661', '1'.repeat(41), 1])(
    'is never %j',
    (text) => {
      expect(v.safeParse(amount, text).success).toBe(false);
    },
  );
});

describe('a time of an exchange', () => {
  it('may have more digits than a Date keeps, which are cut off', () => {
    expect(v.parse(isoTime, '2026-11-22T22:15:00.123456789Z')).toEqual(new Date('2026-11-22T22:15:00.123Z'));
  });

  it.each(['2026-02-30T10:00:00Z', '2026-11-22T24:00:00Z', '2026-11-22', '22 November 2026', 0])(
    'is never %j',
    (text) => {
      expect(v.safeParse(isoTime, text).success).toBe(false);
    },
  );
});
