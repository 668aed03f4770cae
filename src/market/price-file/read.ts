import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { CoinId } from '../../core/model.js';
import { CryptoBotError, usageError } from '../../errors.js';
import { PriceTable } from './price-table.js';
import { readFile } from './read-file.js';
import { RowStore } from './row-store.js';
import { nameOf, openText } from './text-of-file.js';

/** A price file, and the coin it is about where that was said. */
export interface PriceFile {
  readonly file: string;
  readonly coin: CoinId | null;
}

export interface PriceFiles {
  readonly table: PriceTable;
  /** Of the files' bytes, one after the other. */
  readonly sha256: string;
}

/** Reads price files. Throws a usage CryptoBotError with the first thing that is wrong. */
export function readPriceFiles(files: readonly PriceFile[], stdin: Readable): Promise<PriceFiles> {
  return readTolerantly(files, stdin, (problem) => {
    throw usageError(problem);
  });
}

/** Reads what can be read of price files. `tell` is told everything that is wrong, with the file and the line. */
export async function readTolerantly(
  files: readonly PriceFile[],
  stdin: Readable,
  tell: (problem: string) => void,
): Promise<PriceFiles> {
  const rows = new RowStore();
  const sha256 = createHash('sha256');
  let hasMarketCaps = false;
  for (const [place, { file, coin }] of files.entries()) {
    const first = rows.count;
    let isWhole = true;
    const tellOf = (problem: string, line: number | null) => {
      isWhole = false;
      tell(`${placeOf(file, line)}: ${problem}`);
    };
    const to = { push: rows.push.bind(rows, place), tell: tellOf };
    const layout = await readFile(openText(file, stdin, sha256), coin, to).catch((error) => {
      if (!(error instanceof CryptoBotError)) throw error;
      tell(error.message);
      return null;
    });
    if (!layout) continue;
    hasMarketCaps ||= layout.hasMarketCaps;
    if (rows.count === first) {
      if (isWhole) tellOf('there is no row below the header', null);
    } else if (layout.isStampedAtBegin && !rows.moveToEnds(first))
      tellOf('a single candle does not say how long it is, and so when its price was', null);
  }

  const where = (row: number) => placeOf(files[rows.files[row] ?? 0]?.file ?? '', rows.lines[row] ?? null);
  const table = new PriceTable(rows, hasMarketCaps, (row, earlier) => {
    const at = new Date(rows.timesMs[row] ?? 0).toISOString();
    tell(`${where(row)}: ${rows.coins[row]} at ${at} is there twice, first in ${where(earlier)}`);
  });
  return { table, sha256: sha256.digest('hex') };
}

function placeOf(file: string, line: number | null): string {
  return line === null ? nameOf(file) : `${nameOf(file)} line ${line}`;
}
