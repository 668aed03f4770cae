import { expect, it } from 'vitest';
import { NOTHING_SPENT } from '../../src/core/limits/caps.js';
import { lineUp } from '../../src/core/limits/line.js';
import { amount, aQuote, now } from './examples.js';

const earlier = new Date(now.getTime() - 60_000);

it('serves coins of one turn by id, where none was cut short in that turn', () => {
  const turn = { amount: amount('1'), carried: amount('0'), lastTurnAt: now };
  const coins = new Map([
    ['a', { ...turn, lastCutAt: null }],
    ['b', { ...turn, lastCutAt: null }],
    ['c', { ...turn, lastCutAt: earlier }],
  ]);
  const wants = ['c', 'b', 'a'].map((coin) => ({ quote: aQuote(coin, '1') }));
  const line = lineUp(wants, { ...NOTHING_SPENT, coins }, now);
  expect(line.map(({ quote }) => quote.coin)).toEqual(['a', 'b', 'c']);
});
