import { mapOf, parametersOfMap } from '../backtest/sweep/map.js';
import { nameOfMetric, showGoodness } from '../backtest/sweep/metric-words.js';
import type { Sweep, SweepResult } from '../backtest/sweep/sweep.js';
import { groundOf, leadersOf, summaryOf, warningOf } from '../backtest/sweep/text.js';
import { renderDocument, section } from './document.js';
import { type Html, html } from './html.js';
import { renderTable } from './table.js';

/** More cells are neither read nor small. */
const MOST_ROWS = 60;
const MOST_COLUMNS = 40;
const SHADES = 8;

/** What `sweep --html` writes: the best and the median combination, and a map of two parameters. */
export function renderSweepPage(sweep: Sweep, result: SweepResult): string {
  const map = renderMap(sweep, result);
  return renderDocument({
    title: `Sweep of ${sweep.strategy}, in ${sweep.quoteCurrency.toUpperCase()}`,
    answer: summaryOf(sweep, result),
    sections: [
      ...(map ? [section(`The ${nameOfMetric(sweep.metric)} of each combination`, map)] : []),
      section('The best, and the median', renderLeaders(sweep, result)),
      section(
        'What was tried',
        html`<p>${groundOf(sweep)}</p>
<p class="note">SHA-256 of the prices: ${sweep.prices.sha256}</p>`,
      ),
      section('What to know of these figures', html`<p>${warningOf(result)}</p>`),
    ],
    data: null,
  });
}

function renderLeaders(sweep: Sweep, result: SweepResult): Html {
  const { keys, leaders, median } = leadersOf(sweep, result);
  const cells = (row: Readonly<Record<string, string>>) => keys.map((key) => ({ text: row[key] ?? '' }));
  return renderTable({
    name: 'The best combinations, and the median one',
    titles: keys,
    rows: leaders.map(cells),
    total: median && cells(median),
  });
}

/** How good each combination of two parameters is, as a table with shades; null where not just two parameters have several values. */
function renderMap(sweep: Sweep, result: SweepResult): Html | null {
  const two = parametersOfMap(sweep);
  if (!two) return null;
  const map = mapOf(two, result, MOST_ROWS, MOST_COLUMNS);
  const { down, across, rows, columns, goodness, shareOf, isBest, isThinned } = map;
  const cellOf = (row: (typeof rows)[number], line: number) =>
    columns.map((column, place) => {
      const own = goodness[line]?.[place];
      const share = shareOf(own);
      const shade = share === null ? 'none' : String(Math.min(SHADES - 1, Math.floor(share * SHADES)));
      const figure = showGoodness(own, sweep.metric);
      return isBest(row, column)
        ? html`<td class="shade-${shade} best">${figure}<span class="hidden"> (the best)</span></td>`
        : html`<td class="shade-${shade}">${figure}</td>`;
    });
  return html`<div class="wide" role="region" tabindex="0" aria-label="The map"><table class="map">
<caption>${down.name} (down) and ${across.name} (across)${isThinned ? ', some of their values' : ''}</caption>
<thead><tr><td></td>${columns.map(({ value }) => html`<th scope="col">${value}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row, line) => html`<tr><th scope="row">${row.value}</th>${cellOf(row, line)}</tr>
`,
)}</tbody>
</table></div>
<p class="note">From the worst, pale, to the best, strong; the best one has a frame. A good one among bad neighbours was luck.</p>`;
}
