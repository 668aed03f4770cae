import { DEFAULT_STEP } from '../../core/limits/sizing.js';
import { toExactString } from '../../core/money.js';
import { amount } from '../../core/values/numbers/amount.js';
import { decimalBetween } from '../../core/values/numbers/decimal.js';
import { optional, required } from '../setting.js';

/** How much a buy is at most and at least, and how much may be bought in all. */
export const limits = {
  maxMultiplier: required(decimalBetween('1', '100'), '1', {
    key: 'sizing.max_multiplier',
    meaning: 'how many times the amount the strongest signal buys; the weakest buys it once',
    example: '3',
  }),
  step: required(amount, toExactString(DEFAULT_STEP), {
    key: 'sizing.step',
    meaning: 'every quantity is rounded down to a multiple of it',
  }),
  minNotional: optional(amount, {
    key: 'sizing.min_notional',
    meaning: "the least amount of the quote currency to buy for; less than it is carried to the coin's next buy",
    unset: 'none',
    example: '10',
  }),
  capTick: optional(amount, {
    key: 'caps.tick',
    meaning: 'the most that one tick may buy for, in the quote currency',
    unset: 'no such cap',
    example: '100',
  }),
  capDay: optional(amount, {
    key: 'caps.day',
    meaning: 'the most that may be bought for in a UTC day',
    unset: 'no such cap',
    example: '100',
  }),
  capMonth: optional(amount, {
    key: 'caps.month',
    meaning: 'the most that may be bought for in a UTC month',
    unset: 'no such cap',
    example: '1000',
  }),
  capCoin: optional(amount, {
    key: 'caps.coin',
    meaning: 'the most that any one coin may be bought for, in all',
    unset: 'no such cap',
    example: '5000',
  }),
  capTotal: optional(amount, {
    key: 'caps.total',
    meaning: 'the most that may be bought for, in all',
    unset: 'no such cap',
    example: '10000',
  }),
};
