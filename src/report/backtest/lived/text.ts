import type { Comparison } from '../../../backtest/lived/compare.js';
import { describeMissing } from '../../../backtest/lived/missing-prices.js';
import { displayCount } from '../../format/amounts.js';
import { renderSideBySide, type Style } from '../side-by-side.js';

/** What is told beside the figures. */
export interface ComparisonView {
  readonly quoteCurrency: string;
  /** Where prices come from, in words. */
  readonly prices: string;
  /** To be shown with prices of the market; null for nothing. */
  readonly attribution: string | null;
}

/** What `compare` prints. */
export function renderComparison(comparison: Comparison, view: ComparisonView, style: Style): string {
  const { since, until, ticks, strategies, missing } = comparison;
  if (!since || !until) return 'There is nothing to compare yet. The first tick is made with: crypto-bot run\n';
  return renderSideBySide(
    {
      courses: comparison,
      name: 'Ledger',
      settings: [
        [
          'Ledger',
          `${displayCount(ticks)} ${ticks === 1 ? 'tick' : 'ticks'}, from ${since.toISOString()} to ${until.toISOString()}`,
        ],
        ['Rules', strategies.join(', ')],
        ['Money', `in ${view.quoteCurrency.toUpperCase()}, when it came in or was spent`],
        ['Prices', view.prices],
      ],
      positions: '',
      notes: [
        ...missing.map(describeMissing).map(({ coin, message }) => `${coin}: ${message}`),
        ...(missing.length > 0 ? ['Missing prices come from --prices FILE, or from the market with --fetch.'] : []),
        'DCA bought the coins that the rule looked at, in equal parts, when money came in.',
        ...(view.attribution === null ? [] : [view.attribution]),
      ],
    },
    style,
  );
}
