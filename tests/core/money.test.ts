import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mean, percentOf, roundedPercentOf, sum, toExactString, toPercentString, ZERO } from '../../src/core/money.js';
import { amount, scaled, units } from './examples.js';

const scale = fc.integer({ min: 0, max: 60 });

describe('exact amounts', () => {
  it.each([
    ['5.856e-05', '0.00005856'],
    ['19995671.0', '19995671'],
    ['1e-12', '0.000000000001'],
    ['1e+12', '1000000000000'],
    ['-0', '0'],
    ['0.1', '0.1'],
  ])('writes %s as %s', (read, written) => {
    expect(toExactString(amount(read))).toBe(written);
  });

  it('lose no digit when written and read again', () => {
    fc.assert(
      fc.property(units, scale, (integer, decimals) => {
        const digits = scaled(integer, decimals);
        expect(toExactString(amount(digits))).toBe(digits);
      }),
    );
  });

  it('lose no digit when added or multiplied', () => {
    fc.assert(
      fc.property(fc.array(units, { maxLength: 50 }), units, scale, (integers, factor, decimals) => {
        const total = sum(integers.map((integer) => amount(scaled(integer, decimals))));
        const exactTotal = integers.reduce((a, b) => a + b, 0n);
        expect(toExactString(total)).toBe(scaled(exactTotal, decimals));
        const product = total.times(amount(scaled(factor, decimals)));
        expect(toExactString(product)).toBe(scaled(exactTotal * factor, 2 * decimals));
      }),
    );
  });
});

describe('mean', () => {
  it.each([
    [['1'], '1'],
    [['1', '2'], '1.5'],
    [['0.1', '0.2', '0.3', '0.4', '0.5', '0.6', '0.7', '0.8', '0.9', '1'], '0.55'],
    [['1', '0', '0'], '0.3333333333333333333333333333333333333333'],
    [['2', '0', '0'], '0.6666666666666666666666666666666666666667'],
    [['1', '0', '0', '0', '0', '0', '0'], '0.1428571428571428571428571428571428571429'],
  ])('of %j is %s', (amounts, expected) => {
    expect(toExactString(mean(amounts.map(amount)))).toBe(expected);
  });

  it('of ten amounts is exact, whatever their digits', () => {
    const ten = fc.array(fc.tuple(units, scale), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(ten, (parts) => {
        const total = parts.reduce((sum, [integer, decimals]) => sum + integer * 10n ** BigInt(60 - decimals), 0n);
        const average = mean(parts.map(([integer, decimals]) => amount(scaled(integer, decimals))));
        expect(toExactString(average)).toBe(scaled(total, 61));
      }),
    );
  });
});

describe('percentages', () => {
  it.each([
    ['0.005', '0.01'],
    ['-0.005', '-0.01'],
    ['0.00499999999999999999999999', '0.00'],
    ['-0.00499999999999999999999999', '0.00'],
    ['-0.0000001', '0.00'],
    ['-0', '0.00'],
    ['0', '0.00'],
    ['1.005', '1.01'],
    ['-1.005', '-1.01'],
    ['2.675', '2.68'],
    ['-0.034', '-0.03'],
    ['-99.995', '-100.00'],
    ['1e12', '1000000000000.00'],
  ])('show %s as %s', (percent, shown) => {
    expect(toPercentString(amount(percent))).toBe(shown);
  });

  it.each([
    ['1', '8', '12.50'],
    ['-1', '3', '-33.33'],
    ['2', '3', '66.67'],
    ['1', '20000', '0.01'],
    ['-1', '20000', '-0.01'],
    ['-1', '20001', '0.00'],
  ])('%s of %s is %s', (part, whole, shown) => {
    const percent = percentOf(amount(part), amount(whole));
    expect(percent && toPercentString(percent)).toBe(shown);
  });

  it('of nothing are unknown', () => {
    expect(percentOf(amount('1'), ZERO)).toBeNull();
  });

  it('are rounded as the unrounded ones are, half away from zero', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
        fc.integer({ min: 1, max: 40_000 }),
        (part, whole) => {
          const [some, all] = [amount(String(part)), amount(String(whole))];
          const unrounded = percentOf(some, all) ?? ZERO;
          expect(toPercentString(roundedPercentOf(some, all))).toBe(toPercentString(unrounded));
        },
      ),
      {
        examples: [
          [1n, 20_000],
          [-1n, 20_000],
          [-1n, 20_001],
        ],
      },
    );
  });

  it('round half away from zero, mirror themselves, and never show a negative zero', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), (thousandths) => {
        const cents = (thousandths + 5n) / 10n;
        const expected = amount(scaled(cents, 2)).toFixed(2);
        expect(toPercentString(amount(scaled(thousandths, 3)))).toBe(expected);
        expect(toPercentString(amount(scaled(-thousandths, 3)))).toBe(cents === 0n ? '0.00' : `-${expected}`);
      }),
    );
  });
});
