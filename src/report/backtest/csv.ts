import type { Course, Courses } from '../../backtest/courses.js';
import { header, record } from '../csv.js';
import type { Fields } from '../format/fields.js';
import { metricFields } from './metric-fields.js';
import { seriesFields, seriesOf } from './series.js';
import type { Trial } from './trial.js';

type Named = Pick<Course, 'metrics'> & { readonly name: string; readonly sameCashFlows: boolean };

const courseFields: Fields<Named> = {
  name: ({ name }) => name,
  sameCashFlows: ({ sameCashFlows }) => String(sameCashFlows),
  ...Object.fromEntries(
    Object.entries(metricFields).map(([name, read]) => [name, ({ metrics }: Named) => read(metrics)]),
  ),
};

/** What `backtest --csv` prints: a line for the rule and for each benchmark; with `series`, one for each instant instead. */
export function renderTrialCsv({ tried }: Trial, { series }: { readonly series: boolean }): string {
  if (series) return [header(seriesFields), ...seriesOf(tried).map((entry) => record(seriesFields, entry))].join('');
  return renderCoursesCsv(tried, 'rule');
}

/** A line for a course, by its name, and for each benchmark: what `compare --csv` prints. */
export function renderCoursesCsv({ result, benchmarks }: Pick<Courses, 'result' | 'benchmarks'>, name: string): string {
  const courses = [{ name, sameCashFlows: true, metrics: result.metrics }, ...benchmarks];
  return [header(courseFields), ...courses.map((course) => record(courseFields, course))].join('');
}
