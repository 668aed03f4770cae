import type { Courses } from '../../backtest/courses.js';
import { percentOf } from '../../core/money.js';
import { displayMoney, displayPercent } from '../format/amounts.js';

/** The answer in one sentence: what came in, what it is worth, and what plain buying would have made of it. */
export function renderSummary({ result, benchmarks }: Pick<Courses, 'result' | 'benchmarks'>): string {
  const { contributed, value } = result.metrics;
  if (contributed.isZero()) return 'Nothing was contributed, and nothing bought.';
  const dca = benchmarks.find(({ name }) => name === 'dca')?.metrics;
  const said = `Contributed ${displayMoney(contributed)}, worth ${displayMoney(value)}`;
  if (!dca) return `${said}.`;
  const difference = percentOf(dca.value.minus(value), value);
  const compared =
    difference === null || difference.isZero()
      ? 'as much'
      : `${displayPercent(difference.abs())} % ${difference.isNegative() ? 'less' : 'more'}`;
  return `${said}; plain DCA would be worth ${displayMoney(dca.value)} (${compared}).`;
}
