import { ZERO } from '../../core/money.js';
import type { ResultCourse } from '../courses.js';
import { type Metrics, measure } from '../metrics/measure.js';
import { totalOf } from '../metrics/valuation.js';
import { totalsOf } from '../totals.js';

/**
 * Measures a part of a course, from one instant to another. What was there before counts as contributed, at what it was worth
 * at the last instant before; so the growth of all parts, one after the other, is that of the whole course.
 */
export function measureSpan({ steps, valuations }: ResultCourse, since: Date, until: Date): Metrics {
  const isWithin = ({ at }: { readonly at: Date }) => at >= since && at <= until;
  const [ownSteps, own] = [steps.filter(isWithin), valuations.filter(isWithin)];
  const before = valuations.findLast(({ at }) => at < since);
  if (!before || totalOf(before).isZero()) return measure(totalsOf(ownSteps), own);
  const amount = totalOf(before);
  return measure(totalsOf([{ at: before.at, inflow: amount, purchases: [] }, ...ownSteps]), [
    { ...before, flow: { amount, valueBefore: ZERO } },
    ...own,
  ]);
}
