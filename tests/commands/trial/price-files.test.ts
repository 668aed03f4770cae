import { homedir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { priceFile } from '../../../src/commands/trial/price-files.js';

describe('the name of a file of prices', () => {
  it.each([
    ['prices.csv', { file: 'prices.csv', coin: null }],
    ['-', { file: '-', coin: null }],
    ['bitcoin=closes.csv', { file: 'closes.csv', coin: 'bitcoin' }],
    ['bitcoin=~/closes.csv', { file: `${homedir()}/closes.csv`, coin: 'bitcoin' }],
    ['a/b=c.csv', { file: 'a/b=c.csv', coin: null }],
  ])('is read from %s', (text, expected) => {
    expect(priceFile.parse(text)).toEqual(expected);
  });

  it.each([
    ['', 'it is empty'],
    ['bitcoin=', 'it is empty'],
    ['bitcoin=$HOME/closes.csv', '"$" is not replaced here'],
    ['closes\u009b.csv', 'no control characters'],
    ['https://example.com/closes.csv', 'it is a URL'],
  ])('is refused as any path is: %j', (text, why) => {
    expect(priceFile.parse(text)).toBeUndefined();
    expect(priceFile.why?.(text)).toContain(why);
  });
});
