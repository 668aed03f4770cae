import { expect, it } from 'vitest';
import { NOTHING_SPENT } from '../../src/core/limits/caps.js';
import { lineUp } from '../../src/core/limits/line.js';
import { amount, aQuote, now } from './examples.js';

const lineOf = (turns: Readonly<Record<string, string>>) => {
  const coins = Object.entries(turns).map(
    ([coin, digits]) =>
      [coin, { amount: amount('1'), carried: amount('0'), turns: amount(digits), lastBoughtAt: now }] as const,
  );
  const wants = coins.map(([coin]) => ({ quote: aQuote(coin, '1') }));
  return lineUp(wants, { ...NOTHING_SPENT, coins: new Map(coins) }, now).map(
    ({ want, turns }) => `${want.quote.coin} ${turns}`,
  );
};

it('serves coins with as many turns, bought at one time, by id where no market cap is known', () => {
  expect(lineOf({ c: '2', b: '2', a: '2' })).toEqual(['a 2', 'b 2', 'c 2']);
});

it('counts a coin that is more than one turn behind as one turn behind, and no other', () => {
  expect(lineOf({ a: '9.5', b: '8.5', c: '8.6', d: '0' })).toEqual(['b 8.5', 'd 8.5', 'c 8.6', 'a 9.5']);
});
