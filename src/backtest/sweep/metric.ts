import type { Decimal } from '../../core/money.js';
import { Decimal as Amount } from '../../core/money.js';
import type { Metrics } from '../metrics/measure.js';

/** The metrics that courses can be compared by. */
export const metricNames = [
  'moneyWeightedReturn',
  'timeWeightedReturn',
  'annualizedReturn',
  'gainPercent',
  'profit',
  'value',
  'contributed',
  'cash',
  'marketValue',
  'maxDrawdown',
  'volatility',
  'sharpe',
  'timeInMarket',
  'purchases',
  'fees',
  'slippage',
] as const satisfies readonly (keyof Metrics)[];
export type MetricName = (typeof metricNames)[number];

/** Of these less is better. */
export const smallerIsBetter: readonly MetricName[] = ['fees', 'slippage', 'volatility'];

/** How good a course is by a metric: more is better. Null where it has no such figure, which is worse than any. */
export function goodnessOf(metrics: Metrics, metric: MetricName): Decimal | null {
  const figure = metrics[metric];
  if (figure === null) return null;
  const exact = new Amount(figure);
  return smallerIsBetter.includes(metric) ? exact.negated() : exact;
}
