import type { ChalkInstance } from 'chalk';
import type { Metrics } from '../../backtest/metrics/measure.js';
import { colorBySign, displayCount, displayMoney, displayPercent } from '../format/amounts.js';
import { type Column, fits, type Row, renderGrid } from '../format/grid.js';
import type { NamedCourse } from './named-courses.js';

/** A line of the table: what it is called in 80 columns and where there is room, and how a course shows it. */
interface MetricLine {
  readonly title: string;
  readonly name: string;
  readonly show: (metrics: Metrics) => string;
  /** Gains are green and losses red. */
  readonly isGain?: boolean;
}

/** What people read of a course. The titles are short, so that five courses with millions fit into 80 columns. */
export const metricLines: readonly MetricLine[] = [
  { title: 'Paid in', name: 'Contributed', show: ({ contributed }) => displayMoney(contributed) },
  { title: 'Value', name: 'Value', show: ({ value }) => displayMoney(value) },
  {
    title: '  in cash',
    name: 'of it in cash',
    show: ({ cash, value }) => displayMoney(value.lessThan(1) ? cash : cash.toDecimalPlaces(2)),
  },
  { title: 'Profit', name: 'Profit', show: ({ profit }) => displayMoney(profit), isGain: true },
  {
    title: 'Gain %',
    name: 'Gain, %',
    show: ({ gainPercent }) => displayPercent(gainPercent),
    isGain: true,
  },
  {
    title: 'MWR %',
    name: 'Money-weighted return a year, %',
    show: ({ moneyWeightedReturn }) => displayPercent(moneyWeightedReturn),
    isGain: true,
  },
  {
    title: 'TWR %',
    name: 'Time-weighted return, %',
    show: ({ timeWeightedReturn }) => displayPercent(timeWeightedReturn),
    isGain: true,
  },
  {
    title: 'TWR/year %',
    name: 'Time-weighted return a year, %',
    show: ({ annualizedReturn }) => displayPercent(annualizedReturn),
    isGain: true,
  },
  {
    title: 'Drawdown %',
    name: 'Deepest drawdown, %',
    show: ({ maxDrawdown }) => displayPercent(maxDrawdown),
    isGain: true,
  },
  { title: '  from', name: 'from', show: ({ maxDrawdownSince }) => dayOrNone(maxDrawdownSince) },
  { title: '  to', name: 'to', show: ({ maxDrawdownUntil }) => dayOrNone(maxDrawdownUntil) },
  { title: 'Volatil. %', name: 'Volatility a year, %', show: ({ volatility }) => displayPercent(volatility) },
  { title: 'Sharpe', name: 'Sharpe ratio', show: ({ sharpe }) => displayPercent(sharpe) },
  { title: 'Invested %', name: 'Time in the market, %', show: ({ timeInMarket }) => displayPercent(timeInMarket) },
  { title: 'Fees', name: 'Fees', show: ({ fees }) => displayMoney(fees) },
  { title: 'Slippage', name: 'Slippage', show: ({ slippage }) => displayMoney(slippage) },
  { title: 'Buys', name: 'Buys', show: ({ purchases }) => displayCount(purchases) },
];

const LEGEND = 'MWR: money-weighted return a year · TWR: time-weighted return\n';

/** Courses side by side; in several tables, the first course in each, where they do not fit into one. */
export function renderMetricTable(courses: readonly NamedCourse[], width: number, color: ChalkInstance): string {
  return `${renderTables(courses, width, color)}${color.dim(LEGEND)}`;
}

function renderTables(courses: readonly NamedCourse[], width: number, color: ChalkInstance): string {
  const shape = ['', ...courses.map(({ name }) => name)].map((name) => [name]);
  const grid = { columns: columnsOf(courses), shapes: [shape], rows: rowsOf(courses, color), total: null };
  const [first, ...others] = courses;
  if (!first || others.length < 2 || fits(grid, width)) return renderGrid(grid, width, color);
  const half = Math.ceil(others.length / 2);
  const parts = [others.slice(0, half), others.slice(half)];
  return parts.map((part) => renderTables([first, ...part], width, color)).join('\n');
}

function columnsOf(courses: readonly NamedCourse[]): Record<string, Column> {
  const named = courses.map(({ name }): [string, Column] => [name, { title: name, align: 'right' }]);
  return { '': { title: '', align: 'left' }, ...Object.fromEntries(named) };
}

function rowsOf(courses: readonly NamedCourse[], color: ChalkInstance): Row<string>[] {
  return metricLines.map(({ title, show, isGain }) => {
    const cells = courses.map(({ name, course }) => {
      const shown = show(course.metrics);
      return [name, isGain ? colorBySign(shown, color) : shown];
    });
    return { '': title, ...Object.fromEntries(cells) };
  });
}

function dayOrNone(at: Date | null): string {
  return at?.toISOString().slice(0, 'YYYY-MM-DD'.length) ?? '-';
}
