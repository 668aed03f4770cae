import { describe, expect, it } from 'vitest';
import { nearest } from '../../../src/core/values/nearest.js';
import { eachSetting } from '../../../src/settings/settings.js';

const variables = ['CRYPTO_BOT_HOME', ...eachSetting().flatMap(([, { env }]) => env)];
const keys = eachSetting().map(([, { key }]) => key);

describe('the nearest name', () => {
  it.each([
    ['CRYPTO_BOT_COINS', variables, ', did you mean CRYPTO_BOT_UNIVERSE_COINS?'],
    ['CRYPTO_BOT_MIN_NOTIONAL', variables, ', did you mean CRYPTO_BOT_SIZING_MIN_NOTIONAL?'],
    ['CRYPTO_BOT_TPO', variables, ', did you mean CRYPTO_BOT_TOP?'],
    ['CRYPTO_BOT_QUIET', variables, ''],
    ['exclude', keys, ', did you mean universe.exclude?'],
    ['cap.day', keys, ', did you mean caps.day?'],
    ['caps.dya', keys, ', did you mean caps.day?'],
    ['sslmod', ['sslmode', 'schema'], ', did you mean sslmode?'],
    ['caps.', keys, ''],
    ['nothing.alike', keys, ''],
    ['a'.repeat(100), ['a'.repeat(101)], `, did you mean ${'a'.repeat(101)}?`],
    ['a'.repeat(101), ['a'.repeat(100)], ''],
  ])('to %s', (mistyped, known, told) => {
    expect(nearest(mistyped, known)).toBe(told);
  });
});
