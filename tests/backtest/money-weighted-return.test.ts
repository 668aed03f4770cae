import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moneyWeightedReturn } from '../../src/backtest/metrics/money-weighted-return.js';
import { Decimal } from '../../src/core/money.js';
import vectors from './vectors/xirr.json' with { type: 'json' };

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;

interface Flow {
  readonly at: Date;
  readonly amount: Decimal;
}

/** "2008-01-01 -10000; 2008-03-01 2750" */
function flowsOf(text: string): Flow[] {
  return text.split('; ').map((flow) => {
    const [day = '', amount = ''] = flow.split(' ');
    return { at: new Date(day), amount: new Decimal(amount) };
  });
}

/** The definition, in floats and with every term, scaled by its greatest. */
function signOfValue(flows: readonly Flow[], y: number): number {
  const start = Math.min(...flows.map(({ at }) => at.getTime()));
  const terms = flows.map(({ at, amount }) => [(-(at.getTime() - start) / YEAR_MS) * y, amount.toNumber()] as const);
  const greatest = Math.max(...terms.map(([exponent]) => exponent));
  return Math.sign(terms.reduce((total, [exponent, amount]) => total + amount * Math.exp(exponent - greatest), 0));
}

const someFlows = fc
  .array(fc.record({ day: fc.integer({ min: 0, max: 3000 }), amount: fc.integer({ min: -1000, max: 1000 }) }), {
    minLength: 2,
    maxLength: 12,
  })
  .map((flows) => flows.map(({ day, amount }) => ({ at: new Date(day * DAY_MS), amount: new Decimal(amount) })));

/** The last one is at least 10 days old at the end: in a day, rates go beyond what a float holds. */
const deposits = fc
  .tuple(
    fc.array(fc.record({ day: fc.integer({ min: 0, max: 990 }), amount: fc.integer({ min: 1, max: 1000 }) }), {
      minLength: 1,
      maxLength: 12,
    }),
    fc.integer({ min: 1, max: 20_000 }),
  )
  .map(([paid, end]) => [
    ...paid.map(({ day, amount }) => ({ at: new Date(day * DAY_MS), amount: new Decimal(-amount) })),
    { at: new Date(1000 * DAY_MS), amount: new Decimal(end) },
  ]);

describe('the money-weighted return', () => {
  it.each(vectors)('is what is published: $name', ({ flows, percent, tolerance }) => {
    const rate = moneyWeightedReturn(flowsOf(flows));
    if (percent === null) expect(rate).toBeNull();
    else expect(Math.abs((rate?.toNumber() ?? Number.NaN) - percent)).toBeLessThanOrEqual(tolerance ?? 0);
  });

  it('has every digit of a rate that a float does not hold', () => {
    const Exact = Decimal.clone({ precision: 80 });
    for (const [end, days] of [
      ['200', 10],
      ['171.3', 2],
      ['150.25', 1],
    ] as const) {
      const flows = [
        { at: new Date(0), amount: new Decimal(-100) },
        { at: new Date(days * DAY_MS), amount: new Decimal(end) },
      ];
      const expected = new Exact(end).div(100).pow(new Exact(365).div(days)).minus(1).times(100);
      expect(moneyWeightedReturn(flows)?.toFixed()).toBe(expected.toDecimalPlaces(4, Decimal.ROUND_HALF_UP).toFixed());
    }
  });

  it('is the rate at which the value changes its sign, for deposits with an end value', () => {
    fc.assert(
      fc.property(deposits, (flows) => {
        const rate = moneyWeightedReturn(flows);
        if (rate === null) throw new Error('no rate');
        const part = rate.toNumber() / 100;
        const step = 1e-6 * Math.max(1, part); // two of the last shown digit
        const beside = (it: number) => (it <= -1 ? 1 : signOfValue(flows, Math.log1p(it)));
        const [below, above] = [beside(part - step), beside(part + step)];
        expect([below, above]).toEqual([1, -1]);
      }),
    );
  });

  it('is null wherever the value changes its sign at several rates, or at none', () => {
    fc.assert(
      fc.property(someFlows, (flows) => {
        // Dense around 0, up to 4,400 either way, and at no round rate.
        const signs = Array.from({ length: 4001 }, (_, step) => signOfValue(flows, Math.sinh((step - 2000.37) / 220)));
        const changes = signs.slice(1).filter((sign, index) => sign * (signs[index] ?? 0) < 0).length;
        const isTold = moneyWeightedReturn(flows) !== null;
        if (changes >= 2) expect(isTold).toBe(false);
        if (isTold) expect(changes).toBe(1);
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on the order of the flows, nor on the size of the money', () => {
    fc.assert(
      fc.property(deposits, fc.integer({ min: 1, max: 10 ** 9 }), (flows, factor) => {
        const larger = flows.map(({ at, amount }) => ({ at, amount: amount.times(factor) })).reverse();
        expect(moneyWeightedReturn(larger)).toEqual(moneyWeightedReturn(flows));
      }),
    );
  });

  it.each([
    ['1100.0005', '10.0001'],
    ['1100.000499999999999999999999999', '10'],
    ['1100.000500000000000000000000001', '10.0001'],
    ['1100.0015', '10.0002'],
    ['899.9995', '-10.0001'],
    ['899.999500000000000000000000001', '-10'],
    ['1000.0005', '0.0001'],
    ['999.9995', '-0.0001'],
    ['0.0005', '-100'],
  ])('rounds half away from zero by the exact amounts: 1000 to %s in a year', (end, percent) => {
    const flows = [
      { at: new Date('2021-01-01'), amount: new Decimal(-1000) },
      { at: new Date('2022-01-01'), amount: new Decimal(end) },
    ];
    expect(moneyWeightedReturn(flows)?.toFixed()).toBe(percent);
  });

  it('counts milliseconds, not whole days', () => {
    const flows = (end: string) => [
      { at: new Date('2021-01-01T00:00:00Z'), amount: new Decimal(-1000) },
      { at: new Date(end), amount: new Decimal(1100) },
    ];
    const [whole, later] = [flows('2022-01-01T00:00:00Z'), flows('2022-01-01T12:00:00Z')].map(moneyWeightedReturn);
    expect([whole?.toFixed(), later?.toFixed()]).toEqual(['10', '9.9857']);
  });

  it('is null for a rate beyond any number', () => {
    const flows = [
      { at: new Date('2021-01-01'), amount: new Decimal(-1) },
      { at: new Date('2021-01-02'), amount: new Decimal(1000) },
    ];
    expect(moneyWeightedReturn(flows)).toBeNull();
  });
});
