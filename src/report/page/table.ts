import { type Html, html } from './html.js';

/** A cell: its text, and whether it is coloured as a gain or a loss by its sign. */
interface Cell {
  readonly text: string;
  readonly isGain?: boolean;
}

interface TableContent {
  /** What the table is about, for readers who do not see it. */
  readonly name: string;
  readonly titles: readonly string[];
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly Cell[])[];
  /** A last row, set apart; null for none. */
  readonly total: readonly Cell[] | null;
}

/** A table, which scrolls by itself where it is wider than the page. */
export function renderTable({ name, titles, rows, total }: TableContent): Html {
  return html`<div class="wide" role="region" tabindex="0" aria-label="${name}"><table>
<thead><tr>${titles.map((title) => (title === '' ? html`<td></td>` : html`<th scope="col">${title}</th>`))}</tr></thead>
<tbody>
${rows.map(renderRow)}</tbody>
${total && html`<tfoot>${renderRow(total)}</tfoot>`}
</table></div>`;
}

function renderRow([name, ...cells]: readonly Cell[]): Html {
  return html`<tr><th scope="row">${name?.text ?? ''}</th>${cells.map(renderCell)}</tr>
`;
}

function renderCell({ text, isGain }: Cell): Html {
  const isSigned = isGain === true && /[1-9]/.test(text);
  if (!isSigned) return html`<td>${text}</td>`;
  return html`<td class="${text.startsWith('-') ? 'loss' : 'gain'}">${text}</td>`;
}
