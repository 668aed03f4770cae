import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Sizing, sizeCut, sizeOrder } from '../../src/core/limits/sizing.js';
import { toExactString, ZERO } from '../../src/core/money.js';
import { FREE_TERMS } from '../../src/core/order/instrument.js';
import type { Signal } from '../../src/core/strategies/strategy.js';
import { amount, scaled } from './examples.js';

type Given = Pick<Signal, 'strength' | 'notional'>;

function size(sizing: Sizing, price: string, { signal = {} as Given, carried = '0' } = {}) {
  const sized = sizeOrder({
    sizing,
    rules: FREE_TERMS,
    signal,
    symbol: 'btc',
    price: amount(price),
    carried: amount(carried),
  });
  const { quantity, notional, carry, note } = sized;
  return {
    quantity: toExactString(quantity),
    notional: toExactString(notional),
    carry: toExactString(carry),
    note,
  };
}

describe('the size of an order', () => {
  it.each([
    ['1', '19113.66', '19113.66'],
    ['0.00000001', '1e12', '10000'],
    ['0.3', '3', '0.9'],
  ])('is the quantity %s where that is asked for, whatever the price', (quantity, price, notional) => {
    expect(size({ quantity: amount(quantity) }, price)).toEqual({ quantity, notional, carry: '0', note: null });
  });

  it.each([
    ['100', '50', '2'],
    ['100', '3', '33.33333333'],
    ['100', '19113.66', '0.00523186'],
    ['2', '3', '0.66666666'],
    ['10', '1e-12', '10000000000000'],
  ])('is what %s buys at %s, cut to 8 decimals: %s', (notional, price, quantity) => {
    expect(size({ notional: amount(notional) }, price)).toMatchObject({ quantity, carry: '0', note: null });
  });

  it.each([
    ['0.001', '33.333'],
    ['1', '33'],
    ['0.25', '33.25'],
    ['7', '28'],
  ])('is cut to a multiple of the step %s: %s', (step, quantity) => {
    expect(size({ notional: amount('100'), step: amount(step) }, '3')).toMatchObject({ quantity, note: null });
  });

  it.each(['sizing', 'broker'])('is bought from the least notional that the %s sets', (whose) => {
    const least = amount('20');
    const buy = (price: string) =>
      sizeOrder({
        sizing: { quantity: amount('1'), ...(whose === 'sizing' && { minNotional: least }) },
        rules: { ...FREE_TERMS, ...(whose === 'broker' && { minimumNotional: least }) },
        signal: {},
        symbol: 'btc',
        price: amount(price),
        carried: ZERO,
      }).quantity.toNumber();
    expect([buy('19.99'), buy('20'), buy('20.01')]).toEqual([0, 1, 1]);
  });

  it.each([{ minimumNotional: amount('20') }, { minimumQuantity: amount('2') }])(
    'carries the rest of an amount of money where the broker has a minimum: %o',
    (minimum) => {
      const buy = { signal: {}, symbol: 'btc', price: amount('10'), carried: ZERO };
      const rules = { ...FREE_TERMS, ...minimum };
      const sized = sizeOrder({ sizing: { notional: amount('25'), step: amount('1') }, rules, ...buy });
      expect([sized.quantity, sized.carry].map(toExactString)).toEqual(['2', '5']);
    },
  );

  it('is cut by a limit to the least notional, and to nothing below it', () => {
    const sizing = { notional: amount('100'), minNotional: amount('20') };
    const cut = { sizing, rules: FREE_TERMS, price: amount('1'), costOfOne: amount('1') };
    expect(['19.99', '20'].map((left) => toExactString(sizeCut(amount(left), cut)))).toEqual(['0', '20']);
  });

  it('is none where the amount does not buy a step, and says so', () => {
    expect(size({ notional: amount('1') }, '1e12')).toEqual({
      quantity: '0',
      notional: '0',
      carry: '0',
      note: 'the amount buys less than 0.00000001 btc',
    });
    expect(size({ notional: amount('1'), minNotional: amount('0.5') }, '1e12', { carried: '1' })).toEqual({
      quantity: '0',
      notional: '0',
      carry: '2',
      note: 'the amount buys less than 0.00000001 btc, and is carried to the next buy',
    });
  });

  it.each([
    [undefined, '10', null], // no strength: the usual amount
    ['0', '10', null],
    ['0.5', '20', '2 times the usual amount'], // 1 + (3 − 1) × 0.5
    ['0.33333', '16.666', '1.6666 times the usual amount'], // 1.66666 cut to 4 decimals
    ['1', '30', '3 times the usual amount'],
  ])('grows with a strength of %s to %s', (strength, notional, note) => {
    const signal = strength === undefined ? {} : { strength: amount(strength) };
    const sizing = { notional: amount('10'), maxMultiplier: amount('3') };
    expect(size(sizing, '1', { signal })).toMatchObject({ notional, note });
  });

  it('is the amount that the rule itself names, not multiplied', () => {
    const signal = { notional: amount('8'), strength: amount('1') };
    const sizing = { quantity: amount('5'), maxMultiplier: amount('3') };
    expect(size(sizing, '2', { signal })).toEqual({ quantity: '4', notional: '8', carry: '0', note: null });
  });

  it('carries what does not reach the smallest order, until it does', () => {
    const sizing = { notional: amount('6'), minNotional: amount('15'), step: amount('0.1') };
    expect(size(sizing, '7')).toEqual({
      quantity: '0',
      notional: '0',
      carry: '6',
      note: '6 does not reach the smallest order of 15, and is carried to the next buy',
    });
    // 6 + 6 = 12 is still too little.
    expect(size(sizing, '7', { carried: '6' })).toMatchObject({ quantity: '0', carry: '12' });
    // 6 + 12 = 18 buys 18 / 7 = 2.57…, cut to 2.5, for 17.5; half a unit of the currency is left.
    expect(size(sizing, '7', { carried: '12' })).toEqual({
      quantity: '2.5',
      notional: '17.5',
      carry: '0.5',
      note: 'with 12 carried from earlier buys',
    });
    // At 80 a step costs 8: 6 + 12 = 18 buys 0.2, for 16; at 100 it costs 10: 0.1, for 10, which is less than 15.
    expect(size(sizing, '80', { carried: '12' })).toMatchObject({ notional: '16', carry: '2' });
    expect(size(sizing, '100', { carried: '12' })).toMatchObject({ notional: '0', carry: '18' });
  });

  it('spends what was carried when there is no smallest order any more', () => {
    expect(size({ quantity: amount('1') }, '10', { carried: '5' })).toMatchObject({ quantity: '1.5', carry: '0' });
  });

  describe('for whatever amounts', () => {
    const positive = fc.bigInt({ min: 1n, max: 10n ** 24n }).map((units) => amount(scaled(units, 12)));
    const step = fc.constantFrom('0.00000001', '0.001', '1', '0.25', '3').map(amount);
    const strength = fc.bigInt({ min: 0n, max: 10n ** 30n }).map((units) => amount(scaled(units, 30)));
    const maxMultiplier = fc.integer({ min: 100, max: 1000 }).map((percent) => amount(scaled(BigInt(percent), 2)));
    const buy = fc.record({ notional: positive, price: positive, step, strength, maxMultiplier, carried: positive });

    it('never spends more than the amount times the multiplier, and another step would', () => {
      fc.assert(
        fc.property(buy, ({ notional, price, step, strength, maxMultiplier }) => {
          const usual = sizeOrder({
            rules: FREE_TERMS,
            sizing: { notional, step },
            signal: {},
            symbol: 'btc',
            price,
            carried: ZERO,
          });
          expect(usual.notional.lessThanOrEqualTo(notional)).toBe(true);
          expect(usual.quantity.plus(step).times(price).greaterThan(notional)).toBe(true);
          expect(usual.quantity.mod(step).isZero()).toBe(true);

          const sizing = { notional, step, maxMultiplier };
          const strong = sizeOrder({
            sizing,
            rules: FREE_TERMS,
            signal: { strength },
            symbol: 'btc',
            price,
            carried: ZERO,
          });
          expect(strong.notional.lessThanOrEqualTo(notional.times(maxMultiplier))).toBe(true);
          expect(strong.quantity.greaterThanOrEqualTo(usual.quantity)).toBe(true);
        }),
      );
    });

    it('spends and carries exactly what was wanted, and orders nothing below the smallest order', () => {
      fc.assert(
        fc.property(buy, positive, ({ notional, price, step, carried }, minNotional) => {
          const sizing = { notional, step, minNotional };
          const sized = sizeOrder({ sizing, rules: FREE_TERMS, signal: {}, symbol: 'btc', price, carried });
          expect(sized.notional.plus(sized.carry).equals(notional.plus(carried))).toBe(true);
          expect(sized.quantity.times(price).equals(sized.notional)).toBe(true);
          expect(sized.quantity.isZero() || sized.notional.greaterThanOrEqualTo(minNotional)).toBe(true);
        }),
      );
    });
  });
});
