import { describe, expect, it } from 'vitest';
import { annualizedReturn } from '../../src/backtest/metrics/annualized-return.js';
import { dailyReturns } from '../../src/backtest/metrics/daily-returns.js';
import { growthIndex, type IndexPoint, timeWeightedReturn } from '../../src/backtest/metrics/growth-index.js';
import { maxDrawdown } from '../../src/backtest/metrics/max-drawdown.js';
import { measure } from '../../src/backtest/metrics/measure.js';
import { timeInMarket } from '../../src/backtest/metrics/time-in-market.js';
import { riskOf } from '../../src/backtest/metrics/volatility.js';
import { totalsOf } from '../../src/backtest/totals.js';
import { Decimal, ZERO } from '../../src/core/money.js';
import vectors from './vectors/risk.json' with { type: 'json' };

const DAY_MS = 86_400_000;
const amount = (digits: string) => new Decimal(digits);
const day = (number: number) => new Date(Date.UTC(2021, 0, 1) + number * DAY_MS);

const pointsOf = (indices: readonly (string | Decimal)[]): IndexPoint[] =>
  indices.map((index, number) => ({ at: day(number), index: new Decimal(index) }));

/** An index that begins at 1 and has these returns. */
function pointsWithReturns(returns: readonly string[]): IndexPoint[] {
  let index = new Decimal(1);
  const grown = returns.map((it) => {
    index = index.times(amount(it).plus(1));
    return index;
  });
  return pointsOf(grown);
}

type Vector = (typeof vectors)[number];

const measured: Readonly<Record<string, (vector: Vector) => Decimal | null>> = {
  cumulativeReturn: ({ returns = [] }) => timeWeightedReturn(pointsWithReturns(returns)),
  maxDrawdown: ({ returns, prices = [] }) => {
    const [first = '1'] = prices;
    const points = returns
      ? pointsWithReturns(returns)
      : pointsOf(prices.map((price) => amount(price).div(amount(first))));
    return maxDrawdown(points).depth;
  },
  cagr: ({ returns = [], spanDays = 0 }) => {
    const total = timeWeightedReturn(pointsWithReturns(returns));
    return total && annualizedReturn(total, spanDays * DAY_MS);
  },
  volatility: ({ returns = [], periodsAYear }) => riskOf(returns.map(amount), periodsAYear).volatility,
  sharpe: ({ returns = [], periodsAYear }) => riskOf(returns.map(amount), periodsAYear).sharpe,
};

describe('the metrics', () => {
  it.each(vectors)('are what is published: $name', (vector) => {
    const figure = measured[vector.metric]?.(vector) ?? null;
    if (vector.expected === null) expect(figure).toBeNull();
    else expect(Math.abs((figure?.toNumber() ?? Number.NaN) - vector.expected)).toBeLessThanOrEqual(vector.tolerance);
  });
});

describe('the index of the time-weighted return', () => {
  const valuation = (number: number, marketValue: string, flow: readonly [string, string] | null = null) => ({
    at: day(number),
    cash: amount('0'),
    marketValue: amount(marketValue),
    flow: flow && { amount: amount(flow[0]), valueBefore: amount(flow[1]) },
  });

  it('does not count what comes in and goes out', () => {
    const points = growthIndex([
      valuation(0, '100', ['100', '0']),
      valuation(1, '110'),
      valuation(2, '320', ['200', '120']), // 1.2 so far
      valuation(3, '160'), // half of 320
      valuation(4, '80', ['-80', '160']),
      valuation(5, '120'), // half as much again
    ]);
    expect(points.map(({ index }) => index.toFixed())).toEqual(['1', '1.1', '1.2', '0.6', '0.6', '0.9']);
  });

  it('counts the fee of a first purchase as a loss', () => {
    const points = growthIndex([valuation(0, '99', ['100', '0']), valuation(1, '99')]);
    expect(points.map(({ index }) => index.toFixed())).toEqual(['0.99', '0.99']);
  });

  it('stands still while nothing is there', () => {
    const points = growthIndex([
      valuation(0, '100', ['100', '0']),
      valuation(1, '0', ['-110', '110']),
      valuation(2, '0'),
      valuation(3, '50', ['50', '0']),
      valuation(4, '100'),
    ]);
    expect(points.map(({ index }) => index.toFixed())).toEqual(['1', '1.1', '1.1', '1.1', '2.2']);
  });

  it('comes back to the same figure by way of thirds', () => {
    const points = growthIndex([
      valuation(0, '3', ['3', '0']),
      valuation(1, '8', ['4', '4']), // 4/3
      valuation(2, '7', ['1', '6']), // back at 1
      valuation(3, '14'),
    ]);
    expect(points[2]?.index.toFixed()).toBe('1');
    expect(maxDrawdown(points).until).toEqual(day(2));
  });
});

