import { statSync } from 'node:fs';
import { coinId } from '../../core/values/coin-id.js';
import { explained } from '../../core/values/explained.js';
import { filePath } from '../../core/values/file-path.js';
import { usageError } from '../../errors.js';
import type { PriceFile } from '../../market/price-file/read.js';
import { fromHome } from '../../settings/places.js';

/** A file of prices; one that does not name its coin has the coin's id before it. ~/ is the home folder. */
export const priceFile = explained<PriceFile>({
  expected: 'a file of prices, - for standard input, or COIN=FILE for a file that does not name its coin',
  example: 'prices.csv',
  read: (text, refuse) => {
    const [, id = '', name = ''] = /^([^=/\\]+)=(.*)$/s.exec(text) ?? [];
    const coin = coinId.parse(id);
    const file = coin === undefined ? text : name;
    if (filePath.parse(file) === undefined) return refuse(filePath.why?.(file));
    return { file: fromHome(file), coin: coin ?? null };
  },
  print: writtenAs,
});

/** How a file was given. */
export function writtenAs({ file, coin }: PriceFile): string {
  return coin === null ? file : `${coin}=${file}`;
}

/** What is wrong with several files together. */
export function checkFiles(files: readonly PriceFile[]): string[] {
  return files.filter(({ file }) => file === '-').length > 1
    ? ['- is standard input, which can be read once only']
    : [];
}

/** Throws a usage CryptoBotError where a file is a pipe of its own, such as <(…) of a shell, and would have to be read again. */
export function refusePipes(files: readonly PriceFile[]): void {
  const pipe = files.find(({ file }) => file !== '-' && statSync(file, { throwIfNoEntry: false })?.isFIFO());
  if (pipe) throw usageError(`${pipe.file}: a pipe can be read once only: give it on standard input, as --prices -`);
}
