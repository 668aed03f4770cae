import { dayOf } from '../../core/calendar.js';
import type { Decimal } from '../../core/money.js';
import type { IndexPoint } from './growth-index.js';
import { Statistic } from './statistic.js';

/**
 * The returns from day to day, as parts. Formula: the index at the last instant of a UTC day / that at the last instant of
 * the latest earlier day that has one − 1. A day without an instant has no return, so there is one less than days.
 */
export function dailyReturns(points: readonly IndexPoint[]): Decimal[] {
  const closes = [...new Map(points.map(({ at, index }) => [dayOf(at), index])).values()];
  return closes.slice(1).flatMap((close, day) => {
    const earlier = closes[day];
    return earlier && !earlier.isZero() ? [new Statistic(close).div(earlier).minus(1)] : [];
  });
}
