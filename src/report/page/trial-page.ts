import { notesOf } from '../backtest/caveats.js';
import { settingsOf } from '../backtest/settings.js';
import type { Trial } from '../backtest/trial.js';
import { displayMoney, displayPercent, displayQuantity } from '../format/amounts.js';
import { type Html, html } from './html.js';
import { renderSideBySidePage } from './side-by-side-page.js';
import { renderTable } from './table.js';

/** What `backtest --html` writes. */
export function renderTrialPage(trial: Trial): string {
  const { tried, quoteCurrency, strategy } = trial;
  const span = `${dayText(tried.since)} to ${dayText(tried.until)}`;
  return renderSideBySidePage({
    title: `Backtest of ${strategy.name}, ${span}, in ${quoteCurrency.toUpperCase()}`,
    courses: tried,
    name: 'Rule',
    settings: [...settingsOf(trial), ['SHA-256 of the prices', trial.prices.sha256]],
    more:
      tried.portfolio.positions.length > 0
        ? [{ heading: 'What is held in the end', content: renderPositions(trial) }]
        : [],
    notes: notesOf(trial),
  });
}

function renderPositions({ tried, quoteCurrency }: Trial): Html {
  const { positions, totals } = tried.portfolio;
  const stale = positions.filter(({ priceAt }) => priceAt !== null && priceAt < tried.until);
  const table = renderTable({
    name: 'What is held in the end',
    titles: ['Coin', 'Quantity', 'Buys', 'Average cost', 'Price', 'Cost basis', 'Market value', 'Gain', 'Gain %'],
    rows: positions.map((held) => [
      { text: held.coin },
      { text: displayQuantity(held.quantity) },
      { text: String(held.buyCount) },
      { text: displayMoney(held.averageCost) },
      { text: displayMoney(held.price) },
      { text: displayMoney(held.costBasis) },
      { text: displayMoney(held.marketValue) },
      { text: displayMoney(held.unrealizedPnl), isGain: true },
      { text: displayPercent(held.gainPercent), isGain: true },
    ]),
    total: [
      { text: `Total in ${quoteCurrency.toUpperCase()}` },
      ...Array.from({ length: 4 }, () => ({ text: '' })),
      { text: displayMoney(totals.costBasis) },
      { text: displayMoney(totals.marketValue) },
      { text: displayMoney(totals.unrealizedPnl), isGain: true },
      { text: displayPercent(totals.gainPercent), isGain: true },
    ],
  });
  if (stale.length === 0) return table;
  return html`${table}<p class="note">At an older price, since there is none of the last day: ${stale.map(({ coin }) => coin).join(', ')}.</p>`;
}

function dayText(at: Date): string {
  return at.toISOString().slice(0, 'YYYY-MM-DD'.length);
}
