import { WALK, type Walk, walkNotes, walkSettings, windowTable } from '../backtest/sweep/walk.js';
import { renderSideBySidePage } from './side-by-side-page.js';
import { renderTable } from './table.js';

/** What `sweep --walk-forward --html` writes. */
export function renderWalkPage(walk: Walk): string {
  const { titles, rows } = windowTable(walk);
  const windows = renderTable({
    name: 'Windows',
    titles,
    rows: rows.map((row) => titles.map((title) => ({ text: row[title] ?? '' }))),
    total: null,
  });
  const { strategy, quoteCurrency } = walk.sweep;
  return renderSideBySidePage({
    title: `Walk forward of ${strategy}, in ${quoteCurrency.toUpperCase()}`,
    courses: walk.courses,
    name: WALK,
    settings: walkSettings(walk),
    more: [{ heading: 'What was chosen for each window', content: windows }],
    notes: walkNotes(walk),
  });
}
