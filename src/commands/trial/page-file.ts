import path from 'node:path';
import { filePath } from '../../core/values/file-path.js';
import { usageError } from '../../errors.js';
import type { PriceFile } from '../../market/price-file/read.js';
import { option } from '../input.js';
import { type OutputFile, openOutputFile } from '../output-file.js';

export const html = option('--html <file>', 'also write a page with charts, which opens without a network', filePath, {
  example: 'report.html',
});

/** A page to be written when the work is done. Throws a usage CryptoBotError where it cannot be, or would replace the prices. */
export function openPageFile(said: string, prices: readonly PriceFile[]): OutputFile {
  const page = openOutputFile('--html', said);
  if (prices.some(({ file }) => path.resolve(file) === page.path))
    throw usageError(`--html ${page.path}: it is a file of prices: name another one`);
  return page;
}
