import type { Comparison } from '../../../backtest/compare/compare.js';
import { describeMissing } from '../../../backtest/compare/missing-prices.js';
import { toJsonLine } from '../../format/lines.js';
import { coursesToJson } from '../json.js';

/** What `compare --json` prints. */
export function renderComparisonJson(comparison: Comparison, quoteCurrency: string): string {
  const { since, until, ticks, missing } = comparison;
  const problems = missing.map(describeMissing);
  return toJsonLine({ since, until, ticks, quoteCurrency, ...coursesToJson(comparison), problems });
}
