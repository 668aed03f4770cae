import { describe, expect, it } from 'vitest';
import type { Quote } from '../../src/core/model.js';
import { toExactString } from '../../src/core/money.js';
import { amount, aQuote, aStrategy, aView } from './examples.js';

/** The worked example of docs/strategies.md: a coin at 92. */
const figures: Partial<Quote> = {
  high24h: amount('100'),
  low24h: amount('90'),
  priceChangePercentage24h: amount('-6'),
  marketCapChangePercentage24h: amount('-5'),
};
const nine = Array<string>(9).fill('97');

function evaluate(changes: Partial<Quote>, parameters: Readonly<Record<string, string>> = {}, earlier = nine) {
  const quote = { ...aQuote('bitcoin', '92'), ...figures, ...changes };
  const { strength, average, ...signal } = aStrategy('dip', parameters).evaluate(aView('92', earlier, { quote }));
  return { ...signal, strength: strength?.toFixed(4), average: average && toExactString(average) };
}

describe('dip', () => {
  it('scores the worked example of the documentation', () => {
    // range:      (100 − 92) / (100 − 90)                                   = 0.80
    // change:     6 % of a full fall of 10 %                                = 0.60
    // market cap: 5 % of 10 %                                               = 0.50
    // average:    (9 × 97 + 92) / 10 = 96.5; (96.5 − 92) / 96.5 = 4.663… %  = 0.4663…
    // score:      100 × (0.8 + 0.6 + 0.5 + 0.4663…) / 4 = 59.158…           = 59.16
    // strength:   (59.16 − 50) / (100 − 50)                                 = 0.1832
    expect(evaluate({})).toEqual({
      action: 'buy',
      reason: 'its dip score is 59.16, at least 50 (range 0.80, change 0.60, market cap 0.50, average 0.47)',
      average: '96.5',
      strength: '0.1832',
    });
  });

  it.each<[string, Partial<Quote>, Record<string, string>, string, string]>([
    ['a higher threshold', {}, { threshold: '59.17' }, 'hold', '59.16, less than 59.17'],
    ['a threshold that is just reached', {}, { threshold: '59.16' }, 'buy', '59.16, at least 59.16'],
    // (0.8 + 0.6 + 0.4663…) / 4 = 46.66 %
    ['an unknown market cap', { marketCapChangePercentage24h: null }, {}, 'hold', '46.66, less than 50'],
    // Range and change are out: (0.5 + 0.4663…) / 4 = 24.16 %
    [
      'an unknown range and change',
      { high24h: null, priceChangePercentage24h: null },
      {},
      'hold',
      '24.16, less than 50',
    ],
    // A range of nothing says nothing: (0.6 + 0.5 + 0.4663…) / 4 = 39.16 %
    ['a high that is the low', { high24h: amount('92'), low24h: amount('92') }, {}, 'hold', '39.16, less than 50'],
    // The price is under the low, which is older: (1 + 0.6 + 0.5 + 0.4663…) / 4 = 64.16 %
    ['a price below its low', { low24h: amount('95') }, {}, 'buy', '64.16, at least 50'],
    // A rise counts 0, no less: (0.8 + 0 + 0 + 0.4663…) / 4 = 31.66 %
    [
      'a rise',
      { priceChangePercentage24h: amount('40'), marketCapChangePercentage24h: amount('40') },
      {},
      'hold',
      '31.66, less than 50',
    ],
    // Every fall counts in full at 1 %: (0.8 + 1 + 1 + 1) / 4 = 95 %
    ['a full fall of 1 %', {}, { full_fall: '1' }, 'buy', '95.00, at least 50'],
    // (3 × 0.8 + 0.6) / 4 = 75 %
    [
      'weights of 3 and 1',
      {},
      { range_weight: '3', market_cap_weight: '0', average_weight: '0' },
      'buy',
      '75.00, at least 50',
    ],
  ])('on %s', (_, changes, parameters, action, words) => {
    const signal = evaluate(changes, parameters);
    expect(signal.action).toBe(action);
    expect(signal.reason).toContain(`its dip score is ${words} (`);
  });

  it('counts an average that is not known as 0, and says so', () => {
    // (0.8 + 0.6 + 0.5) / 4 = 47.5 %
    expect(evaluate({}, {}, nine.slice(1))).toMatchObject({
      action: 'hold',
      reason: 'its dip score is 47.50, less than 50 (range 0.80, change 0.60, market cap 0.50, average unknown)',
      average: null,
    });
  });

  it('asks for no midnights when the average has no weight', () => {
    expect(aStrategy('dip').midnights).toBe(9);
    expect(aStrategy('dip', { average_weight: '0' }).midnights).toBe(0);
    expect(evaluate({}, { average_weight: '0' }).reason).not.toContain('average');
  });
});
