import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { filePath } from '../../core/values/file-path.js';
import { usageError } from '../../errors.js';
import { filePath as fileOfLedger } from '../../ledger/sqlite/url.js';
import type { PriceFile } from '../../market/price-file/read.js';
import { realPath } from '../../runtime/real-path.js';
import { option } from '../input.js';
import { type OutputFile, openOutputFile } from '../output-file.js';

export const html = option('--html <file>', 'also write a page with charts, which opens without a network', filePath, {
  example: 'report.html',
});

/**
 * A page to be written when the work is done. `kept` is the URL of the ledger that is written before it. Throws a usage
 * CryptoBotError where it cannot be, or would replace something else than a page.
 */
export function openPageFile(said: string, prices: readonly PriceFile[], kept?: string): OutputFile {
  const page = openOutputFile('--html', said);
  if (prices.some(({ file }) => realPath(file) === page.path))
    throw usageError(`--html ${page.path}: it is a file of prices: name another one`);
  if (kept?.startsWith('file:') && realPath(fileOfLedger(kept)) === page.path)
    throw usageError(`--html ${page.path}: it is the ledger of --keep: name another file`);
  refuseOther(page.path);
  return {
    ...page,
    write(text) {
      refuseOther(page.path); // another program may have written there by now
      page.write(text);
    },
  };
}

/** Throws a usage CryptoBotError where there is a file that is neither empty nor a page. */
function refuseOther(file: string): void {
  if (statSync(file, { throwIfNoEntry: false }) && !isPage(file))
    throw usageError(`--html ${file}: what is there is no page, and would be lost: name another file`);
}

const BEGIN = '<!doctype html>';

/** Whether a file is a page, or empty. */
function isPage(file: string): boolean {
  if (!statSync(file).isFile()) return false;
  try {
    const descriptor = openSync(file, 'r');
    const bytes = Buffer.alloc(BEGIN.length);
    const begin = bytes.toString('latin1', 0, readSync(descriptor, bytes));
    closeSync(descriptor);
    return begin === '' || begin.toLowerCase() === BEGIN;
  } catch {
    return false; // it may be anything
  }
}
