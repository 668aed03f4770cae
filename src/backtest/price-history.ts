import type { CoinId } from '../core/model.js';
import type { Decimal } from '../core/money.js';

/** Prices over time, as far as it takes to value what is held. An instant is named by its place among them. */
export interface PriceHistory {
  /** The times at which any coin has a price, oldest first. */
  readonly instants: readonly Date[];
  /** A coin's price at an instant; null where it has none. */
  priceAt(coin: CoinId, instant: number): Decimal | null;
  /** A coin's latest price not after an instant; null before its first. */
  latestPrice(coin: CoinId, instant: number): Decimal | null;
  /** When a coin had its latest price not after an instant; null before its first. */
  latestPriceAt(coin: CoinId, instant: number): Date | null;
}

/** The same prices without what comes after a time. */
export function pricesUntil(prices: PriceHistory, until: Date | null): PriceHistory {
  if (!until) return prices;
  return {
    instants: prices.instants.filter((at) => at <= until),
    priceAt: (coin, instant) => prices.priceAt(coin, instant),
    latestPrice: (coin, instant) => prices.latestPrice(coin, instant),
    latestPriceAt: (coin, instant) => prices.latestPriceAt(coin, instant),
  };
}
