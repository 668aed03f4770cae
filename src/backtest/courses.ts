import { type Benchmark, benchmarksOf, type Occasion } from './benchmarks.js';
import { type Metrics, measure } from './metrics/measure.js';
import type { Valuation } from './metrics/valuation.js';
import type { PriceHistory } from './price-history.js';
import type { Step } from './step.js';
import { valueSteps } from './value-steps.js';

/** A portfolio over time, and what is said of it. */
export interface Course {
  readonly steps: readonly Step[];
  readonly valuations: readonly Valuation[];
  readonly metrics: Metrics;
}

export interface BenchmarkCourse extends Course, Pick<Benchmark, 'name' | 'sameCashFlows'> {}

/** The result of a rule, of a backtest or of a real ledger, beside that of plain buying with the same money. */
export interface Courses {
  /** Every instant that is looked at; a course begins at its first inflow, and ends at the last of them. */
  readonly instants: readonly Date[];
  readonly result: Course;
  readonly benchmarks: readonly BenchmarkCourse[];
}

/** Values a portfolio at every instant from its first step on, and measures it. */
export function courseOf(steps: readonly Step[], prices: PriceHistory): Course {
  const valuations = valueSteps(steps, prices);
  return { steps, valuations, metrics: measure(steps, valuations) };
}

/** The courses of the benchmarks of some occasions. */
export function benchmarkCourses(occasions: readonly Occasion[], prices: PriceHistory): BenchmarkCourse[] {
  return benchmarksOf(occasions, prices).map((it) => ({ ...it, ...courseOf(it.steps, prices) }));
}
