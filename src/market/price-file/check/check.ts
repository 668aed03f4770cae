import type { CoinId } from '../../../core/model.js';
import { Decimal, percentOf } from '../../../core/money.js';
import type { PricedRow, PriceTable } from '../price-table.js';
import { type Gap, gapsOf } from './gaps.js';
import { spacingOf } from './spacing.js';

/** What price files have of one coin, with its gaps and jumps. */
export interface CoinCheck {
  readonly coin: CoinId;
  readonly first: Date;
  readonly last: Date;
  readonly rows: number;
  /** From one row to the next, most of the time, in milliseconds; null of a single row. */
  readonly spacingMs: number | null;
  readonly gaps: readonly Gap[];
  readonly jumps: readonly Jump[];
  /** How many rows have no market cap; null where the files have none at all. */
  readonly withoutMarketCap: number | null;
}

/** A price that is far from the one in the row before. */
interface Jump {
  readonly at: Date;
  readonly from: Decimal;
  readonly to: Decimal;
  /** Unrounded. */
  readonly percent: Decimal;
}

const MOST_PERCENT = new Decimal(50);

/** Checks each coin of price files, in their order. */
export function checkPrices(table: PriceTable): CoinCheck[] {
  return table.coins.flatMap((coin) => {
    const rows = table.instants.flatMap((_, instant) => table.rowAt(coin, instant) ?? []);
    const [first, last] = [rows[0], rows.at(-1)];
    if (!first || !last) return [];
    const times = rows.map(({ at }) => at);
    return {
      coin,
      first: first.at,
      last: last.at,
      rows: rows.length,
      spacingMs: spacingOf(times.map((at) => at.getTime())),
      gaps: gapsOf(times),
      jumps: jumpsOf(rows),
      withoutMarketCap: table.hasMarketCaps ? rows.filter(({ marketCap }) => !marketCap).length : null,
    };
  });
}

function jumpsOf(rows: readonly PricedRow[]): Jump[] {
  return pairs(rows).flatMap(([{ price: from }, { at, price: to }]) => {
    const percent = percentOf(to.minus(from), from);
    return percent?.abs().greaterThan(MOST_PERCENT) ? [{ at, from, to, percent }] : [];
  });
}

/** Each row with the one after it. */
function pairs<Row>(rows: readonly Row[]): (readonly [Row, Row])[] {
  return rows.slice(1).flatMap((row, index) => {
    const before = rows[index];
    return before === undefined ? [] : [[before, row] as const];
  });
}
