import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benchmarksOf } from '../../src/backtest/benchmarks.js';
import type { Metrics } from '../../src/backtest/metrics/measure.js';
import type { Terms } from '../../src/backtest/trade.js';
import { valueSteps } from '../../src/backtest/value-steps.js';
import { Decimal } from '../../src/core/money.js';
import { day, historyOf, measureSteps, occasion, somePlans } from './portfolios.js';

const amount = (digits: string) => new Decimal(digits);

function stepsOf(name: string, ...given: Parameters<typeof benchmarksOf>) {
  const benchmark = benchmarksOf(...given).find((it) => it.name === name);
  return [...(benchmark?.steps ?? [])].map(({ at, inflow, purchases }) => ({
    at,
    inflow: inflow.toFixed(),
    purchases: purchases.map(({ coin, quantity, cost }) => `${quantity.toFixed()} ${coin} for ${cost.toFixed()}`),
  }));
}

describe('the benchmarks', () => {
  const prices = historyOf({ bitcoin: ['100', '50', '200'], ether: ['10', '10', '10'] });
  const both = ['bitcoin', 'ether'];

  it('are dca, bitcoin, lump-sum and cash, of which one has other cash flows', () => {
    const all = benchmarksOf([occasion(0, '100', both)], prices);
    expect(all.map(({ name, sameCashFlows }) => [name, sameCashFlows])).toEqual([
      ['dca', true],
      ['bitcoin', true],
      ['lump-sum', false],
      ['cash', true],
    ]);
  });

  it('leave out bitcoin where no price of it is known', () => {
    const without = historyOf({ ether: ['10'] });
    const all = benchmarksOf([occasion(0, '100', ['ether'])], without);
    expect(all.map(({ name }) => name)).toEqual(['dca', 'lump-sum', 'cash']);
  });

  it('spend each inflow in equal parts on the universe of its tick', () => {
    const occasions = [occasion(0, '100', both), occasion(1, '0', both), occasion(2, '40', ['bitcoin'])];
    expect(stepsOf('dca', occasions, prices)).toEqual([
      { at: day(0), inflow: '100', purchases: ['0.5 bitcoin for 50', '5 ether for 50'] },
      { at: day(2), inflow: '40', purchases: ['0.2 bitcoin for 40'] },
    ]);
    expect(stepsOf('bitcoin', occasions, prices)).toEqual([
      { at: day(0), inflow: '100', purchases: ['1 bitcoin for 100'] },
      { at: day(2), inflow: '40', purchases: ['0.2 bitcoin for 40'] },
    ]);
    expect(stepsOf('lump-sum', occasions, prices)).toEqual([
      { at: day(0), inflow: '140', purchases: ['0.7 bitcoin for 70', '7 ether for 70'] },
    ]);
    expect(stepsOf('cash', occasions, prices)).toEqual([
      { at: day(0), inflow: '100', purchases: [] },
      { at: day(2), inflow: '40', purchases: [] },
    ]);
  });

  it('sell the same part of each coin for what goes out beyond the cash that waits, and owe what they cannot pay', () => {
    const occasions = [
      occasion(0, '100', both),
      occasion(1, '-15', []),
      occasion(2, '-150', []),
      occasion(2, '60', both),
    ];
    expect(stepsOf('dca', occasions, prices).slice(1)).toEqual([
      { at: day(1), inflow: '-15', purchases: ['-0.1 bitcoin for -5', '-1 ether for -10'] },
      { at: day(2), inflow: '-150', purchases: ['-0.4 bitcoin for -80', '-4 ether for -40'] },
      { at: day(2), inflow: '60', purchases: ['0.075 bitcoin for 15', '1.5 ether for 15'] },
    ]);
    const terms = { feeRate: amount('0.1'), slippageBps: amount('1000') };
    const [dca] = benchmarksOf([occasion(0, '121', ['ether'], terms), occasion(1, '-40.5', [], terms)], prices);
    const [, sold] = dca?.steps ?? [];
    expect(sold?.purchases).toEqual([
      { coin: 'ether', quantity: amount('-5'), cost: amount('-40.5'), fee: amount('4.5'), slippage: amount('5') },
    ]);
  });

  it('pay fee and slippage, and round down to 18 decimals', () => {
    const terms = { feeRate: amount('0.0026'), slippageBps: amount('10') };
    const [benchmark] = benchmarksOf([occasion(0, '100', both, terms)], prices);
    const [step] = benchmark?.steps ?? [];
    const [bought] = step?.purchases ?? [];
    // 50 / (100 × 1.001 × 1.0026)
    expect(bought?.quantity.toFixed()).toBe('0.498205166068720826');
    expect(bought?.fee.toFixed()).toBe('0.12966287652104528217476');
    expect(bought?.slippage.toFixed()).toBe('0.0498205166068720826');
    expect(bought?.cost.lessThanOrEqualTo(50)).toBe(true);
  });

  it('keep what buys no coin until a tick has one, and spend it at once', () => {
    const gaps = historyOf({ bitcoin: [null, null, '200'], ether: ['10', '10', '10'] });
    const occasions = [occasion(0, '100', []), occasion(1, '20', ['ether']), occasion(2, '0', ['ether'])];
    expect(stepsOf('dca', occasions, gaps)).toEqual([
      { at: day(0), inflow: '100', purchases: [] },
      { at: day(1), inflow: '20', purchases: ['12 ether for 120'] },
    ]);
    expect(stepsOf('bitcoin', occasions, gaps).at(-1)).toEqual({
      at: day(2),
      inflow: '0',
      purchases: ['0.6 bitcoin for 120'],
    });
    expect(stepsOf('lump-sum', occasions, gaps)).toMatchObject([
      { at: day(0), inflow: '120', purchases: [] },
      { at: day(1), inflow: '0', purchases: ['12 ether for 120'] },
    ]);
  });
});

