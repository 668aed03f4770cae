import { expect, it } from 'vitest';
import { NOTHING_SPENT } from '../../src/core/limits/caps.js';
import { byPriority } from '../../src/core/limits/priority.js';
import { amount, aQuote, now } from './examples.js';

const priorityOf = (buysGiven: Readonly<Record<string, string>>) => {
  const coins = Object.entries(buysGiven).map(
    ([coin, digits]) =>
      [coin, { amount: amount('1'), carried: amount('0'), buysGiven: amount(digits), lastOrderedAt: now }] as const,
  );
  const candidates = coins.map(([coin]) => ({ quote: aQuote(coin, '1') }));
  return byPriority(candidates, { ...NOTHING_SPENT, coins: new Map(coins) }, now).map(
    ({ candidate, buysGiven }) => `${candidate.quote.coin} ${buysGiven}`,
  );
};

it('sorts coins with the same number of buys and the same time by id, where no market cap is known', () => {
  expect(priorityOf({ c: '2', b: '2', a: '2' })).toEqual(['a 2', 'b 2', 'c 2']);
});

it('counts a coin that is more than one buy below the highest as exactly one below it, and no other', () => {
  expect(priorityOf({ a: '9.5', b: '8.5', c: '8.6', d: '0' })).toEqual(['b 8.5', 'd 8.5', 'c 8.6', 'a 9.5']);
});
