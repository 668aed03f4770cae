import { DAY_MS, dayOf } from '../../core/calendar.js';
import type { CoinId, DailyQuote } from '../../core/model.js';
import { type Decimal, toExactString } from '../../core/money.js';
import { usageError } from '../../errors.js';
import type { PriceTable } from '../../market/price-file/price-table.js';

const HEADER = 'date,coin,price,market_cap';

interface Row {
  readonly price: Decimal;
  readonly marketCap: Decimal | null;
}

/** The rows of a price file that is being written. What is there stays as it is, since completed midnights do not change. */
export class PriceStore {
  readonly #byCoin = new Map<CoinId, Map<number, Row>>();

  /** Takes all rows of a file. Throws a usage CryptoBotError where it has more than is written here, or less. */
  addFile(file: string, table: PriceTable): void {
    const refuse = (why: string) => usageError(`${file}: ${why}; name another file with --out`);
    if (!table.hasMarketCaps)
      throw refuse(`it has no column market_cap, and only a file with ${HEADER} is gone on with`);
    for (const coin of table.coins)
      for (const [instant, at] of table.instants.entries()) {
        const row = table.rowAt(coin, instant);
        if (!row) continue;
        if (row.symbol !== coin || row.name !== coin || row.high24h || row.low24h)
          throw refuse(`it has more columns than ${HEADER}, which would be lost`);
        this.#add(coin, at.getTime(), row);
      }
  }

  /** Adds midnights that are not there yet; gives how many these were. */
  add(quotes: readonly DailyQuote[]): number {
    return quotes.filter((quote) => this.#add(quote.coin, Date.parse(quote.day), quote)).length;
  }

  /** The first midnight between two, both included, that is not there; null where all are. */
  firstMissing(coin: CoinId, firstMs: number, lastMs: number): number | null {
    const rows = this.#byCoin.get(coin);
    for (let ms = firstMs; ms <= lastMs; ms += DAY_MS) if (!rows?.has(ms)) return ms;
    return null;
  }

  /** How many rows there are of a coin. */
  count(coin: CoinId): number {
    return this.#byCoin.get(coin)?.size ?? 0;
  }

  /** The whole file: by time, and at each time by coin, in the order in which the coins came. */
  render(): string {
    const rows = [...this.#byCoin].flatMap(([coin, own]) => [...own].map(([ms, row]) => ({ coin, ms, ...row })));
    const lines = rows
      .sort((one, other) => one.ms - other.ms)
      .map(({ coin, ms, price, marketCap }) =>
        [timeText(ms), coin, toExactString(price), marketCap ? toExactString(marketCap) : ''].join(','),
      );
    return [HEADER, ...lines, ''].join('\n');
  }

  #add(coin: CoinId, ms: number, { price, marketCap }: Row): boolean {
    const own = this.#byCoin.get(coin) ?? new Map<number, Row>();
    this.#byCoin.set(coin, own);
    if (own.has(ms)) return false;
    own.set(ms, { price, marketCap });
    return true;
  }
}

function timeText(ms: number): string {
  return ms % DAY_MS === 0 ? dayOf(new Date(ms)) : new Date(ms).toISOString();
}
