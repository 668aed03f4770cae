import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measure } from '../../src/backtest/metrics/measure.js';
import { combinationAt, countCombinations } from '../../src/backtest/sweep/combinations.js';
import { inOrder } from '../../src/backtest/sweep/in-order.js';
import { goodnessOf } from '../../src/backtest/sweep/metric.js';
import { fromPlain, toPlain } from '../../src/backtest/sweep/plain.js';
import { newTally } from '../../src/backtest/sweep/tally.js';
import { windowsOf } from '../../src/backtest/sweep/windows.js';
import { totalsOf } from '../../src/backtest/totals.js';
import { Decimal } from '../../src/core/money.js';

const parameters = [
  { name: 'window', values: ['10', '20'] },
  { name: 'margin', values: ['0', '1', '2'] },
];
const nothing = measure(totalsOf([]), []);
const withReturn = (percent: number | null) => ({
  ...nothing,
  moneyWeightedReturn: percent === null ? null : new Decimal(percent),
});

describe('combinations', () => {
  it('are in the order of the parameters, the last changing fastest', () => {
    const all = Array.from({ length: countCombinations(parameters) }, (_, index) => combinationAt(parameters, index));
    expect(all.map(({ window, margin }) => `${window}/${margin}`)).toEqual([
      '10/0',
      '10/1',
      '10/2',
      '20/0',
      '20/1',
      '20/2',
    ]);
  });
});

describe('a tally', () => {
  function tallyOf(...returns: (number | null)[]) {
    const tally = newTally('moneyWeightedReturn', returns.length, 2);
    for (const [index, percent] of returns.entries()) tally.add({ index, metrics: withReturn(percent) });
    return { leaders: tally.leaders.map(({ index }) => index), median: tally.median() };
  }

  it('has the best first, of equals the first, and those without a figure last', () => {
    expect(tallyOf(1, 3, null, 3, 2).leaders).toEqual([1, 3]);
    expect(tallyOf(null, -5).leaders).toEqual([1, 0]);
  });

  it('has the one in the middle as the median, of two the worse', () => {
    expect(tallyOf(9, 1, 5).median).toBe(2);
    expect(tallyOf(9, 1, 5, 7).median).toBe(2);
    expect(tallyOf(null, 3, null).median).toBe(0);
    expect(tallyOf().median).toBe(null);
  });

  it('leaves out what was not tried', () => {
    const tally = newTally('moneyWeightedReturn', 9, 2);
    tally.add({ index: 4, metrics: withReturn(null) });
    expect([tally.count, tally.median(), tally.goodnessAt(4), tally.goodnessAt(3)]).toEqual([
      1,
      4,
      Number.NEGATIVE_INFINITY,
      undefined,
    ]);
  });
});

it('less is better of fees, slippage and volatility, more of all others', () => {
  const two = new Decimal(2);
  const metrics = { ...nothing, fees: two, slippage: two, volatility: two, sharpe: two, maxDrawdown: two, profit: two };
  const names = ['fees', 'slippage', 'volatility', 'sharpe', 'maxDrawdown', 'profit'] as const;
  expect(names.map((name) => String(goodnessOf(metrics, name)))).toEqual(['-2', '-2', '-2', '2', '2', '2']);
  expect(goodnessOf(nothing, 'sharpe')).toBe(null);
});

describe('tasks in order', () => {
  it('are answered in order, whichever is done first, no more than so many under way', async () => {
    const waiting = new Map<number, () => void>();
    const seen: number[] = [];
    const results = inOrder(
      5,
      2,
      (index) => new Promise<number>((resolve) => waiting.set(index, () => resolve(index))),
      () => false,
    );
    const reading = (async () => {
      for await (const { index, result } of results) seen.push(index * 10 + result);
    })();
    const done = async (index: number) => {
      await Promise.resolve();
      waiting.get(index)?.();
      for (let turn = 0; turn < 9; turn++) await Promise.resolve();
    };
    await done(1);
    expect([seen, waiting.size]).toEqual([[], 2]);
    for (const index of [0, 3, 2, 4]) await done(index);
    await reading;
    expect(seen).toEqual([0, 11, 22, 33, 44]);
  });

  it('are not begun any more once it is over', async () => {
    let begun = 0;
    const results = inOrder(
      100,
      3,
      async () => ++begun,
      () => begun >= 4,
    );
    const places: number[] = [];
    for await (const { index } of results) places.push(index);
    expect(places).toEqual([0, 1, 2, 3]);
  });
});

it('what goes to another thread comes back as it was', () => {
  const decimal = fc.tuple(fc.bigInt(), fc.integer({ min: -300, max: 30 })).map(([n, e]) => new Decimal(`${n}e${e}`));
  const leaf = fc.oneof(
    decimal,
    fc.date({ noInvalidDate: true }),
    fc.string(),
    fc.constant(null),
    fc.constant(undefined),
  );
  const values = fc.oneof(
    leaf,
    fc.array(leaf),
    fc.record({ a: leaf, b: fc.array(decimal) }, { noNullPrototype: true }),
  );
  fc.assert(
    fc.property(values, (value) => {
      expect(fromPlain(structuredClone(toPlain(value)))).toEqual(value);
    }),
  );
});

describe('the windows of a walk forward', () => {
  const days = (count: number) => Array.from({ length: count }, (_, day) => new Date(Date.UTC(2021, 0, 1 + day)));
  const shown = (count: number) =>
    windowsOf(days(count), { trainDays: 5, testDays: 3 }).map(({ trainSince, testSince, testUntil }) =>
      [trainSince, testSince, testUntil].map((at) => at.getUTCDate()),
    );

  it('follow each other by the test span; the last one may be cut off, and the first is whole', () => {
    expect(shown(7)).toEqual([]);
    expect(shown(8)).toEqual([[1, 6, 8]]);
    expect(shown(9)).toEqual([
      [1, 6, 8],
      [4, 9, 9],
    ]);
    expect(windowsOf([], { trainDays: 5, testDays: 3 })).toEqual([]);
  });
});
