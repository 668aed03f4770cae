import { describe, expect, it } from 'vitest';
import { toExactString } from '../../src/core/money.js';
import { aStrategy, aView } from './examples.js';

const repeat = (price: string, count: number) => Array<string>(count).fill(price);

function evaluate(nine: readonly string[], price: string, parameters: Readonly<Record<string, string>> = {}) {
  const { action, reason, average } = aStrategy('below-average', parameters).evaluate(aView(price, nine));
  return { action, reason, average: average && toExactString(average) };
}

describe('below-average', () => {
  it.each([
    {
      what: 'a price below the mean',
      nine: repeat('100', 9),
      price: '90',
      action: 'buy',
      average: '99',
      reason: '90 is 9.09 % below its 10-day average 99',
    },
    {
      what: 'a price above the mean',
      nine: repeat('100', 9),
      price: '110',
      action: 'hold',
      average: '101',
      reason: '110 is 8.91 % above its 10-day average 101',
    },
    {
      what: 'a price that equals nine equal midnights',
      nine: repeat('0.999586', 9),
      price: '0.999586',
      action: 'hold',
      average: '0.999586',
      reason: '0.999586 is exactly at its 10-day average 0.999586',
    },
    {
      what: 'a price that equals the mean of different midnights, which floats would put below it',
      nine: ['0.1', '0.2', '0.3', '0.4', '0.5', '0.6', '0.7', '0.8', '0.9'],
      price: '0.5',
      action: 'hold',
      average: '0.5',
      reason: '0.5 is exactly at its 10-day average 0.5',
    },
    {
      what: 'a price whose distance to the mean rounds to nothing',
      nine: repeat('19113.66', 9),
      price: '19113.65',
      action: 'buy',
      average: '19113.659',
      reason: '19113.65 is 0.00 % below its 10-day average 19113.659',
    },
    {
      what: 'a mean that differs from the price in its 41st digit only',
      nine: [...repeat('1', 8), '1.000000000000000000000000000000000000001'],
      price: '1',
      action: 'buy',
      average: '1.0000000000000000000000000000000000000001',
      reason: '1 is 0.00 % below its 10-day average 1.0000000000000000000000000000000000000001',
    },
    {
      what: 'tiny prices',
      nine: repeat('1.64e-05', 9),
      price: '1.63e-05',
      action: 'buy',
      average: '0.00001639',
      reason: '0.0000163 is 0.55 % below its 10-day average 0.00001639',
    },
  ])('on $what: $action', ({ nine, price, action, average, reason }) => {
    expect(evaluate(nine, price)).toEqual({ action, average, reason });
  });

  it.each([0, 1, 8])('holds with only %i midnights, and says how many prices there are', (count) => {
    expect(evaluate(repeat('100', count), '1')).toEqual({
      action: 'hold',
      average: null,
      reason: `only ${count + 1} of 10 daily prices are known`,
    });
  });

  // Four midnights of 100 and the price p: average (400 + p) / 5. At p = 90 that is 98, and 90 is 100 × 8/98 = 8.163… % below.
  it.each([
    ['8', 'buy', '90 is 8.16 % below its 5-day average 98, more than 8 % below', '0.0136'], // (8.1633 − 8) / 12
    ['8.2', 'hold', '90 is 8.16 % below its 5-day average 98, not more than 8.2 % below', undefined],
  ])('with a window of 5 and a margin of %s %: %s', (margin, action, reason, strength) => {
    const strategy = aStrategy('below-average', { window: '5', margin, strength_span: '12' });
    expect(strategy.midnights).toBe(4);
    const signal = strategy.evaluate(aView('90', repeat('100', 4)));
    expect({ ...signal, strength: signal.strength?.toFixed(4) }).toMatchObject({ action, reason, strength });
  });

  it('takes a price exactly at the margin for not enough', () => {
    const action = (earlier: string, price: string, margin: string) =>
      evaluate(repeat(earlier, 3), price, { window: '4', margin }).action;
    // (3 × 85 + 45) / 4 = 75, and 45 is 30/75 = 40 % below it.
    expect([action('85', '45', '39.999999999999999999'), action('85', '45', '40')]).toEqual(['buy', 'hold']);
    // (3 × 100 + 60) / 4 = 90, and 60 is a third of it below it.
    expect([action('100', '60', '33.333333'), action('100', '60', '33.333334')]).toEqual(['buy', 'hold']);
  });

  it('looks at the last of more midnights than its window', () => {
    expect(evaluate([...repeat('1', 20), ...repeat('100', 9)], '90')).toMatchObject({ action: 'buy', average: '99' });
  });
});
