import { RSI } from 'trading-signals';
import { Decimal, toExactString, ZERO } from '../money.js';
import { decimalNumber, wholeNumber } from './parameter.js';
import { strategyKind } from './strategy.js';
import { pricesOf, shareOf } from './window.js';

/** Wilder's smoothing never forgets: after ten periods what came before weighs less than a ten-thousandth. */
const PERIODS_OF_HISTORY = 10;

/** Buy while the relative strength index says that the coin is oversold. */
export const rsi = strategyKind({
  name: 'rsi',
  summary: 'buys when the relative strength index (RSI) is below a limit',
  explanation:
    "Wilder's RSI compares the average rise with the average fall from one daily price to the next: 100 when it only " +
    'rose, 0 when it only fell. It is made of up to ten times `period` completed UTC midnights and the price now, and ' +
    'rounded to two decimals. It buys when it is less than `below`. With fewer than `period` + 1 daily prices it holds. ' +
    'The strength grows from 0 at `below` to 1 at an RSI of 0.',
  parameters: {
    period: wholeNumber({
      meaning: 'over how many days rises and falls are averaged',
      unit: 'days',
      fallback: '14',
      min: '2',
      max: '36',
    }),
    below: decimalNumber({
      meaning: 'the RSI below which the coin counts as oversold',
      unit: 'points',
      fallback: '30',
      min: '1',
      max: '100',
    }),
  },
  create: ({ period, below }) => ({
    midnights: period * PERIODS_OF_HISTORY,
    fewestPrices: period + 1,
    evaluate(view) {
      const prices = pricesOf(view).slice(-(period * PERIODS_OF_HISTORY + 1));
      const index = relativeStrengthIndex(prices, period);
      if (index === null) {
        const reason = `only ${prices.length} of ${period + 1} daily prices are known`;
        return { action: 'hold', reason, average: null };
      }
      const isBuy = index.lessThan(below);
      const reason = `its ${period}-day RSI is ${index.toFixed(2)}, ${isBuy ? 'below' : 'not below'} ${toExactString(below)}`;
      if (!isBuy) return { action: 'hold', reason, average: null };
      return { action: 'buy', reason, average: null, strength: shareOf(index, below, ZERO) };
    },
  }),
});

/**
 * To two decimals; null when there are too few prices. This is the one place in the core where prices become floating
 * point: the index is a signal and no amount, and is rounded so that the last digits of a float never decide.
 */
function relativeStrengthIndex(prices: readonly Decimal[], period: number): Decimal | null {
  const indicator = new RSI(period);
  for (const price of prices) indicator.add(price.toNumber());
  const index = indicator.getResult();
  return index === null ? null : new Decimal(index).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
}
