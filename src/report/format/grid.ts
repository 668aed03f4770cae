import { Chalk, type ChalkInstance } from 'chalk';
import Table from 'cli-table3';
import { oneLine, visible } from '../../core/values/text.js';
import { shorten } from './shorten.js';

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** In columns of a terminal: longer values are cut, but where a line has one value only and room for more. */
  readonly maxWidth?: number;
}

/** What each column shows; '' where a row has nothing to say. */
export type Row<Key extends string> = Readonly<Record<Key, string>>;

/** Which columns stand beside each other, and which below one another in one cell. */
type Shape<Key extends string> = readonly (readonly Key[])[];

/** A table that can be drawn in several shapes. */
export interface Grid<Key extends string> {
  readonly columns: Readonly<Record<Key, Column>>;
  /** The widest first. */
  readonly shapes: readonly Shape<Key>[];
  readonly rows: readonly Row<Key>[];
  /** A last row, set apart; null for none. */
  readonly total: Row<Key> | null;
}

/** Draws the first shape that fits into some columns of a terminal; where none does, one value a line. */
export function renderGrid<Key extends string>(grid: Grid<Key>, width: number, color: ChalkInstance): string {
  for (const shape of grid.shapes) {
    const drawing = drawShape(grid, shape, color);
    if (drawing.width <= width) return drawing.text;
  }
  return drawList(grid, width, color).text;
}

/** Whether one of the shapes fits. */
export function fits<Key extends string>(grid: Grid<Key>, width: number): boolean {
  return grid.shapes.some((shape) => drawShape(grid, shape, new Chalk({ level: 0 })).width <= width);
}

interface Drawing {
  readonly text: string;
  /** In columns of a terminal. */
  readonly width: number;
}

function drawShape<Key extends string>(grid: Grid<Key>, shape: Shape<Key>, color: ChalkInstance): Drawing {
  const { columns, total } = grid;
  const titles = shape.map((keys) => keys.map((key) => color.bold(columns[key].title)).join('\n'));
  const cells = (row: Row<Key>) => shape.map((keys) => keys.map((key) => textOf(row[key], columns[key])).join('\n'));
  const aligns = shape.map(([first]) => (first === undefined ? 'left' : columns[first].align));
  const isStacked = shape.some((keys) => keys.length > 1);
  return draw(titles, allRows(grid).map(cells), aligns, {
    rules: isStacked ? 'between rows' : total === null ? 'below titles' : 'around rows',
  });
}

/** The narrowest shape: a title and its value on each line, and a rule between rows. */
function drawList<Key extends string>(grid: Grid<Key>, width: number, color: ChalkInstance): Drawing {
  const keys = grid.shapes[0]?.flat() ?? [];
  const room = width - Math.max(...keys.map((key) => grid.columns[key].title.length)) - GAP.length;
  const cells = (row: Row<Key>) => {
    const said = keys.filter((key) => row[key] !== '');
    return [
      said.map((key) => color.bold(grid.columns[key].title)).join('\n'),
      said.map((key) => textOf(row[key], grid.columns[key], room)).join('\n'),
    ];
  };
  return draw([], allRows(grid).map(cells), ['left', 'right'], { rules: 'between rows' });
}

function textOf(text: string, { maxWidth }: Column, room = 0): string {
  return maxWidth === undefined ? oneLine(text) : shorten(visible(text), Math.max(maxWidth, room));
}

function allRows<Key extends string>({ rows, total }: Grid<Key>): readonly Row<Key>[] {
  return total === null ? rows : [...rows, total];
}

const GAP = '  ';

/** Horizontal rules and gaps, and no vertical lines. */
const chars = {
  top: '─',
  'top-mid': GAP,
  'top-left': '',
  'top-right': '',
  mid: '─',
  'mid-mid': GAP,
  'left-mid': '',
  'right-mid': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  middle: GAP,
  right: '',
};

function draw(
  head: string[],
  rows: string[][],
  colAligns: Column['align'][],
  { rules }: { rules: 'below titles' | 'around rows' | 'between rows' },
): Drawing {
  // Without these empty styles cli-table3 colours on its own.
  const style = { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: rules !== 'between rows' };
  const table = new Table({ head, colAligns, chars, style });
  table.push(...rows);
  // The top rule is not shown: it is there to tell the width.
  const [rule = '', ...lines] = table.toString().split('\n');
  if (rules === 'around rows') lines.splice(-1, 0, rule);
  return { text: lines.map((line) => `${line.trimEnd()}\n`).join(''), width: rule.length };
}
