import { expect, it } from 'vitest';
import { knownCoins } from '../../src/core/known-coins.js';
import { idsNamed } from '../../src/core/misnamed.js';

it('the largest coins have the symbols and names by which exchanges call them', async () => {
  const lines = [...knownCoins].map(([id, { symbol, names, krakenId }]) =>
    [id, symbol, names.join(', '), krakenId ?? symbol].join(' | '),
  );
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('written/known-coins.txt');
});

it('a word names the coins that have it as symbol or name, in capitals or not, but for the one whose id it is', () => {
  const other = { id: 'bitcoin-2', symbol: 'btc', name: 'Bitcoin' };
  expect(idsNamed('BTC', [other])).toEqual(['bitcoin-2', 'bitcoin']);
  expect(idsNamed('bitcoin', [other])).toEqual(['bitcoin-2']);
  expect(idsNamed('bit', [other])).toEqual([]);
});
