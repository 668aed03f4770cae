import type { Metrics } from '../../../backtest/metrics/measure.js';
import { type MetricName, smallerIsBetter } from '../../../backtest/sweep/metric.js';
import { Decimal } from '../../../core/money.js';
import { displayCount, displayMoney, displayPercent } from '../../format/amounts.js';

const words: Readonly<Record<MetricName, readonly [name: string, unit: 'money' | '%' | 'ratio' | 'count']>> = {
  moneyWeightedReturn: ['money-weighted return a year', '%'],
  timeWeightedReturn: ['time-weighted return', '%'],
  annualizedReturn: ['time-weighted return a year', '%'],
  gainPercent: ['gain', '%'],
  profit: ['profit', 'money'],
  value: ['value', 'money'],
  contributed: ['contributed', 'money'],
  cash: ['cash', 'money'],
  marketValue: ['market value', 'money'],
  maxDrawdown: ['drawdown', '%'],
  volatility: ['volatility', '%'],
  sharpe: ['Sharpe ratio', 'ratio'],
  timeInMarket: ['time in the market', '%'],
  purchases: ['buys', 'count'],
  fees: ['fees', 'money'],
  slippage: ['slippage', 'money'],
};

/** A metric in words that fit "by …". */
export function nameOfMetric(metric: MetricName): string {
  return words[metric][0];
}

/** A figure of a metric with its unit. */
export function showFigure(figure: Metrics[MetricName], metric: MetricName): string {
  const [, unit] = words[metric];
  if (figure === null) return 'no figure';
  if (typeof figure === 'number') return displayCount(figure);
  if (unit === 'money') return displayMoney(figure);
  return unit === '%' ? `${displayPercent(figure)} %` : displayPercent(new Decimal(figure));
}

/** The figure behind how good a combination is, without its unit; "-" for none. */
export function showGoodness(goodness: number | undefined, metric: MetricName): string {
  if (goodness === undefined || !Number.isFinite(goodness)) return '-';
  const figure = smallerIsBetter.includes(metric) ? -goodness : goodness;
  return metric === 'purchases' ? displayCount(figure) : showFigure(new Decimal(figure), metric).replace(/ %$/, '');
}
