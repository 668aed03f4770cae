import { Decimal, mean, percentOf, ZERO } from '../money.js';
import { wholeNumber } from './parameter.js';
import type { CoinView } from './strategy.js';

const ONE = new Decimal(1);

/** The source gives at most 365 completed midnights; the price now is one more. */
const LONGEST_WINDOW = 366;

/** A parameter that says how many daily prices are looked at: the latest completed midnights, and the price now as the last. */
export const windowOf = (days: string, meaning: string) =>
  wholeNumber({ meaning, unit: 'days', fallback: days, min: '2', max: String(LONGEST_WINDOW) });

/** The coin's daily prices, oldest first, the price now last. */
export function pricesOf({ quote, dailyPrices }: CoinView): Decimal[] {
  return [...dailyPrices.map((daily) => daily.price), quote.price];
}

/** The last `count` daily prices; null when there are fewer. A view made for a longer window has more. */
export function lastPrices(view: CoinView, count: number): readonly Decimal[] | null {
  const prices = pricesOf(view);
  return prices.length < count ? null : prices.slice(-count);
}

/** The mean of the last `count` daily prices; null when there are fewer. */
export function averageOf(view: CoinView, count: number): Decimal | null {
  const prices = lastPrices(view, count);
  return prices && mean(prices);
}

/** How many percent a price is below a reference, which is not zero; negative when it is above. */
export function percentBelow(price: Decimal, reference: Decimal): Decimal {
  return percentOf(reference.minus(price), reference) ?? ZERO;
}

/** Where a figure stands between the one that counts 0 and the one that counts 1, which differ; beyond them it counts no less and no more. */
export function shareOf(figure: Decimal, zero: Decimal, one: Decimal): Decimal {
  return Decimal.min(ONE, Decimal.max(ZERO, figure.minus(zero).div(one.minus(zero))));
}
