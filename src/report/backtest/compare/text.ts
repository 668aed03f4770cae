import type { Comparison } from '../../../backtest/compare/compare.js';
import { describeMissing } from '../../../backtest/compare/missing-prices.js';
import { isNameOfSandbox } from '../../../core/broker-name.js';
import { displayCount } from '../../format/amounts.js';
import { SANDBOX_NOTE } from '../../format/sandbox-note.js';
import { renderSideBySide, type Style } from '../side-by-side.js';

/** What is told beside the figures. */
export interface ComparisonView {
  readonly quoteCurrency: string;
  /** Where prices come from, in words. */
  readonly prices: string;
  /** The exchange that the ledger belongs to; null for paper. */
  readonly exchange: string | null;
  /** To be shown with prices of the market; null for nothing. */
  readonly attribution: string | null;
}

/** What `compare` prints. */
export function renderComparison(comparison: Comparison, view: ComparisonView, style: Style): string {
  if (!comparison.since || !comparison.until)
    return 'There is nothing to compare yet. The first tick is made with: crypto-bot run\n';
  const said = comparisonSaid(comparison, view);
  return renderSideBySide({ courses: comparison, name: LEDGER, positions: '', ...said }, style);
}

/** What the ledger's own course is called. */
export const LEDGER = 'Ledger';

/** What was compared, and what is to be known of the figures. */
export function comparisonSaid({ since, until, ticks, strategies, missing }: Comparison, view: ComparisonView) {
  const span = since && until ? `, from ${since.toISOString()} to ${until.toISOString()}` : '';
  const settings: (readonly [name: string, text: string])[] = [
    [LEDGER, `${displayCount(ticks)} ${ticks === 1 ? 'tick' : 'ticks'}${span}`],
    ['Rules', strategies.join(', ')],
    ['Money', `in ${view.quoteCurrency.toUpperCase()}, when it came in or was spent`],
    ['Prices', view.prices],
  ];
  const notes = [
    ...missing.map(describeMissing).map(({ coin, message }) => `${coin}: ${message}`),
    ...(missing.length > 0 ? ['Missing prices come from --prices FILE, or from the market with --fetch.'] : []),
    'DCA bought the coins that the rule looked at, in equal parts, when money came in.',
    ...(isNameOfSandbox(view.exchange) ? [SANDBOX_NOTE] : []),
    ...(view.attribution === null ? [] : [view.attribution]),
  ];
  return { settings, notes };
}
