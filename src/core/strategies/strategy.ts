import type { DailyPrice, Quote } from '../model.js';
import type { Decimal } from '../money.js';

/** What a strategy sees of one coin. */
export interface CoinView {
  readonly quote: Quote;
  /** Completed UTC midnights, oldest first; at most as many as the strategy's `midnights`, fewer when the market has fewer. */
  readonly dailyPrices: readonly DailyPrice[];
}

/** A strategy's opinion of one coin, with its reason. `average` is null when it could not, or does not, form one. */
export interface Signal {
  readonly action: 'buy' | 'hold';
  readonly reason: string;
  readonly average: Decimal | null;
}

/** A rule: a pure function from what is known of a coin to a signal. */
export interface Strategy {
  readonly name: string;
  readonly summary: string;
  /** How many completed midnights it looks at. */
  readonly midnights: number;
  evaluate(view: CoinView): Signal;
}
