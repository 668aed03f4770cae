import { mean, percentOf, toExactString, toPercentString } from '../money.js';
import type { CoinView, Signal, Strategy } from './strategy.js';

const WINDOW = 10;

/** Buy while the price is below the mean of the last 10 daily prices: 9 completed midnights and the current price. */
export const belowAverage: Strategy = {
  name: 'below-average',
  summary: 'buy when the price is below the average of its last 10 daily prices',
  midnights: WINDOW - 1,
  evaluate,
};

function evaluate({ quote, dailyPrices }: CoinView): Signal {
  const prices = [...dailyPrices.map((daily) => daily.price), quote.price];
  if (prices.length < WINDOW) {
    return { action: 'hold', reason: `only ${prices.length} of ${WINDOW} daily prices are known`, average: null };
  }
  const average = mean(prices);
  const action = quote.price.lessThan(average) ? 'buy' : 'hold';
  const distance = percentOf(quote.price.minus(average), average) ?? average;
  const side = distance.isZero()
    ? 'exactly at'
    : `${toPercentString(distance.abs())} % ${distance.isNegative() ? 'below' : 'above'}`;
  const reason = `${toExactString(quote.price)} is ${side} its ${WINDOW}-day average ${toExactString(average)}`;
  return { action, reason, average };
}
