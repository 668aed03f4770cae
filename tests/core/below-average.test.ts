import { describe, expect, it } from 'vitest';
import { toExactString } from '../../src/core/money.js';
import { belowAverage } from '../../src/core/strategies/below-average.js';
import { aQuote, midnights } from './examples.js';

const repeat = (price: string, count: number) => Array<string>(count).fill(price);

function evaluate(nine: readonly string[], price: string) {
  const { average, ...signal } = belowAverage.evaluate({
    quote: aQuote('bitcoin', price),
    dailyPrices: midnights('bitcoin', nine),
  });
  return { ...signal, average: average && toExactString(average) };
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
});
