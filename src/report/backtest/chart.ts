import type { ChalkInstance } from 'chalk';
import type { Decimal } from '../../core/money.js';
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
  const all = lines.flatMap(({ values }) => values.flatMap((value) => (value ? toNumber(value) : [])));
  const most = Math.max(...all, 0);
  const [first, last] = [instants[0], instants.at(-1)];
  if (most === 0 || !first || !last || dayText(first) === dayText(last)) return '';
  const highest = lines.flatMap(({ values }) => values).find((value) => value && toNumber(value) === most) ?? null;
  const top = displayMoney(highest);
  const columns = Math.max(1, width - top.length - 2);
  const cells = Array.from({ length: ROWS }, () => Array.from({ length: columns }, () => ' '));
  for (const line of lines) draw(line, most, cells, color);

  const scale = (row: number) => (row === 0 ? top : row === ROWS - 1 ? '0' : '').padStart(top.length);
  const rows = cells.map((row, index) => `${scale(index)} ┤${row.join('')}`.trimEnd());
  const [from, to] = [dayText(first), dayText(last)];
  const dates = `${' '.repeat(top.length + 2)}${from}${to.padStart(Math.max(to.length + 1, columns - from.length))}`;
  const legend = lines.map(({ mark, name, paint }) => `${paint(color)(mark)} ${name}`).join('   ');
  return [...rows, dates, legend, ''].join('\n');
}

/** Draws one line into the cells: at each column its value at that time. */
function draw({ mark, values, paint }: ChartLine, most: number, cells: string[][], color: ChalkInstance): void {
  const columns = cells[0]?.length ?? 0;
  const painted = paint(color);
  for (let column = 0; column < columns; column++) {
    const value = values[Math.round((column * (values.length - 1)) / Math.max(1, columns - 1))];
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
