import type { ChalkInstance } from 'chalk';
import { type Decimal, ZERO } from '../../core/money.js';
import { displayMoney } from '../format/amounts.js';
import { toNumber } from '../format/number.js';

/** Something over time, drawn as an area or as marks above it. */
export interface ChartLine {
  readonly name: string;
  readonly mark: '█' | '─' | '●';
  readonly paint: (color: ChalkInstance) => (text: string) => string;
  /** By instant, all lines alike; null where there is nothing yet. */
  readonly values: readonly (Decimal | null)[];
}

export interface Chart {
  readonly instants: readonly Date[];
  /** What is drawn first is covered by what comes later. */
  readonly lines: readonly ChartLine[];
}

const EIGHTHS = ['', '▁', '▂', '▃', '▄', '▅', '▆', '▇'];
const ROWS = 12;

/**
 * Draws lines over time in characters, from 0 up, no wider than so many columns, with a scale, dates and a legend. Gives '' where
 * nothing was ever worth anything, and for a single UTC day, of which there is no course to see.
 */
export function renderChart({ instants, lines }: Chart, width: number, color: ChalkInstance): string {
  const [first, last] = [instants[0], instants.at(-1)];
  if (!first || !last || dayText(first) === dayText(last)) return '';
  const widest = displayMoney(highestOf(lines)).length;
  const columns = Math.max(1, width - widest - 2);
  const drawn = lines.map((line) => ({ ...line, values: sample(line.values, columns) }));
  const most = highestOf(drawn); // what lies between two columns is not drawn
  if (most === null) return '';
  const top = displayMoney(most).padStart(widest);
  const cells = Array.from({ length: ROWS }, () => Array.from({ length: columns }, () => ' '));
  for (const line of drawn) draw(line, toNumber(most), cells, color);

  const scale = (row: number) => (row === 0 ? top : row === ROWS - 1 ? '0' : '').padStart(top.length);
  const rows = cells.map((row, index) => `${scale(index)} ┤${row.join('')}`.trimEnd());
  const [from, to] = [dayText(first), dayText(last)];
  const dates = `${' '.repeat(top.length + 2)}${from}${to.padStart(Math.max(to.length + 1, columns - from.length))}`;
  const legend = lines.map(({ mark, name, paint }) => `${paint(color)(mark)} ${name}`).join('   ');
  return [...rows, dates, legend, ''].join('\n');
}

/** The largest amount; null where none is above 0. */
function highestOf(lines: readonly Pick<ChartLine, 'values'>[]): Decimal | null {
  const amounts = lines.flatMap(({ values }) => values.filter((value) => value !== null));
  const most = amounts.reduce((larger, amount) => (amount.greaterThan(larger) ? amount : larger), ZERO);
  return most.isZero() ? null : most;
}

/** The values at so many times, which lie equally far apart; the first and the last one are among them. */
function sample<Value>(values: readonly Value[], columns: number): Value[] {
  return Array.from({ length: columns }, (_, column) =>
    Math.round((column * (values.length - 1)) / Math.max(1, columns - 1)),
  ).flatMap((place) => values.slice(place, place + 1));
}

/** Draws one line into the cells, a value to a column. */
function draw({ mark, values, paint }: ChartLine, most: number, cells: string[][], color: ChalkInstance): void {
  const painted = paint(color);
  for (const [column, value] of values.entries()) {
    if (!value) continue;
    const eighths = Math.max(0, Math.round((toNumber(value) / most) * ROWS * 8));
    if (mark === '█') fill(cells, column, eighths, painted);
    else put(cells, column, Math.min(ROWS - 1, Math.floor(Math.max(0, eighths - 1) / 8)), painted(mark));
  }
}

function fill(cells: string[][], column: number, eighths: number, painted: (text: string) => string): void {
  const [full, part] = [Math.floor(eighths / 8), EIGHTHS[eighths % 8] ?? ''];
  for (let height = 0; height < full; height++) put(cells, column, height, painted('█'));
  if (part !== '') put(cells, column, full, painted(part));
}

/** Rows are counted from below. */
function put(cells: string[][], column: number, height: number, text: string): void {
  const row = cells[cells.length - 1 - height];
  if (row) row[column] = text;
}

function dayText(at: Date): string {
  return at.toISOString().slice(0, 'YYYY-MM-DD'.length);
}
