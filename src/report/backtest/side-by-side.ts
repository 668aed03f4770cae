import type { ChalkInstance } from 'chalk';
import type { Courses } from '../../backtest/courses.js';
import { totalOf } from '../../backtest/metrics/valuation.js';
import { wrap } from '../format/wrap.js';
import { type ChartLine, renderChart } from './chart.js';
import { renderMetricTable } from './metric-table.js';
import { type NamedCourse, namedCourses } from './named-courses.js';
import { seriesOf } from './series.js';
import { renderSummary } from './summary.js';

export interface Style {
  /** How many columns the terminal has. */
  readonly width: number;
  readonly color: ChalkInstance;
}

/** What is told of courses side by side. */
export interface SideBySide {
  readonly courses: Courses;
  /** What the first of them is called. */
  readonly name: string;
  /** What they are, as names and texts. */
  readonly settings: readonly (readonly [name: string, text: string])[];
  /** A table of what is held; empty for none. */
  readonly positions: string;
  readonly notes: readonly string[];
}

/** The answer in a sentence, what was looked at, the courses side by side, a chart, the positions, and what is not known. */
export function renderSideBySide({ courses, name, settings, positions, notes }: SideBySide, style: Style): string {
  const { width, color } = style;
  const named = namedCourses(courses, name);
  return [
    wrap(renderSummary(courses), width)
      .map((line) => `${color.bold(line)}\n`)
      .join(''),
    settings.map(([label, text]) => indented(label.padEnd(LABEL_WIDTH), text, width)).join(''),
    renderMetricTable(named, width, color),
    renderChart({ instants: courses.instants, lines: linesOf(courses, named) }, width, color),
    positions,
    notes.map((note) => indented('- ', note, width)).join(''),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const LABEL_WIDTH = 9;

/** A text whose later lines begin below its first, beside a label. */
function indented(label: string, text: string, width: number): string {
  const lines = wrap(text, width - label.length);
  return lines.map((line, index) => `${index === 0 ? label : ' '.repeat(label.length)}${line}\n`).join('');
}

/** The first course's value as an area; above it what came in, and the benchmark with the same money that ended best. */
function linesOf(courses: Courses, named: readonly NamedCourse[]): ChartLine[] {
  const series = seriesOf(courses);
  const best = bestBenchmark(courses, named);
  const value: ChartLine = {
    name: named[0]?.name ?? '',
    mark: '█',
    paint: (color) => color.cyan,
    values: series.map(({ cash, marketValue }) => cash.plus(marketValue)),
  };
  const contributed: ChartLine = {
    name: 'Contributed',
    mark: '─',
    paint: (color) => color.gray,
    values: series.map((entry) => entry.contributed),
  };
  if (!best) return [value, contributed];
  const { valuations } = best.course;
  const before = Array.from({ length: courses.instants.length - valuations.length }, () => null);
  const values = [...before, ...valuations.map(totalOf)];
  return [value, contributed, { name: best.name, mark: '●', paint: (color) => color.yellow, values }];
}

function bestBenchmark({ benchmarks }: Courses, named: readonly NamedCourse[]): NamedCourse | null {
  const same = benchmarks.filter(({ sameCashFlows, name }) => sameCashFlows && name !== 'cash');
  const [best = null] = named
    .filter(({ course }) => same.some((it) => it === course))
    .sort((a, b) => b.course.metrics.value.comparedTo(a.course.metrics.value));
  return best;
}
