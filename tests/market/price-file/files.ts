import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { type PriceFiles, readPriceFiles, readTolerantly } from '../../../src/market/price-file/read.js';
import { temporaryFolder } from '../../support/program.js';

/** A price file as it would be given: its content, and what was said of its coin. */
export interface Given {
  readonly content: string | Uint8Array;
  readonly coin?: string;
}

/** Writes contents as a.csv, b.csv and so on. */
export function writeFiles(given: readonly Given[]) {
  const folder = temporaryFolder();
  const files = given.map(({ content, coin = null }, index) => {
    const file = path.join(folder, `${'abcdef'[index]}.csv`);
    writeFileSync(file, content);
    return { file, coin };
  });
  return { folder, files };
}

const nothing = () => Readable.from([]);

/** Reads contents as price files. */
export function readAll(...given: Given[]): Promise<PriceFiles> {
  return readPriceFiles(writeFiles(given).files, nothing());
}

/** What is wrong with contents, without the folder. */
export async function problemsOf(...given: Given[]): Promise<string[]> {
  const { folder, files } = writeFiles(given);
  const problems: string[] = [];
  await readTolerantly(files, nothing(), (problem) => problems.push(problem));
  return problems.map((problem) => problem.replaceAll(`${folder}${path.sep}`, ''));
}

/** Every row as one line of text, by instant and coin. */
export function linesOf({ table }: PriceFiles): string[] {
  return table.instants.flatMap((at, instant) =>
    table.coins.flatMap((coin) => {
      const row = table.rowAt(coin, instant);
      if (!row) return [];
      const { symbol, name, price, marketCap, high24h, low24h } = row;
      const amounts = [price, marketCap, high24h, low24h].map((amount) => amount?.toFixed() ?? '-');
      return `${at.toISOString()} ${coin} ${symbol} ${name}: ${amounts.join(' ')}`;
    }),
  );
}
