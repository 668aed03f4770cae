import { expect, it } from 'vitest';
import { renderAge } from '../../src/report/format/age.js';

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

it.each([
  [-5 * second, 'less than a minute'], // another machine's clock
  [0, 'less than a minute'],
  [minute - 1, 'less than a minute'],
  [minute, '1 minute'],
  [hour - 1, '59 minutes'],
  [hour, '1 hour'],
  [day - 1, '23 hours'],
  [day, '1 day'],
  [400 * day, '400 days'],
])('%i ms are %s', (ageMs, words) => {
  expect(renderAge(ageMs)).toBe(words);
});
