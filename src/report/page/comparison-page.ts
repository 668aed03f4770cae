import type { Comparison } from '../../backtest/compare/compare.js';
import { type ComparisonView, comparisonSaid, LEDGER } from '../backtest/compare/text.js';
import { renderSideBySidePage } from './side-by-side-page.js';

/** What `compare --html` writes. */
export function renderComparisonPage(comparison: Comparison, view: ComparisonView): string {
  return renderSideBySidePage({
    title: `The ledger beside plain buying, in ${view.quoteCurrency.toUpperCase()}`,
    courses: comparison,
    name: LEDGER,
    more: [],
    ...comparisonSaid(comparison, view),
  });
}