describe('what a portfolio is worth', () => {
  it('is valued at every instant from its first step on, at the latest price', () => {
    const prices = historyOf({ a: ['1', '2', null, '4'], b: ['1', '1', '1', '1'] });
    const [dca] = benchmarksOf([occasion(1, '10', ['a']), occasion(3, '8', ['a'])], prices);
    const valuations = valueSteps(dca?.steps ?? [], prices);
    expect(valuations.map(({ at, marketValue }) => [at, marketValue.toFixed()])).toEqual([
      [day(1), '10'],
      [day(2), '10'],
      [day(3), '28'],
    ]);
    expect(valuations[2]?.flow).toEqual({ amount: amount('8'), valueBefore: amount('20') });
  });
});

describe('measured', () => {
  const fees: Terms = { feeRate: amount('0.0026'), slippageBps: amount('5') };
  const percents = ({ contributed, cash, marketValue, value, profit, fees, slippage, ...rest }: Metrics) => rest;
  const texts = (prices: readonly number[]) => prices.map(String);

  it('is told with all its figures', () => {
    const prices = historyOf({ bitcoin: ['100', '50', '200', '150'] });
    const [, bitcoin] = benchmarksOf([occasion(0, '100', ['bitcoin']), occasion(2, '100', ['bitcoin'])], prices);
    expect(measureSteps(bitcoin?.steps ?? [], prices)).toEqual({
      contributed: amount('200'),
      cash: amount('0'),
      marketValue: amount('225'),
      value: amount('225'),
      profit: amount('25'),
      gainPercent: amount('12.5'),
      moneyWeightedReturn: expect.anything(),
      timeWeightedReturn: amount('50'),
      annualizedReturn: null,
      maxDrawdown: amount('-50'),
      maxDrawdownSince: day(0),
      maxDrawdownUntil: day(1),
      volatility: null,
      sharpe: null,
      timeInMarket: amount('100'),
      purchases: 2,
      fees: amount('0'),
      slippage: amount('0'),
    });
  });

  it('has no statistics where nothing came in', () => {
    expect(measureSteps([], historyOf({ a: ['1'] }))).toMatchObject({
      gainPercent: null,
      moneyWeightedReturn: null,
      timeWeightedReturn: null,
      maxDrawdown: amount('0'),
      timeInMarket: amount('0'),
    });
  });

  it.each([
    [30, false],
    [31, true],
  ])('tells volatility and Sharpe from 30 daily returns on: %i days', (days, isTold) => {
    const prices = historyOf({ a: Array.from({ length: days }, (_, it) => String(100 + (it % 7))) });
    const [dca] = benchmarksOf([occasion(0, '10', ['a'])], prices);
    const { volatility, sharpe } = measureSteps(dca?.steps ?? [], prices);
    expect([volatility !== null, sharpe !== null]).toEqual([isTold, isTold]);
  });

  it('does not change in percent when all money is multiplied', () => {
    fc.assert(
      fc.property(somePlans, fc.integer({ min: 2, max: 1000 }), ({ a, b, inflows }, factor) => {
        const prices = historyOf({ a: texts(a), b: texts(b) });
        const dearer = historyOf({ a: texts(a.map((it) => it * factor)), b: texts(b.map((it) => it * factor)) });
        const occasions = (times: number) =>
          inflows.map((it, at) => occasion(at, String(it * times), ['a', 'b'], fees));
        const small = benchmarksOf(occasions(1), prices);
        const large = benchmarksOf(occasions(factor), dearer);
        for (const [index, { steps }] of small.entries())
          expect(percents(measureSteps(large[index]?.steps ?? [], dearer))).toEqual(
            percents(measureSteps(steps, prices)),
          );
      }),
      { numRuns: 20 }, // short spans have rates of hundreds of digits, which take their time
    );
  });

  it('has the same time-weighted return whatever comes in at an unchanged price', () => {
    fc.assert(
      fc.property(somePlans, fc.integer({ min: 1, max: 9999 }), ({ a, inflows }, more) => {
        // Each price twice: what comes in at its second day cannot gain on the way. Whole units, so that nothing is cut.
        const prices = historyOf({ a: texts(a.flatMap((it) => [it, it])) });
        const plain = a.map((price, at) => occasion(2 * at, String((inflows[at] ?? 0) * price), ['a']));
        const [first] = plain.filter(({ inflow }) => !inflow.isZero());
        fc.pre(first !== undefined);
        const extra = plain.flatMap((it, at) => [it, occasion(2 * at + 1, String(more * (a[at] ?? 0)), ['a'])]);
        const isLater = ({ instant }: { readonly instant: number }) => instant >= (first?.instant ?? 0);
        const [few, many] = [plain, extra].map((occasions) => {
          const [dca] = benchmarksOf(occasions.filter(isLater), prices);
          return measureSteps(dca?.steps ?? [], prices).timeWeightedReturn;
        });
        expect(many).toEqual(few);
      }),
      { numRuns: 25 },
    );
  });

  it('returns nothing where no price moves', () => {
    fc.assert(
      fc.property(somePlans, ({ inflows }) => {
        fc.pre(inflows.some((it) => it > 0));
        const prices = historyOf({ a: inflows.map(() => '8'), bitcoin: inflows.map(() => '1') });
        const occasions = inflows.map((it, at) => occasion(at, String(it), ['a', 'bitcoin']));
        for (const { steps } of benchmarksOf(occasions, prices)) {
          const metrics = measureSteps(steps, prices);
          expect(metrics).toMatchObject({ profit: amount('0'), gainPercent: amount('0'), maxDrawdown: amount('0') });
          expect(metrics.timeWeightedReturn?.toFixed()).toBe('0');
          for (const it of ['moneyWeightedReturn', 'annualizedReturn', 'volatility'] as const)
            expect(metrics[it]?.toFixed() ?? '0').toBe('0');
          expect(metrics.sharpe).toBeNull();
        }
      }),
    );
  });
});
