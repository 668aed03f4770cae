import type { ChalkInstance } from 'chalk';
import type { Combination } from '../../../backtest/sweep/combinations.js';
import { displayCount, displayMoney, displayPercent } from '../../format/amounts.js';
import { type Row, renderGrid } from '../../format/grid.js';
import { wrap } from '../../format/wrap.js';
import { moneySettings } from '../settings.js';
import { renderHeatMap } from './heat-map.js';
import { nameOfMetric, showFigure } from './metric-words.js';
import type { Sweep, SweepResult, SweepRow } from './sweep.js';

interface Style {
  /** How many columns the terminal has. */
  readonly width: number;
  readonly color: ChalkInstance;
}

/** What `sweep` prints: the best and the median, the best few side by side, a map of two parameters, and what it does not say. */
export function renderSweep(sweep: Sweep, result: SweepResult, { width, color }: Style): string {
  const paragraph = (text: string) =>
    wrap(text, width)
      .map((line) => `${line}\n`)
      .join('');
  return [
    color.bold(paragraph(summaryOf(sweep, result))),
    paragraph(groundOf(sweep)),
    renderLeaders(sweep, result, width, color),
    renderHeatMap(sweep, result, width, color),
    paragraph(warningOf(result)),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** What the best figure is not. */
export function warningOf({ tried }: Pick<SweepResult, 'tried'>): string {
  return `Of ${displayCount(tried)} combinations some do well by chance, and the best was chosen knowing these prices: it will hardly do as well on others. Where its neighbours do badly, it was luck.`;
}

/** The answer in a few sentences. */
export function summaryOf({ metric, combinations }: Sweep, { tried, leaders: [best], median }: SweepResult): string {
  const count =
    tried === combinations ? displayCount(tried) : `${displayCount(tried)} of ${displayCount(combinations)}`;
  if (!best || !median) return `${count} combinations were tried.`;
  const figure = ({ metrics }: SweepRow) => showFigure(metrics[metric], metric);
  return `${count} ${combinations === 1 ? 'combination was' : 'combinations were'} tried. The best by ${nameOfMetric(metric)} is ${describe(best.parameters)}: ${figure(best)}. The median one, ${describe(median.parameters)}: ${figure(median)}.`;
}

function describe(parameters: Combination): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

/** What was tried, on what, and with what money. */
export function groundOf(sweep: Sweep): string {
  const { strategy, prices, since, until, every } = sweep;
  const money = moneySettings(sweep).map(([name, text]) => `${name}: ${text}.`);
  const day = (at: Date) => at.toISOString().slice(0, 'YYYY-MM-DD'.length);
  return `The rule ${strategy} on ${prices.files.join(', ')} (${prices.coins.join(', ')}), from ${day(since)} to ${day(until)}, one tick each ${every}. ${money.join(' ')}`;
}

const figures = {
  Value: ({ metrics }: SweepRow) => displayMoney(metrics.value),
  Profit: ({ metrics }: SweepRow) => displayMoney(metrics.profit),
  'MWR %': ({ metrics }: SweepRow) => displayPercent(metrics.moneyWeightedReturn),
  'TWR %': ({ metrics }: SweepRow) => displayPercent(metrics.timeWeightedReturn),
  'Drawdown %': ({ metrics }: SweepRow) => displayPercent(metrics.maxDrawdown),
  Buys: ({ metrics }: SweepRow) => displayCount(metrics.purchases),
};

function renderLeaders(sweep: Sweep, result: SweepResult, width: number, color: ChalkInstance): string {
  const { keys, leaders, median } = leadersOf(sweep, result);
  const columns = Object.fromEntries(
    keys.map((key) => [key, { title: key, align: key === '' ? ('left' as const) : ('right' as const) }]),
  );
  const grid = {
    columns,
    shapes: [keys.map((key) => [key]), keys.filter((key) => key !== 'TWR %' && key !== 'Profit').map((key) => [key])],
    rows: leaders,
    total: median,
  };
  return renderGrid(grid, width, color);
}

/** The best few and the median one as rows of a table, by the titles of its columns. */
export function leadersOf({ parameters, metric }: Sweep, { leaders, median }: SweepResult) {
  const varied = parameters.filter(({ values }) => values.length > 1).map(({ name }) => name);
  const extra = metric === 'moneyWeightedReturn' ? [] : [metric];
  const keys = ['', ...varied, ...extra, ...Object.keys(figures)];
  const row = (name: string, it: SweepRow): Row<string> => ({
    '': name,
    ...Object.fromEntries(varied.map((key) => [key, it.parameters[key] ?? ''])),
    ...Object.fromEntries(extra.map((key) => [key, showFigure(it.metrics[key], key)])),
    ...Object.fromEntries(Object.entries(figures).map(([key, show]) => [key, show(it)])),
  });
  return {
    keys,
    leaders: leaders.map((it, index) => row(String(index + 1), it)),
    median: median && row('Median', median),
  };
}
