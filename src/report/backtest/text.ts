import { renderPortfolioTable } from '../table.js';
import { notesOf } from './caveats.js';
import { settingsOf } from './settings.js';
import { renderSideBySide, type Style } from './side-by-side.js';
import type { Trial } from './trial.js';

/** What `backtest` prints. */
export function renderTrial(trial: Trial, style: Style): string {
  return renderSideBySide(
    {
      courses: trial.tried,
      name: 'Rule',
      settings: settingsOf(trial),
      positions: renderPositions(trial, style),
      notes: notesOf(trial),
    },
    style,
  );
}

function renderPositions({ tried }: Trial, { width, color }: Style): string {
  const { positions } = tried.portfolio;
  if (positions.length === 0) return '';
  const stale = positions.filter(({ priceAt }) => priceAt !== null && priceAt < tried.until);
  const storedPrices = new Set(stale.map(({ coin }) => coin));
  return renderPortfolioTable(tried.portfolio, { width, color, storedPrices, attribution: null });
}
