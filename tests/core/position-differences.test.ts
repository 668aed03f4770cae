import { expect, it } from 'vitest';
import { type KeptPosition, positionDifferences } from '../../src/core/position-differences.js';
import { amount } from './examples.js';

const right = { coin: 'bitcoin', buyCount: 2, quantity: amount('3'), costBasis: amount('40') };

it.each<[string, KeptPosition[], string[]]>([
  ['what its transactions make', [right], []],
  ['another count', [{ ...right, buyCount: 1 }], ['bitcoin buy count is 1, but its transactions make 2']],
  [
    'other amounts',
    [{ ...right, quantity: amount('2.5'), costBasis: null }],
    [
      'bitcoin quantity is 2.5, but its transactions make 3',
      'bitcoin cost basis is unreadable, but its transactions make 40',
    ],
  ],
  ['nothing', [], ['bitcoin is not kept, but its transactions make a quantity of 3']],
  ['a coin more', [right, { ...right, coin: 'luna' }], ['luna is kept, but there are no transactions of it']],
])('a position that is kept as %s', (_, kept, problems) => {
  const found = positionDifferences(kept, new Map([['bitcoin', right]]));
  expect(found.map(({ coin, problem }) => `${coin} ${problem}`)).toEqual(problems);
});
