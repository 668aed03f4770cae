import type { Backtest } from '../../backtest/backtest.js';
import type { Problem } from '../../backtest/problems.js';
import type { Contributions, Period } from '../../backtest/schedule.js';
import type { Terms } from '../../backtest/trade.js';
import type { Caps } from '../../core/limits/caps.js';
import type { Sizing } from '../../core/limits/sizing.js';
import type { CoinId } from '../../core/model.js';
import type { Strategy } from '../../core/strategies/strategy.js';
import type { UniverseRule } from '../../core/universe.js';

/** What was tried, on which prices, and the result. */
export interface Trial {
  readonly tried: Backtest;
  readonly every: Period;
  readonly strategy: Pick<Strategy, 'name' | 'parameters'>;
  /** With `coins` null and `top` null: all coins of the files. */
  readonly universe: Pick<UniverseRule, 'coins' | 'include' | 'exclude' | 'hysteresis'> & {
    readonly top: number | null;
  };
  readonly sizing: Sizing;
  readonly caps: Caps;
  readonly terms: Terms;
  readonly contributions: Contributions | null;
  readonly prices: PriceSource;
  readonly quoteCurrency: string;
  /** What was wrong with the prices, and at the ticks. */
  readonly problems: readonly Problem[];
}

export interface PriceSource {
  /** As they were given. */
  readonly files: readonly string[];
  readonly coins: readonly CoinId[];
  /** Of the files' bytes, one after the other. */
  readonly sha256: string;
}
