import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toExactString } from '../../src/core/money.js';
import { sizeOrder } from '../../src/core/sizing.js';
import { amount, scaled } from './examples.js';

describe('the size of an order', () => {
  it.each([
    ['1', '19113.66'],
    ['0.000000000001', '1e12'],
  ])('is the quantity %s where that is asked for, whatever the price', (quantity, price) => {
    expect(toExactString(sizeOrder({ quantity: amount(quantity) }, amount(price)))).toBe(quantity);
  });

  it.each([
    ['100', '50', '2'],
    ['100', '3', '33.33333333'],
    ['100', '19113.66', '0.00523186'],
    ['2', '3', '0.66666666'],
    ['1', '1e12', '0'],
    ['10', '1e-12', '10000000000000'],
  ])('is what %s buys at %s, cut to 8 decimals: %s', (notional, price, quantity) => {
    expect(toExactString(sizeOrder({ notional: amount(notional) }, amount(price)))).toBe(quantity);
  });

  it('by notional never costs more, and another 0.00000001 would', () => {
    const positive = fc.bigInt({ min: 1n, max: 10n ** 24n });
    fc.assert(
      fc.property(positive, positive, (notionalUnits, priceUnits) => {
        const [notional, price] = [amount(scaled(notionalUnits, 12)), amount(scaled(priceUnits, 12))];
        const quantity = sizeOrder({ notional }, price);
        expect(quantity.times(price).lessThanOrEqualTo(notional)).toBe(true);
        expect(quantity.plus('0.00000001').times(price).greaterThan(notional)).toBe(true);
      }),
    );
  });
});
