import type { Decimal } from '../../core/money.js';

/** What a portfolio is worth at one instant, after what came in and what was bought then. Amounts are in the quote currency. */
export interface Valuation {
  readonly at: Date;
  readonly cash: Decimal;
  /** What is held, at the latest price of each coin. */
  readonly marketValue: Decimal;
  /** What came in or, negative, went out at this instant; null when nothing did. */
  readonly flow: Flow | null;
}

interface Flow {
  readonly amount: Decimal;
  /** The portfolio's value at this instant's prices, without the amount and before the purchases. */
  readonly valueBefore: Decimal;
}

/** cash + market value. */
export function totalOf({ cash, marketValue }: Valuation): Decimal {
  return cash.isZero() ? marketValue : cash.plus(marketValue);
}
