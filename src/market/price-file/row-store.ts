import type { CoinId } from '../../core/model.js';
import { compact, type Decimal } from '../../core/money.js';
import { spacingOf } from './check/spacing.js';
import { AmountColumn } from './layouts/amount-column.js';
import type { PriceRow } from './layouts/layout.js';

/** Rows as they were read, by their number: a column for each kind of value, since there may be hundreds of thousands. */
export class RowStore {
  readonly coins: CoinId[] = [];
  readonly timesMs: number[] = [];
  readonly prices: Decimal[] = [];
  readonly marketCaps = new AmountColumn();
  readonly highs = new AmountColumn();
  readonly lows = new AmountColumn();
  readonly symbols: string[] = [];
  readonly names: string[] = [];
  /** Where each was read: the file's place among the files, and the line. */
  readonly files: number[] = [];
  readonly lines: number[] = [];
  /** Each text once, and not as a part of the much longer text it was cut from. */
  readonly #texts = new Map<string, string>();

  get count(): number {
    return this.coins.length;
  }

  push(file: number, row: PriceRow, line: number): void {
    this.coins.push(this.#own(row.coin));
    this.timesMs.push(row.atMs);
    this.prices.push(compact(row.price));
    this.marketCaps.push(row.marketCap);
    this.highs.push(row.high24h);
    this.lows.push(row.low24h);
    this.symbols.push(this.#own(row.symbol || row.coin));
    this.names.push(this.#own(row.name || row.coin));
    this.files.push(file);
    this.lines.push(line);
  }

  /** Moves rows that are stamped with the begin of their span to its end; false where one time alone does not say how long it is. */
  moveToEnds(from: number): boolean {
    const span = spacingOf([...new Set(this.timesMs.slice(from))].sort((a, b) => a - b));
    if (span === null) return false;
    for (let row = from; row < this.count; row++) this.timesMs[row] = (this.timesMs[row] ?? 0) + span;
    return true;
  }

  #own(text: string): string {
    const own = this.#texts.get(text);
    if (own !== undefined) return own;
    const copy = Buffer.from(text).toString();
    this.#texts.set(copy, copy);
    return copy;
  }
}
