import type { CoinId } from '../../../core/model.js';
import type { Decimal } from '../../../core/money.js';

/** What a row of a price file says. Optional amounts are kept as they are written: '' is unknown. */
export interface PriceRow {
  readonly coin: CoinId;
  /** '' where the file does not say. */
  readonly symbol: string;
  readonly name: string;
  readonly atMs: number;
  readonly price: Decimal;
  readonly marketCap: string;
  readonly high24h: string;
  readonly low24h: string;
}

/** How the rows of a file are to be read. */
export interface Layout {
  readonly hasMarketCaps: boolean;
  /** Rows are stamped with the begin of a span, and their price is that of its end. */
  readonly isStampedAtBegin: boolean;
  /** The row, or what is wrong with it, in words that fit "FILE line 7: …". */
  readRow(fields: readonly string[]): PriceRow | string;
}

/**
 * Knows one layout by the header of a file: null for another's header, or what is wrong with its own. `coin` is what was
 * said of a file that does not name its coin.
 */
export type Recognize = (header: readonly string[], coin: CoinId | null) => Layout | string | null;
