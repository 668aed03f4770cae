import { type Benchmark, benchmarksOf, type Occasion } from './benchmarks.js';
import { type Metrics, measure } from './metrics/measure.js';
import type { Valuation } from './metrics/valuation.js';
import type { PriceHistory } from './price-history.js';
import type { Step } from './step.js';
import { RunningTotals, type Totals } from './totals.js';
import { valueSteps } from './value-steps.js';

/** A portfolio over time, and what is said of it. */
export interface Course extends Pick<Totals, 'firstBought'> {
  readonly valuations: readonly Valuation[];
  readonly metrics: Metrics;
}

/** That of a rule, or of a real ledger. */
export interface ResultCourse extends Course {
  readonly steps: readonly Step[];
}

/** Its steps are not kept: there may be one for each coin and tick. */
export interface BenchmarkCourse extends Course, Pick<Benchmark, 'name' | 'sameCashFlows'> {}

/** The result of a rule, of a backtest or of a real ledger, beside that of plain buying with the same money. */
export interface Courses {
  /** Every instant that is looked at; a course begins at its first inflow, and ends at the last of them. */
  readonly instants: readonly Date[];
  readonly result: ResultCourse;
  readonly benchmarks: readonly BenchmarkCourse[];
}

/** Values a portfolio at every instant from its first step on, and measures it. */
export function resultCourse(steps: readonly Step[], prices: PriceHistory): ResultCourse {
  return { steps, ...courseOf(steps, prices) };
}

/** The courses of the benchmarks of some occasions. */
export function benchmarkCourses(occasions: readonly Occasion[], prices: PriceHistory): BenchmarkCourse[] {
  return benchmarksOf(occasions, prices).map(({ name, sameCashFlows, steps }) => {
    return { name, sameCashFlows, ...courseOf(steps, prices) };
  });
}

function courseOf(steps: Iterable<Step>, prices: PriceHistory): Course {
  const totals = new RunningTotals();
  const valuations = valueSteps(addedTo(totals, steps), prices);
  return { firstBought: totals.firstBought, valuations, metrics: measure(totals, valuations) };
}

function* addedTo(totals: RunningTotals, steps: Iterable<Step>): Generator<Step> {
  for (const step of steps) {
    totals.add(step);
    yield step;
  }
}
