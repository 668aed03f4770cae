import type { PriceFile } from '../../market/price-file/read.js';
import { coinId, type Kind } from '../../settings/kinds.js';

/** A file of prices; one that does not name its coin has the coin's id before it. */
export const priceFile: Kind<PriceFile> = {
  expected: 'a file of prices, - for standard input, or COIN=FILE for a file that does not name its coin',
  parse: (text) => {
    const [, id = '', name = ''] = /^([^=/\\]+)=(.*)$/s.exec(text) ?? [];
    const coin = coinId.parse(id);
    const file = coin === undefined ? text : name;
    return file === '' ? undefined : { file, coin: coin ?? null };
  },
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
