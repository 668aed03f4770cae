import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  colorBySign,
  displayCount,
  displayMoney,
  displayPercent,
  displayQuantity,
} from '../../src/report/format/amounts.js';
import { amount, colorful } from './examples.js';

describe('money', () => {
  it.each([
    ['38227.32', '38,227.32'],
    ['1', '1.00'],
    ['999.995', '1,000.00'],
    ['1.004', '1.00'],
    ['1e12', '1,000,000,000,000.00'],
    ['0.999586', '0.999586'],
    ['0.5', '0.50'],
    ['0.99999951', '1.00'],
    ['0.00000856', '0.00000856'],
    ['0.0000085612349', '0.00000856123'],
    ['1e-12', '0.000000000001'],
    ['0', '0.00'],
    ['-0', '0.00'],
    ['-0.000828', '-0.000828'],
    ['-1234567.895', '-1,234,567.90'],
  ])('%s is shown as %s', (digits, shown) => {
    expect(displayMoney(amount(digits))).toBe(shown);
  });

  it('that is not nothing is never shown as zero', () => {
    const digits = fc.tuple(fc.integer({ min: 1 }), fc.integer({ min: -24, max: 12 }));
    fc.assert(
      fc.property(digits, ([integer, exponent]) => {
        expect(displayMoney(amount(`${integer}e${exponent}`))).toMatch(/[1-9]/);
        expect(displayMoney(amount(`-${integer}e${exponent}`))).toMatch(/^-.*[1-9]/);
      }),
    );
  });
});

it.each([
  ['2', '2'],
  ['0.00523186', '0.00523186'],
  ['1.123456785', '1.12345679'],
  ['1234567.5', '1,234,567.5'],
  ['0.00000001', '0.00000001'],
  ['1e-12', '0.000000000001'],
  ['0', '0'],
])('a quantity of %s is shown as %s', (digits, shown) => {
  expect(displayQuantity(amount(digits))).toBe(shown);
});

it.each([
  ['-0.034', '-0.03'],
  ['-0.004', '0.00'],
  ['12345.678', '12,345.68'],
])('%s percent is shown as %s', (digits, shown) => {
  expect(displayPercent(amount(digits))).toBe(shown);
});

it('an unknown amount is shown as "-"', () => {
  expect([displayMoney(null), displayPercent(null)]).toEqual(['-', '-']);
});

it('counts have their thousands grouped', () => {
  expect([1, 999, 1000, 87_600].map(displayCount)).toEqual(['1', '999', '1,000', '87,600']);
});

it.each([
  ['1.00', colorful.green('1.00')],
  ['-0.03', colorful.red('-0.03')],
  ['0.00', '0.00'],
  ['-', '-'],
])('%s has the colour of its sign', (shown, colored) => {
  expect(colorBySign(shown, colorful)).toBe(colored);
});
