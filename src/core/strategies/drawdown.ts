import { Decimal, toExactString, toPercentString } from '../money.js';
import { decimalNumber } from './parameter.js';
import { strategyKind } from './strategy.js';
import { lastPrices, percentBelow, pricesOf, shareOf, windowOf } from './window.js';

/** Buy what has fallen far enough from its recent high. */
export const drawdown = strategyKind({
  name: 'drawdown',
  summary: 'buys when the price is far enough below its highest of the last days',
  explanation:
    'The high is the highest of the last `days` daily prices: the latest completed UTC midnights, and the price now. It ' +
    'buys when the price is at least `percent` percent below it. With fewer daily prices it holds. The strength grows ' +
    'from 0 at `percent` to 1 when it is `strength_span` percent more.',
  parameters: {
    days: windowOf('30', 'how many daily prices the highest is sought among'),
    percent: decimalNumber({
      meaning: 'how far below the highest the price must be',
      unit: '%',
      fallback: '20',
      min: '0.01',
      max: '99',
    }),
    strength_span: decimalNumber({
      meaning: 'how much further below the signal is at its strongest',
      unit: '%',
      fallback: '30',
      min: '0.01',
      max: '100',
    }),
  },
  create: ({ days, percent, strength_span }) => ({
    midnights: days - 1,
    evaluate(view) {
      const { price } = view.quote;
      const prices = lastPrices(view, days);
      if (prices === null) {
        const known = pricesOf(view).length;
        return { action: 'hold', reason: `only ${known} of ${days} daily prices are known`, average: null };
      }
      const highest = Decimal.max(...prices);
      const below = percentBelow(price, highest);
      // Compared by multiplying, which is exact, as dividing is not.
      const isBuy = price.times(100).lessThanOrEqualTo(highest.times(percent.negated().plus(100)));
      const reason =
        `${toExactString(price)} is ${toPercentString(below)} % below ${toExactString(highest)}, the highest of its ` +
        `last ${days} days, ${isBuy ? 'at least' : 'less than'} ${toExactString(percent)} %`;
      if (!isBuy) return { action: 'hold', reason, average: null };
      return { action: 'buy', reason, average: null, strength: shareOf(below, percent, percent.plus(strength_span)) };
    },
  }),
});
