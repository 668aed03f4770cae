import type { ChalkInstance } from 'chalk';
import { type Grid, type Row, renderGrid } from './grid.js';

/** What a long table is made of. */
export interface Pages<Item, Key extends string> extends Pick<Grid<Key>, 'columns' | 'shapes'> {
  readonly toRow: (item: Item) => Row<Key>;
  /** How many columns the terminal has. */
  readonly width: number;
  readonly color: ChalkInstance;
  /** Show at most this many, and say so when there are more; null for all. */
  readonly most: number | null;
  /** What to print where there is no row at all. */
  readonly nothing: string;
}

/** cli-table3 needs all rows of a table at once, and is slow beyond some hundreds. */
const PAGE_ROWS = 250;

/** A table in pages with a heading each, so that the first rows come at once and memory does not grow. */
export async function* renderGridPages<Item, Key extends string>(
  items: AsyncIterable<Item>,
  { columns, shapes, toRow, width, color, most, nothing }: Pages<Item, Key>,
): AsyncGenerator<string> {
  let rows: Row<Key>[] = [];
  let pages = 0;
  let shown = 0;
  const renderPage = () =>
    `${pages++ === 0 ? '' : '\n'}${renderGrid({ columns, shapes, rows, total: null }, width, color)}`;
  for await (const item of items) {
    if (shown++ === most) {
      yield `${renderPage()}\n${color.dim(`These are the newest ${most}; --limit N shows more.`)}\n`;
      return;
    }
    if (rows.length === PAGE_ROWS) {
      yield renderPage();
      rows = [];
    }
    rows.push(toRow(item));
  }
  yield rows.length > 0 ? renderPage() : nothing;
}
