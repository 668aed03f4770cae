import { Decimal, sum, toExactString, ZERO } from '../money.js';
import { decimalNumber } from './parameter.js';
import { type CoinView, strategyKind } from './strategy.js';
import { averageOf, percentBelow, shareOf, windowOf } from './window.js';

const HUNDRED = new Decimal(100);

const weight = (meaning: string) => decimalNumber({ meaning, unit: 'parts', fallback: '1', min: '0', max: '100' });

/** Buy a dip: score how far the coin is down, by four figures, and buy when the score is high enough. */
export const dip = strategyKind({
  name: 'dip',
  summary: 'buys when a score of how far the coin is down, from 0 to 100, is high enough',
  explanation:
    'Each of four figures counts from 0 to 1. In the 24-hour range: 0 at the high, 1 at the low. The 24-hour change of ' +
    'the price, that of the market cap, and the distance below the average of the last `window` daily prices: 0 when it ' +
    'did not fall, 1 when it fell `full_fall` percent or more. The score is 100 times their mean by weight, rounded to two ' +
    'decimals. A figure that is not known counts 0, so it never speaks for a buy. It buys when the score is at least ' +
    '`threshold`. The strength grows from 0 at the threshold to 1 at a score of 100.',
  parameters: {
    threshold: decimalNumber({
      meaning: 'the score from which on it buys',
      unit: 'points',
      fallback: '50',
      min: '1',
      max: '100',
    }),
    full_fall: decimalNumber({
      meaning: 'the fall that counts in full',
      unit: '%',
      fallback: '10',
      min: '0.01',
      max: '100',
    }),
    window: windowOf('10', 'how many daily prices the average is made of'),
    range_weight: weight('weight of where the price stands in its 24-hour range'),
    change_weight: weight('weight of the 24-hour change of the price'),
    market_cap_weight: weight('weight of the 24-hour change of the market cap'),
    average_weight: weight('weight of the distance below the average'),
  },
  check: ({ range_weight, change_weight, market_cap_weight, average_weight }) =>
    sum([range_weight, change_weight, market_cap_weight, average_weight]).isZero()
      ? 'at least one weight must be more than 0'
      : null,
  create: ({ threshold, full_fall, window, ...weights }) => ({
    midnights: weights.average_weight.isZero() ? 0 : window - 1,
    evaluate(view) {
      const { quote } = view;
      const fall = (percent: Decimal | null) => percent && shareOf(percent, ZERO, full_fall);
      const average = weights.average_weight.isZero() ? null : averageOf(view, window);
      const figures = [
        { name: 'range', weight: weights.range_weight, share: inRange(quote) },
        {
          name: 'change',
          weight: weights.change_weight,
          share: fall(quote.priceChangePercentage24h?.negated() ?? null),
        },
        {
          name: 'market cap',
          weight: weights.market_cap_weight,
          share: fall(quote.marketCapChangePercentage24h?.negated() ?? null),
        },
        { name: 'average', weight: weights.average_weight, share: fall(average && percentBelow(quote.price, average)) },
      ].filter((figure) => !figure.weight.isZero());

      const score = scoreOf(figures);
      const isBuy = score.greaterThanOrEqualTo(threshold);
      const parts = figures.map(({ name, share }) => `${name} ${share ? share.toFixed(2) : 'unknown'}`).join(', ');
      const reason = `its dip score is ${score.toFixed(2)}, ${isBuy ? 'at least' : 'less than'} ${toExactString(threshold)} (${parts})`;
      if (!isBuy) return { action: 'hold', reason, average };
      return { action: 'buy', reason, average, strength: strengthOf(score, threshold) };
    },
  }),
});

function strengthOf(score: Decimal, threshold: Decimal): Decimal {
  return threshold.equals(HUNDRED) ? new Decimal(1) : shareOf(score, threshold, HUNDRED);
}

/** 0 at the 24-hour high, 1 at the low; null when either is unknown, or both are one. */
function inRange({ price, high24h, low24h }: CoinView['quote']): Decimal | null {
  return high24h && low24h && high24h.greaterThan(low24h) ? shareOf(price, high24h, low24h) : null;
}

/** Rounded once, so that the score that is shown is the one that is compared. */
function scoreOf(figures: readonly { readonly weight: Decimal; readonly share: Decimal | null }[]): Decimal {
  const total = sum(figures.map(({ weight, share }) => weight.times(share ?? ZERO)));
  const weights = sum(figures.map(({ weight }) => weight));
  return total.times(100).div(weights).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
}
