import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { absolutePath } from '../../config.js';
import { filePath } from '../../core/values/file-path.js';
import { usageError } from '../../errors.js';
import type { PriceFile } from '../../market/price-file/read.js';
import { replaceFile } from '../../runtime/replace-file.js';
import { option } from '../input.js';

export const html = option('--html <file>', 'also write a page with charts, which opens without a network', filePath, {
  example: 'report.html',
});

/** A page that is to be written when the work is done. */
export interface PageFile {
  /** Writes the page in one step, in the place of an older one. Throws a usage CryptoBotError where that cannot be. */
  write(render: () => Promise<string>): Promise<void>;
}

/**
 * Makes sure that a page can be written there before the work begins. Throws a usage CryptoBotError where it cannot, and where
 * it would take the place of the prices.
 */
export function openPageFile(said: string, prices: readonly PriceFile[]): PageFile {
  const file = absolutePath(said);
  const folder = path.dirname(file);
  const refuse = (why: string) => usageError(`--html ${file}: ${why}`);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw refuse(`there is no folder ${folder}: make it first, or name another one`);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw refuse('it is a folder: name a file in it');
  if (prices.some((price) => path.resolve(price.file) === file))
    throw refuse('it is a file of prices: name another one');
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw refuse(`the folder ${folder} cannot be written: check its permissions, or name another one`);
  }
  return {
    async write(render) {
      const page = await render();
      try {
        replaceFile(file, page);
      } catch (error) {
        throw refuse(`it cannot be written (${error instanceof Error ? error.message : String(error)})`);
      }
    },
  };
}
