import { DAY_MS } from '../../core/calendar.js';
import { type Decimal, percentOf, ZERO } from '../../core/money.js';
import type { Totals } from '../totals.js';
import { annualizedReturn } from './annualized-return.js';
import { dailyReturns } from './daily-returns.js';
import { growthIndex, timeWeightedReturn } from './growth-index.js';
import { maxDrawdown } from './max-drawdown.js';
import { moneyWeightedReturn } from './money-weighted-return.js';
import { rounded, roundedPercent } from './statistic.js';
import { timeInMarket } from './time-in-market.js';
import { totalOf, type Valuation } from './valuation.js';
import { riskOf } from './volatility.js';

/**
 * What is said of a portfolio over time. Amounts are exact, in the quote currency. Statistics are in percent but for
 * sharpe, with 4 decimals; null where there is none.
 */
export interface Metrics {
  /** The sum of all inflows. */
  readonly contributed: Decimal;
  readonly cash: Decimal;
  readonly marketValue: Decimal;
  /** cash + market value. */
  readonly value: Decimal;
  /** value − contributed. */
  readonly profit: Decimal;
  /** profit / contributed, in percent, unrounded; null when nothing was contributed. */
  readonly gainPercent: Decimal | null;
  readonly moneyWeightedReturn: Decimal | null;
  readonly timeWeightedReturn: Decimal | null;
  readonly annualizedReturn: Decimal | null;
  /** Not above 0. */
  readonly maxDrawdown: Decimal;
  readonly maxDrawdownSince: Date | null;
  readonly maxDrawdownUntil: Date | null;
  readonly volatility: Decimal | null;
  readonly sharpe: Decimal | null;
  readonly timeInMarket: Decimal;
  readonly purchases: number;
  readonly fees: Decimal;
  readonly slippage: Decimal;
}

/** With fewer daily returns, the deviation says little. */
const LEAST_RETURNS = 30;

/** Measures a portfolio by what happened in it and what it was worth at each instant since its first step. */
export function measure(totals: Totals, valuations: readonly Valuation[]): Metrics {
  const last = valuations.at(-1);
  const { contributed, purchases, fees, slippage } = totals;
  const [cash, marketValue] = [last?.cash ?? ZERO, last?.marketValue ?? ZERO];
  const value = cash.plus(marketValue);
  const profit = value.minus(contributed);
  return {
    contributed,
    cash,
    marketValue,
    value,
    profit,
    gainPercent: percentOf(profit, contributed),
    ...statisticsOf(valuations),
    purchases,
    fees,
    slippage,
  };
}

type Statistics = Omit<
  Metrics,
  'contributed' | 'cash' | 'marketValue' | 'value' | 'profit' | 'gainPercent' | 'purchases' | 'fees' | 'slippage'
>;

function statisticsOf(valuations: readonly Valuation[]): Statistics {
  const points = growthIndex(valuations);
  const total = timeWeightedReturn(points);
  const returns = dailyReturns(points);
  const risk = returns.length >= LEAST_RETURNS ? riskOf(returns) : null;
  const { depth, since, until } = maxDrawdown(points);
  const deepest = roundedPercent(depth);
  return {
    moneyWeightedReturn: moneyWeightedReturnOf(valuations),
    timeWeightedReturn: total && roundedPercent(total),
    annualizedReturn: orNull(total && annualizedReturn(total, spanMsOf(valuations)), roundedPercent),
    maxDrawdown: deepest,
    maxDrawdownSince: deepest.isZero() ? null : since,
    maxDrawdownUntil: deepest.isZero() ? null : until,
    volatility: orNull(risk?.volatility ?? null, roundedPercent),
    sharpe: orNull(risk?.sharpe ?? null, rounded),
    timeInMarket: roundedPercent(timeInMarket(valuations)),
  };
}

/** All that came in, and what is there at the end as if it were taken out; a rate a year says nothing about less than a day. */
function moneyWeightedReturnOf(valuations: readonly Valuation[]): Decimal | null {
  const last = valuations.at(-1);
  if (!last || totalOf(last).isZero() || spanMsOf(valuations) < DAY_MS) return null;
  const inflows = valuations.flatMap(({ at, flow }) => (flow ? [{ at, amount: flow.amount.negated() }] : []));
  return moneyWeightedReturn([...inflows, { at: last.at, amount: totalOf(last) }]);
}

function spanMsOf(valuations: readonly Valuation[]): number {
  const [first, last] = [valuations[0], valuations.at(-1)];
  return first && last ? last.at.getTime() - first.at.getTime() : 0;
}

function orNull(figure: Decimal | null, round: (figure: Decimal) => Decimal): Decimal | null {
  return figure && round(figure);
}
