import { roundedPercentOf, toExactString, toPercentString } from '../money.js';
import { decimalNumber } from './parameter.js';
import { strategyKind } from './strategy.js';
import { averageOf, percentBelow, pricesOf, shareOf, windowOf } from './window.js';

/** Buy while the price is below the mean of its last daily prices, the price now among them. */
export const belowAverage = strategyKind({
  name: 'below-average',
  summary: 'buys when the price is below the average of its last daily prices',
  explanation:
    'The average is the exact mean of the last `window` daily prices: the latest completed UTC midnights, and the price ' +
    'now as the last. It buys when the price is more than `margin` percent below it; with 0, when it is below it at all. ' +
    'With fewer daily prices it holds. The strength grows from 0 at the margin to 1 when it is `strength_span` percent more.',
  parameters: {
    window: windowOf('10', 'how many daily prices the average is made of'),
    margin: decimalNumber({
      meaning: 'how far below the average is not enough yet',
      unit: '%',
      fallback: '0',
      min: '0',
      max: '99',
    }),
    strength_span: decimalNumber({
      meaning: 'how much further below the signal is at its strongest',
      unit: '%',
      fallback: '20',
      min: '0.01',
      max: '100',
    }),
  },
  create: ({ window, margin, strength_span }) => ({
    midnights: window - 1,
    evaluate(view) {
      const { price } = view.quote;
      const average = averageOf(view, window);
      if (average === null) {
        const known = pricesOf(view).length;
        return { action: 'hold', reason: `only ${known} of ${window} daily prices are known`, average };
      }
      // Compared by multiplying, which is exact, as dividing is not.
      const isBuy = price.times(100).lessThan(average.times(margin.negated().plus(100)));
      const distance = price.minus(average);
      const side = distance.isZero()
        ? 'exactly at'
        : `${toPercentString(roundedPercentOf(distance.abs(), average))} % ${distance.isNegative() ? 'below' : 'above'}`;
      const limit = margin.isZero() ? '' : `, ${isBuy ? '' : 'not '}more than ${toExactString(margin)} % below`;
      const reason = `${toExactString(price)} is ${side} its ${window}-day average ${toExactString(average)}${limit}`;
      if (!isBuy) return { action: 'hold', reason, average };
      return {
        action: 'buy',
        reason,
        average,
        // Few sizings ask for it, and it takes divisions.
        get strength() {
          return shareOf(percentBelow(price, average), margin, margin.plus(strength_span));
        },
      };
    },
  }),
});
