import { coinId } from '../../core/values/coin-id.js';
import type { Kind } from '../../core/values/kind.js';
import type { PriceFile } from '../../market/price-file/read.js';

/** A file of prices; one that does not name its coin has the coin's id before it. */
export const priceFile: Kind<PriceFile> = {
  expected: 'a file of prices, - for standard input, or COIN=FILE for a file that does not name its coin',
  example: 'prices.csv',
  parse: (text) => {
    const [, id = '', name = ''] = /^([^=/\\]+)=(.*)$/s.exec(text) ?? [];
    const coin = coinId.parse(id);
    const file = coin === undefined ? text : name;
    return file === '' ? undefined : { file, coin: coin ?? null };
  },
  print: writtenAs,
};

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
