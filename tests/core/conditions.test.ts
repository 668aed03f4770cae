import { describe, expect, it } from 'vitest';
import { CONDITIONS, compareConditions, describeUsedUp, readConditions } from '../../src/core/decisions/conditions.js';
import { makePlan } from '../../src/core/decisions/plan.js';
import { type Caps, NOTHING_SPENT, type Spending } from '../../src/core/limits/caps.js';
import { OPEN_GATE } from '../../src/core/limits/sanity.js';
import type { Strategy } from '../../src/core/strategies/strategy.js';
import { always, amount, aQuote, aSnapshot, aTick } from './examples.js';

const hold: Strategy = { ...always, evaluate: () => ({ action: 'hold', reason: 'dear', average: null }) };

/** What begins and what lasts in a tick that wants to buy for 25, after what the one before has left. */
function tick(before: Partial<Spending>, caps: Caps, kept: string | null, strategy = always) {
  const snapshot = aSnapshot({ quotes: [aQuote('a', '1')] });
  const policy = { strategy, gate: OPEN_GATE, sizing: { notional: amount('25') }, caps };
  const plan = makePlan(aTick(), snapshot, policy, { ...NOTHING_SPENT, ...before });
  const { lasting, begun, toKeep } = compareConditions(
    { ...plan, unpriced: snapshot.unpriced, notExcluded: [] },
    caps,
    kept,
  );
  return { lasting: lasting.map(({ code }) => code), begun: begun.map(({ text }) => text), keeps: toKeep ?? kept };
}

describe.each([
  ['cash', { cash: amount('1') }, { cash: amount('25') }, {}, 'the paper account has 1 left, too little for a buy'],
  [
    'total',
    { total: amount('99') },
    { total: amount('75') },
    { total: amount('100') },
    'caps.total of 100 has 1 left, too little for a buy',
  ],
] as const)('that the %s is used up', (money, tooLittle, whole, caps, text) => {
  it('begins with the tick that cannot buy for it, and is not told again', () => {
    const first = tick(tooLittle, caps, null);
    expect(first).toMatchObject({ lasting: [money], begun: [expect.stringContaining(text)], keeps: `["${money}"]` });
    expect(tick(tooLittle, caps, first.keeps)).toEqual({ lasting: [money], begun: [], keeps: first.keeps });
    // A tick that wants nothing says nothing of money.
    expect(tick(tooLittle, caps, first.keeps, hold)).toMatchObject({ lasting: [money], begun: [] });
    expect(tick(tooLittle, caps, null, hold)).toEqual({ lasting: [], begun: [], keeps: null });
  });

  it('begins with the tick that spends the last of it, and is over when something is bought again', () => {
    expect(tick(whole, caps, null).lasting).toEqual([money]);
    const half = money === 'cash' ? { cash: amount('40') } : { total: amount('60') };
    expect(tick(half, caps, `["${money}"]`)).toEqual({ lasting: [], begun: [], keeps: '[]' });
  });
});

it('a cap that comes back by itself is no such condition, nor money without an account or a cap', () => {
  expect(tick({ day: amount('10') }, { day: amount('10') }, null).lasting).toEqual([]);
  expect(tick({}, {}, '["cash","total"]').lasting).toEqual([]);
});

it('a held coin without a price stays so while the market does not answer', () => {
  const outcome = { spending: NOTHING_SPENT, orders: [], refusedBy: new Set<never>(), notExcluded: [] };
  const codes = (unpriced: readonly string[] | null, kept: string | null) => {
    const { lasting, begun } = compareConditions({ ...outcome, unpriced }, {}, kept);
    return [lasting.map(({ code }) => code), begun.map(({ code }) => code)];
  };
  expect(codes(['luna', 'x'], '["unpriced:luna"]')).toEqual([['unpriced:luna', 'unpriced:x'], ['unpriced:x']]);
  expect(codes(null, '["unpriced:luna"]')).toEqual([['unpriced:luna'], []]);
  expect(codes([], '["unpriced:luna"]')).toEqual([[], []]);
  expect(codes(['luna'], 'damaged')).toEqual([['unpriced:luna'], ['unpriced:luna']]);
  expect(codes(null, '["cash"]')).toEqual([[], []]);
});

it('each condition says what it is', () => {
  expect(CONDITIONS).toBe('conditions'); // ledgers have it under this name
  const outcome = { spending: { ...NOTHING_SPENT, cash: amount('0') }, orders: [], refusedBy: new Set<never>() };
  const notExcluded = [{ word: 'BTC', coin: 'bitcoin' }];
  expect(compareConditions({ ...outcome, unpriced: ['luna'], notExcluded }, {}, null).lasting).toEqual([
    {
      code: 'cash',
      title: 'no money is left to buy with',
      text: 'the paper account is empty: nothing is bought until something is deposited',
    },
    {
      code: 'unpriced:luna',
      title: 'luna has no price',
      text: 'luna is held, and the market answered without it: it is valued at its last price',
    },
    {
      code: 'not-excluded:bitcoin',
      title: 'bitcoin is not left out',
      text: 'universe.exclude names BTC, which is not the id of a coin here: bitcoin is not left out until its id is named',
    },
  ]);
  expect(describeUsedUp('balance', amount('0'))).toBe(
    'the account at the exchange is empty: nothing is bought until something is paid in',
  );
});

it.each([
  [null, []],
  ['["cash", 5, "total"]', ['cash', 'total']],
  ['{"0": "cash"}', []],
  ['damaged', []],
])('of a text that is kept, %s, the codes are %j', (text, codes) => {
  expect(readConditions(text)).toEqual(codes);
});
