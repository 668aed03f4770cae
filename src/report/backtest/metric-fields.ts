import type { Metrics } from '../../backtest/metrics/measure.js';
import { type Decimal, toExactString } from '../../core/money.js';
import { type Fields, percentOrNull } from '../format/fields.js';
import { toNumber } from '../format/number.js';

/** What scripts read of a course: amounts exact, statistics as numbers. */
export const metricFields: Fields<Metrics> = {
  contributed: ({ contributed }) => toExactString(contributed),
  cash: ({ cash }) => toExactString(cash),
  marketValue: ({ marketValue }) => toExactString(marketValue),
  value: ({ value }) => toExactString(value),
  profit: ({ profit }) => toExactString(profit),
  gainPercent: ({ gainPercent }) => percentOrNull(gainPercent),
  moneyWeightedReturn: ({ moneyWeightedReturn }) => numberOrNull(moneyWeightedReturn),
  timeWeightedReturn: ({ timeWeightedReturn }) => numberOrNull(timeWeightedReturn),
  annualizedReturn: ({ annualizedReturn }) => numberOrNull(annualizedReturn),
  maxDrawdown: ({ maxDrawdown }) => toNumber(maxDrawdown),
  maxDrawdownSince: ({ maxDrawdownSince }) => maxDrawdownSince?.toISOString() ?? null,
  maxDrawdownUntil: ({ maxDrawdownUntil }) => maxDrawdownUntil?.toISOString() ?? null,
  volatility: ({ volatility }) => numberOrNull(volatility),
  sharpe: ({ sharpe }) => numberOrNull(sharpe),
  timeInMarket: ({ timeInMarket }) => toNumber(timeInMarket),
  purchases: ({ purchases }) => purchases,
  fees: ({ fees }) => toExactString(fees),
  slippage: ({ slippage }) => toExactString(slippage),
};

function numberOrNull(figure: Decimal | null): number | null {
  return figure === null ? null : toNumber(figure);
}
