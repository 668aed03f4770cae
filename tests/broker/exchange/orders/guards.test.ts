import { describe, expect, it } from 'vitest';
import { clockProblem, deviationProblem } from '../../../../src/broker/exchange/orders/guards.js';
import { Decimal } from '../../../../src/core/money.js';

describe('what keeps an order from being sent', () => {
  it.each([
    [10_000, null],
    [-10_000, null],
    [10_001, "this machine's clock is 10 s ahead of Kraken's"],
    [-61_000, "this machine's clock is 61 s behind Kraken's"],
  ])('is a clock that is off by %d ms', (skewMs, problem) => {
    expect(clockProblem('Kraken', skewMs)).toBe(problem);
  });

  it.each<[string, string | undefined, string | null]>([
    ['100', '102', null],
    ['100', '98', null],
    ['100', '102.001', 'Kraken asks 102.001 where the market says 100: 2.01 % apart, and at most 2 % are allowed'],
    ['100', '97', 'Kraken asks 97 where the market says 100: 3.00 % apart, and at most 2 % are allowed'],
    ['100', undefined, 'nobody offers it on Kraken now'],
  ])('is a price that is too far from %s: %s', (decided, ask, problem) => {
    const asked = ask === undefined ? undefined : new Decimal(ask);
    expect(deviationProblem('Kraken', new Decimal(decided), asked, new Decimal(2))).toBe(problem);
  });
});
