import { type Decimal, sum } from '../../core/money.js';
import { Statistic } from './statistic.js';

/** Crypto is traded every day. */
const DAYS_A_YEAR = 365;

/** How much returns vary. */
export interface Risk {
  /**
   * A part per year. Formula: sample standard deviation (n − 1) × √periods per year. Null with fewer than 2 returns. Source:
   * Bacon, Practical Portfolio Performance Measurement and Attribution, 2008, annualized risk.
   */
  readonly volatility: Decimal | null;
  /**
   * The Sharpe ratio, a plain number, with a risk-free rate of 0. Formula: mean / sample standard deviation × √periods per
   * year. Null with fewer than 2 returns, or when all are alike. Source: Sharpe, The Sharpe Ratio, The Journal of Portfolio
   * Management, 1994.
   */
  readonly sharpe: Decimal | null;
}

/** The volatility and the Sharpe ratio of returns, which are parts. */
export function riskOf(returns: readonly Decimal[], periodsAYear = DAYS_A_YEAR): Risk {
  const spread = deviation(returns);
  if (!spread) return { volatility: null, sharpe: null };
  const root = new Statistic(periodsAYear).sqrt();
  return {
    volatility: spread.times(root),
    sharpe: spread.isZero() ? null : meanOf(returns).div(spread).times(root),
  };
}

/** The sample standard deviation: √(Σ (return − mean)² / (n − 1)). Null of fewer than 2. */
function deviation(returns: readonly Decimal[]): Decimal | null {
  if (returns.length < 2) return null;
  const [first] = returns;
  if (first && returns.every((it) => it.equals(first))) return new Statistic(0); // not what rounding the mean leaves
  const mean = meanOf(returns);
  const squares = returns.map((it) => {
    const distance = new Statistic(it).minus(mean);
    return distance.times(distance);
  });
  return new Statistic(sum(squares)).div(returns.length - 1).sqrt();
}

function meanOf(returns: readonly Decimal[]): Decimal {
  return new Statistic(sum(returns)).div(returns.length);
}
