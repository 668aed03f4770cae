import { describe, expect, it } from 'vitest';
import { combinations, strategyKinds } from '../../src/core/strategies/index.js';
import type { Signal } from '../../src/core/strategies/strategy.js';
import { amount, aStrategy, aView } from './examples.js';

/** A signal with its amounts as texts. */
const told = ({ strength, notional, average, ...signal }: Signal) => ({
  ...signal,
  ...(strength && { strength: strength.toFixed(4) }),
  ...(notional && { notional: notional.toFixed() }),
  ...(average && { average: average.toFixed() }),
});

it('each rule says what it does', async () => {
  const kinds = [...strategyKinds.values(), ...combinations.values()];
  const texts = kinds.map(({ name, summary, explanation }) => `${name} ${summary}.\n${explanation}\n`);
  await expect(texts.join('\n')).toMatchFileSnapshot('written/strategies.txt');
});

describe('dca', () => {
  it('always buys', () => {
    expect(told(aStrategy('dca').evaluate(aView('1')))).toEqual({ action: 'buy', reason: 'dca buys at every tick' });
    expect(aStrategy('dca').midnights).toBe(0);
  });
});

describe('drawdown', () => {
  const strategy = aStrategy('drawdown', { days: '4', percent: '20', strength_span: '40' });

  it.each([
    [
      ['90', '100', '95'],
      '80',
      'buy',
      '80 is 20.00 % below 100, the highest of its last 4 days, at least 20 %',
      '0.0000',
    ],
    // (100 − 70) / 100 = 30 %, and (30 − 20) / 40 = 0.25
    [
      ['90', '100', '95'],
      '70',
      'buy',
      '70 is 30.00 % below 100, the highest of its last 4 days, at least 20 %',
      '0.2500',
    ],
    [
      ['90', '100', '95'],
      '30',
      'buy',
      '30 is 70.00 % below 100, the highest of its last 4 days, at least 20 %',
      '1.0000',
    ],
    [
      ['90', '100', '95'],
      '80.01',
      'hold',
      '80.01 is 19.99 % below 100, the highest of its last 4 days, less than 20 %',
    ],
    // The price now is the highest itself.
    [['90', '100', '95'], '110', 'hold', '110 is 0.00 % below 110, the highest of its last 4 days, less than 20 %'],
    // What is older than the last days is forgotten.
    [
      ['500', '90', '100', '95'],
      '85',
      'hold',
      '85 is 15.00 % below 100, the highest of its last 4 days, less than 20 %',
    ],
    [['100', '95'], '1', 'hold', 'only 3 of 4 daily prices are known'],
  ])('after %j, at %s: %s', (earlier, price, action, reason, strength?: string) => {
    expect(told(strategy.evaluate(aView(price, earlier)))).toEqual({ action, reason, ...(strength && { strength }) });
  });
});

describe('rsi', () => {
  it.each([
    // Changes −2 +1 −1: rises average 1/3, falls 3/3; RSI = 100 − 100 / (1 + (1/3) / 1) = 25.
    ['30', ['10', '8', '9'], '8', 'buy', 'its 3-day RSI is 25.00, below 30', '0.1667'], // (30 − 25) / 30
    ['25', ['10', '8', '9'], '8', 'hold', 'its 3-day RSI is 25.00, not below 25'],
    // One more day, −3: by Wilder's smoothing rises (2 × 1/3 + 0) / 3 = 2/9, falls (2 × 1 + 3) / 3 = 5/3;
    // RSI = 100 − 100 / (1 + (2/9) / (5/3)) = 100 − 100 / (17/15) = 11.76…
    ['30', ['10', '8', '9', '8'], '5', 'buy', 'its 3-day RSI is 11.76, below 30', '0.6080'], // (30 − 11.76) / 30
    ['30', ['4', '3', '2'], '1', 'buy', 'its 3-day RSI is 0.00, below 30', '1.0000'],
    ['30', ['1', '2', '3'], '4', 'hold', 'its 3-day RSI is 100.00, not below 30'],
    // A price that never moved has not fallen.
    ['30', ['1', '1', '1'], '1', 'hold', 'its 3-day RSI is 100.00, not below 30'],
    ['30', ['10', '8'], '8', 'hold', 'only 3 of 4 daily prices are known'],
    // The same as the first, at prices that a float holds only in part.
    [
      '30',
      ['0.00000000001', '0.000000000008', '0.000000000009'],
      '0.000000000008',
      'buy',
      'its 3-day RSI is 25.00, below 30',
      '0.1667',
    ],
  ])('below %s, after %j, at %s: %s', (below, earlier, price, action, reason, strength?: string) => {
    const signal = aStrategy('rsi', { period: '3', below }).evaluate(aView(price, earlier));
    expect(told(signal)).toEqual({ action, reason, ...(strength && { strength }) });
  });

  it('looks ten periods back, and no further', () => {
    expect(aStrategy('rsi').midnights).toBe(140);
    // A fall so deep that it still counts after ten periods of two days.
    const fall = ['1e30', ...Array.from({ length: 19 }, (_, day) => String(100 + day))];
    const strategy = aStrategy('rsi', { period: '2' });
    expect(strategy.evaluate(aView('200', fall)).reason).toBe('its 2-day RSI is 0.00, below 30');
    expect(strategy.evaluate(aView('200', [...fall, '119'])).reason).toBe('its 2-day RSI is 100.00, not below 30');
  });
});

describe('value-averaging', () => {
  // Views are of 2026-11-22.
  it.each([
    // Day 3, so 30 is aimed at; 2 × 11 = 22 is there.
    [
      '2026-11-20',
      '2',
      '11',
      'buy',
      'the holding is worth 22 of the 30 aimed at on day 3, 10 a day since 2026-11-20: 8 is missing',
      '8',
    ],
    [
      '2026-11-22',
      '0',
      '11',
      'buy',
      'the holding is worth 0 of the 10 aimed at on day 1, 10 a day since 2026-11-22: 10 is missing',
      '10',
    ],
    ['2026-11-20', '2', '15', 'hold', 'the holding is worth 30 of the 30 aimed at on day 3, 10 a day since 2026-11-20'],
    ['2026-11-20', '2', '16', 'hold', 'the holding is worth 32 of the 30 aimed at on day 3, 10 a day since 2026-11-20'],
    ['2026-11-23', '0', '11', 'hold', 'value-averaging starts on 2026-11-23'],
    // A leap day counts: from 2024-02-28 to 2026-11-22 are 998 days, and the first is one, too.
    [
      '2024-02-28',
      '0',
      '11',
      'buy',
      'the holding is worth 0 of the 9990 aimed at on day 999, 10 a day since 2024-02-28: 9990 is missing',
      '9990',
    ],
  ])('since %s, holding %s at %s: %s', (start, quantity, price, action, reason, notional?: string) => {
    const position = { coin: 'bitcoin', buyCount: 1, quantity: amount(quantity), costBasis: amount('20') };
    const signal = aStrategy('value-averaging', { start }).evaluate(aView(price, [], { position }));
    expect(told(signal)).toEqual({ action, reason, ...(notional && { notional }) });
  });
});
