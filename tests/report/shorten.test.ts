import { expect, it } from 'vitest';
import { shorten } from '../../src/report/format/shorten.js';

it.each([
  ['Bitcoin', 7, 'Bitcoin'],
  ['Bitcoin', 6, 'Bitco…'],
  ['Wrapped Bitcoin', 9, 'Wrapped…'],
  ['日本語', 6, '日本語'],
  ['日本語', 5, '日本…'],
  ['日本語', 4, '日…'],
  ['😀😀😀', 5, '😀😀…'],
  ['e\u0301e\u0301e\u0301', 3, 'e\u0301e\u0301e\u0301'],
  ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
  ['', 5, ''],
])('"%s" in %i columns is "%s"', (text, columns, shortened) => {
  expect(shorten(text, columns)).toBe(shortened);
});
