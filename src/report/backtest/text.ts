import type { ChalkInstance } from 'chalk';
import { totalOf } from '../../backtest/metrics/valuation.js';
import { wrap } from '../format/wrap.js';
import { renderPortfolioTable } from '../table.js';
import { caveatsOf } from './caveats.js';
import { type ChartLine, renderChart } from './chart.js';
import { renderMetricTable } from './metric-table.js';
import { seriesOf } from './series.js';
import { settingsOf } from './settings.js';
import { renderSummary } from './summary.js';
import { coursesOf, type NamedCourse, type Trial } from './trial.js';

interface Style {
  /** How many columns the terminal has. */
  readonly width: number;
  readonly color: ChalkInstance;
}

/** What `backtest` prints: the answer, what was run, the courses side by side, a chart, the positions, and what is not known. */
export function renderTrial(trial: Trial, style: Style): string {
  const { width, color } = style;
  return [
    wrap(renderSummary(trial), width)
      .map((line) => `${color.bold(line)}\n`)
      .join(''),
    settingsOf(trial).map(renderSetting(width)).join(''),
    renderMetricTable(coursesOf(trial), width, color),
    renderChart({ instants: trial.tried.instants, lines: linesOf(trial) }, width, color),
    renderPositions(trial, style),
    notesOf(trial)
      .map((note) => indented('- ', note, width))
      .join(''),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const LABEL_WIDTH = 9;

function renderSetting(width: number) {
  return ([name, text]: readonly [string, string]) => indented(name.padEnd(LABEL_WIDTH), text, width);
}

/** A text whose later lines begin below its first, beside a label. */
function indented(label: string, text: string, width: number): string {
  const lines = wrap(text, width - label.length);
  return lines.map((line, index) => `${index === 0 ? label : ' '.repeat(label.length)}${line}\n`).join('');
}

/** The rule's value as an area; above it what came in, and the benchmark with the same money that ended best. */
function linesOf(trial: Trial): ChartLine[] {
  const { instants } = trial.tried;
  const series = seriesOf(trial.tried);
  const best = bestBenchmark(trial);
  const value: ChartLine = {
    name: 'Rule',
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
  const before = Array.from({ length: instants.length - valuations.length }, () => null);
  const values = [...before, ...valuations.map(totalOf)];
  return [value, contributed, { name: best.name, mark: '●', paint: (color) => color.yellow, values }];
}

function bestBenchmark(trial: Trial): NamedCourse | null {
  const same = new Set(trial.tried.benchmarks.filter(({ sameCashFlows }) => sameCashFlows));
  const [best = null] = coursesOf(trial)
    .filter(({ course, name }) => name !== 'Cash' && [...same].some((it) => it === course))
    .sort((a, b) => b.course.metrics.value.comparedTo(a.course.metrics.value));
  return best;
}

function renderPositions({ tried }: Trial, { width, color }: Style): string {
  const { positions } = tried.portfolio;
  if (positions.length === 0) return '';
  const stale = positions.filter(({ priceAt }) => priceAt !== null && priceAt < tried.until);
  const storedPrices = new Set(stale.map(({ coin }) => coin));
  return renderPortfolioTable(tried.portfolio, { width, color, storedPrices, attribution: null });
}

function notesOf(trial: Trial): string[] {
  const problems = trial.problems.map(({ coin, message }) => (coin === null ? message : `${coin}: ${message}`));
  return [...problems, ...caveatsOf(trial)];
}
