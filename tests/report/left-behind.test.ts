import { expect, it } from 'vitest';
import { leftBehind } from '../../src/report/left-behind.js';

it.each([
  ['run --once-per hour', 'settled by the next run'],
  ['copy --to file:new.db', 'all of it was copied or nothing: the same command'],
  ['copy --move --to file:new.db', 'the ledger may be marked as moved: repeat crypto-bot copy --move'],
  ['prices fetch --coins bitcoin --out prices.csv', 'are in the file of --out'],
  ['prices fetch --coins bitcoin --out=prices.csv', 'are in the file of --out'],
  ['prices fetch --coins bitcoin', 'nothing was written'],
])('%s that is stopped says what it leaves behind', (command, words) => {
  expect(leftBehind(command.split(' '))).toContain(words);
});

it.each(['verify', 'prices check x.csv', 'cash deposit 5', ''])('%s that is stopped leaves nothing', (command) => {
  expect(leftBehind(command.split(' '))).toBe('');
});
