import { expect, it } from 'vitest';
import { evaluateCoin, midnightsNeeded, reasonOf } from '../../src/core/decisions/evaluate.js';
import { NOTHING_SPENT } from '../../src/core/limits/caps.js';
import { OPEN_GATE } from '../../src/core/limits/sanity.js';
import type { Strategy } from '../../src/core/strategies/strategy.js';
import { always, amount, aQuote, aSnapshot, midnights } from './examples.js';

const gate = { ...OPEN_GATE, maxJumpPercent: amount('50') };

it('a decision needs the midnights of its strategy, and one where jumps are tested', () => {
  const needed = (count: number, tested: typeof gate | typeof OPEN_GATE) =>
    midnightsNeeded({ strategy: { ...always, midnights: count }, gate: tested });
  expect([needed(0, OPEN_GATE), needed(0, gate), needed(9, gate)]).toEqual([0, 1, 9]);
});

it('a strategy sees the latest of the midnights, as many as it looks at', () => {
  const counting: Strategy = {
    ...always,
    midnights: 2,
    evaluate: ({ dailyPrices }) => ({
      action: 'hold',
      average: null,
      reason: dailyPrices.map(({ price }) => price).join(),
    }),
  };
  const quote = aQuote('a', '1');
  const seen = (...closes: string[]) => {
    const snapshot = aSnapshot({ quotes: [quote], dailyPrices: new Map([['a', midnights('a', closes)]]) });
    const rule = { strategy: counting, sizing: { quantity: amount('1') }, gate };
    return evaluateCoin(quote, snapshot, rule, NOTHING_SPENT).decision.reason;
  };
  expect([seen('5', '6', '7'), seen('5')]).toEqual(['6,7', '5']);
});

it('the reason of a problem does not name its coin again', () => {
  const reason = (problem: string) => reasonOf({ coin: 'a', symbol: null, problem });
  expect([reason('a: no price'), reason('no price of a: ')]).toEqual(['no price', 'no price of a: ']);
});
