import { DAY_MS } from '../../core/calendar.js';
import type { Decimal } from '../../core/money.js';
import { Statistic } from './statistic.js';

/**
 * What a return is a year, as a part. Formula: (1 + return)^(365 days / span) − 1. Null when the span is under 30 days,
 * since a few days say nothing about a year, or when everything is lost. Source: Bacon, Practical Portfolio Performance
 * Measurement and Attribution, 2008, annualized return.
 */
export function annualizedReturn(totalReturn: Decimal, spanMs: number): Decimal | null {
  const factor = new Statistic(totalReturn).plus(1);
  if (spanMs < 30 * DAY_MS || factor.lessThanOrEqualTo(0)) return null;
  return factor.pow(new Statistic(365 * DAY_MS).div(spanMs)).minus(1);
}
