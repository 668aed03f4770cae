import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../../src/core/money.js';
import { parseJson } from '../../src/market/http/json.js';

describe('parseJson', () => {
  it('never loses a digit', () => {
    const digits = fc.stringMatching(/^[1-9]\d{0,39}$/);
    fc.assert(
      fc.property(digits, fc.nat(69), fc.boolean(), (significant, shift, negative) => {
        const text = `${negative ? '-' : ''}${significant}e-${shift}`;
        const number = parseJson(text) as Decimal;
        fc.pre(number.isFinite()); // The exponent is within bounds.
        const [whole, fraction = ''] = number.abs().toFixed().split('.');
        expect(BigInt(`${whole}${fraction.padEnd(shift, '0')}`)).toBe(BigInt(significant));
        expect(number.isNegative()).toBe(negative);
      }),
    );
  });

  it.each([
    ['5.856e-05', '0.00005856'],
    ['19995671.0', '19995671'],
    ['65610', '65610'],
    ['1e-12', '0.000000000001'],
    ['1e12', '1000000000000'],
    ['0.1000000000000000055511151231257827021182', '0.1000000000000000055511151231257827021182'],
    ['-4.37931', '-4.37931'],
    ['0e-99', '0'],
  ])('reads %s as %s', (text, exact) => {
    expect((parseJson(text) as Decimal).toFixed()).toBe(exact);
  });

  it.each([
    '1e31',
    '1e-31',
    '1e999999999999',
    '1e-999999999999',
    '12345678901234567890123456789012345678901',
    '9'.repeat(1_000_000),
    `0.${'0'.repeat(1_000_000)}1`,
  ])('makes a number out of all bounds NaN, and only that', (text) => {
    expect(parseJson(`[${text}, 2]`)).toEqual([new Decimal(Number.NaN), new Decimal(2)]);
  });

  it.each(['', '[1', '{"a":}', '01', 'NaN', '<html>', '{"a":1}x'])('throws for %j', (text) => {
    expect(() => parseJson(text)).toThrow();
  });
});