describe('the drawdown', () => {
  it('tells the last instant at the peak and the first at the deepest point', () => {
    const { depth, since, until } = maxDrawdown(pointsOf(['1', '2', '1.5', '2', '1', '1.2', '1', '3']));
    expect([depth.toFixed(), since, until]).toEqual(['-0.5', day(3), day(4)]);
  });

  it('begins at the 1 at the start', () => {
    const { depth, since, until } = maxDrawdown(pointsOf(['0.9', '0.95', '0.8', '0.99']));
    expect([depth.toFixed(), since, until]).toEqual(['-0.2', day(0), day(2)]);
  });

  it('has no dates where nothing fell', () => {
    expect(maxDrawdown(pointsOf(['1', '1', '2']))).toMatchObject({ since: null, until: null });
    expect(maxDrawdown([])).toMatchObject({ since: null, until: null });
  });

  it('is the earliest of equal ones, also in thirds', () => {
    const third = (count: string) => amount(count).div(3).toSignificantDigits(40);
    const { until } = maxDrawdown(pointsOf([third('3'), third('2'), third('9'), third('6')]));
    expect(until).toEqual(day(1));
  });
});

describe('daily returns', () => {
  it('are from the last instant of a day to that of the next day there is', () => {
    const at = (text: string, index: string) => ({ at: new Date(text), index: amount(index) });
    const returns = dailyReturns([
      at('2021-01-01T22:00:00Z', '7'),
      at('2021-01-01T23:00:00Z', '1'),
      at('2021-01-02T00:00:00Z', '5'),
      at('2021-01-02T23:00:00Z', '2'),
      at('2021-01-05T00:00:00Z', '3'),
    ]);
    expect(returns.map((it) => it.toFixed())).toEqual(['1', '0.5']);
  });
});

describe('the annualized return', () => {
  it('is exact for a year, and says nothing of less than 30 days or of a total loss', () => {
    expect(annualizedReturn(amount('0.100001'), 365 * DAY_MS)?.toFixed()).toBe('0.100001');
    expect(annualizedReturn(amount('0.1'), 30 * DAY_MS)).not.toBeNull();
    expect(annualizedReturn(amount('0.1'), 30 * DAY_MS - 1)).toBeNull();
    expect(annualizedReturn(amount('-1'), 365 * DAY_MS)).toBeNull();
  });
});

describe('the time in the market', () => {
  it('is the mean share of the value that is in coins, where there is a value', () => {
    const at = (number: number, cash: string, marketValue: string) => ({
      at: day(number),
      cash: amount(cash),
      marketValue: amount(marketValue),
      flow: null,
    });
    expect(timeInMarket([at(0, '10', '0'), at(1, '5', '5'), at(2, '0', '10'), at(3, '0', '0')]).toFixed()).toBe('0.5');
    expect(timeInMarket([]).toFixed()).toBe('0');
  });
});

it('has a money-weighted return from a span of 24 hours on', () => {
  const over = (ms: number) => {
    const [begin, amount] = [new Date(0), new Decimal(100)];
    const valuations = [
      { at: begin, cash: ZERO, marketValue: amount, flow: { amount, valueBefore: ZERO } },
      { at: new Date(ms), cash: ZERO, marketValue: amount, flow: null },
    ];
    return measure(
      totalsOf([{ at: begin, inflow: amount, purchases: [] }]),
      valuations,
    ).moneyWeightedReturn?.toNumber();
  };
  expect([over(86_400_000 - 1), over(86_400_000)]).toEqual([undefined, 0]);
});
