import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneLine, plainText, printable, visible } from '../../../src/core/values/text.js';

describe('plainText', () => {
  it.each([
    ['Bitcoin', 'Bitcoin'],
    ['  two\n lines\tand\u2028more ', 'two lines and more'],
    ['\u001b[31mred\u001b[0m\u0007', '[31mred[0m'],
    ['evil\u202egnp.exe', 'evilgnp.exe'],
    ['zero\u200bwidth', 'zerowidth'],
    ['💎 Gem', '💎 Gem'],
    ['x'.repeat(21), `${'x'.repeat(19)}…`],
    ['💎'.repeat(21), `${'💎'.repeat(19)}…`],
    ['💎'.repeat(20), '💎'.repeat(20)],
  ])('makes %j %j', (text, plain) => {
    expect(plainText(text, 20)).toBe(plain);
  });

  it('is one bounded line without control characters, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 1, max: 200 }), (text, max) => {
        const plain = plainText(text, max);
        expect(plain).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
        expect([...plain].length).toBeLessThanOrEqual(max);
      }),
    );
  });
});

describe('visible', () => {
  it.each([
    ['as it is, "quoted" — 日本 💎', 'as it is, "quoted" — 日本 💎'],
    ['\u001b[31mred\u0007', '\\u001b[31mred\\u0007'],
    ['two\nlines', 'two\\u000alines'],
    ['del\u007f c1\u009b', 'del\\u007f c1\\u009b'],
    ['evil\u202egnp.exe', 'evil\\u202egnp.exe'],
    ['line\u2028paragraph\u2029', 'line\\u2028paragraph\\u2029'],
    ['tag\u{e0041}', 'tag\\udb40\\udc41'],
    ['half\ud83d', 'half\\ud83d'],
  ])('makes %j %s', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('leaves JSON what it was, without control characters for a terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = visible(JSON.stringify({ text }));
        expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
        expect(JSON.parse(shown)).toEqual({ text });
      }),
    );
  });
});

describe('a whole output', () => {
  it.each([
    ['a\tb\nc\n', false, 'a\tb\nc\n'],
    ['\u001b[31mred\u001b[39m', false, '\\u001b[31mred\\u001b[39m'],
    ['\u001b[31mred\u001b[39m', true, '\u001b[31mred\u001b[39m'],
    ['\u001b[8mhidden\u001b[2J\u001b]0;title\u0007', true, '\\u001b[8mhidden\\u001b[2J\\u001b]0;title\\u0007'],
    ['a\rb\u009b\u2028', true, 'a\\u000db\\u009b\\u2028'],
    ['日本 💎', true, '日本 💎'],
    ['tag\u{e0041}', true, 'tag\\udb40\\udc41'],
  ])('%j, with colours %s, is printed as %j', (output, mayHaveColors, shown) => {
    expect(printable(output, mayHaveColors)).toBe(shown);
  });

  it('has lines that are one each', () => {
    expect(oneLine('a\nTick forged')).toBe('a\\u000aTick forged');
  });
});
