import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openPageFile } from '../../../src/commands/trial/page-file.js';
import { isOutputStream } from '../../../src/runtime/real-path.js';
import { temporaryFolder } from '../../support/program.js';

const PAGE = '<!doctype html>';

/** A folder with links, and what is wrong with a page in it, beside a ledger to keep and a file of prices. */
function arrange() {
  const folder = temporaryFolder();
  const at = (...names: string[]) => path.join(folder, ...names);
  mkdirSync(at('real'));
  symlinkSync('real', at('link'));
  symlinkSync('kept.db', at('real', 'to-nothing'));
  symlinkSync('prices.csv', at('real', 'to-prices'));
  symlinkSync('round', at('real', 'round'));
  writeFileSync(at('real', 'prices.csv'), '');
  const open = (file: string, kept = 'kept.db') =>
    openPageFile(file, [{ file: at('real', 'prices.csv'), coin: null }], `file:${at('real', kept)}`);
  return { at, open };
}

it.each([
  ['it is the ledger of --keep', 'real/kept.db', 'kept.db'],
  ['it is the ledger of --keep', 'link/kept.db', 'kept.db'],
  ['it is the ledger of --keep', 'link/../real/kept.db', 'kept.db'],
  ['it is the ledger of --keep', 'real/to-nothing', 'kept.db'],
  ['it is the ledger of --keep', 'real/kept.db', 'to-nothing'],
  ['it is a file of prices', 'real/prices.csv', 'kept.db'],
  ['it is a file of prices', 'link/to-prices', 'kept.db'],
  ['it is a folder', 'link', 'kept.db'],
  ['it is no ordinary file', '/dev/null', 'kept.db'],
  ['it cannot be looked at', 'real/round', 'kept.db'],
])('refuses a page, since %s: %s beside %s', (why, page, kept) => {
  const { at, open } = arrange();
  expect(() => open(path.resolve(at(), page), kept)).toThrow(why);
  expect(existsSync(at('real', 'kept.db'))).toBe(false);
});

it('writes through a link, which stays', () => {
  const { at, open } = arrange();
  symlinkSync(at('real', 'page.html'), at('page.html'));
  open(at('page.html')).write(`${PAGE}1`);
  open(at('page.html')).write(`${PAGE}2`);
  expect([lstatSync(at('page.html')).isSymbolicLink(), readFileSync(at('real', 'page.html'), 'utf8')]).toEqual([
    true,
    `${PAGE}2`,
  ]);
});

it('knows where the output of the program goes', () => {
  const { at } = arrange();
  expect(['/dev/stdout', '/dev/stderr', at('real', 'prices.csv'), at('none')].map(isOutputStream)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
