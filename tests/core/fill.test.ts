import { expect, it } from 'vitest';
import { costOfFill, feeOfFill, isPaidInOther, quantityOfFill } from '../../src/core/fill.js';
import { amount, now } from './examples.js';

// 4 coins at 5, and a fee of 0.5 of some currency.
it.each([
  ['in the quote currency', 'EUR', 'BTC/EUR', { cost: '20.5', arrived: '4', fee: '0.5', isOther: false }],
  ['in the coin', 'BTC', 'BTC/EUR', { cost: '20', arrived: '3.5', fee: '2.5', isOther: false }],
  ['in something else', 'BNB', 'BTC/EUR', { cost: '20', arrived: '4', fee: '0', isOther: true }],
  ['in what is not said', null, 'BTC/EUR', { cost: '20.5', arrived: '4', fee: '0.5', isOther: false }],
  ['on paper', 'EUR', null, { cost: '20.5', arrived: '4', fee: '0.5', isOther: false }],
])('a fee %s counts', (_, feeCurrency, pair, { cost, arrived, fee, isOther }) => {
  const fill = { quantity: amount('4'), price: amount('5'), fee: amount('0.5'), feeCurrency, at: now };
  expect(costOfFill(fill, pair).toFixed()).toBe(cost);
  expect(quantityOfFill(fill, pair).toFixed()).toBe(arrived);
  expect(feeOfFill(fill, pair).toFixed()).toBe(fee);
  expect(isPaidInOther(fill, pair)).toBe(isOther);
  expect(isPaidInOther({ ...fill, fee: amount('0') }, pair)).toBe(false);
});
