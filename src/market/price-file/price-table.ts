import { dayOf } from '../../core/calendar.js';
import type { CoinId, DailyPrice } from '../../core/model.js';
import type { Decimal } from '../../core/money.js';
import type { RowStore } from './row-store.js';

/** What the files say of a coin at an instant. */
export interface PricedRow {
  readonly coin: CoinId;
  readonly symbol: string;
  readonly name: string;
  readonly at: Date;
  readonly price: Decimal;
  readonly marketCap: Decimal | null;
  readonly high24h: Decimal | null;
  readonly low24h: Decimal | null;
}

const NONE = -1;

/** Of one coin, the number of its row at each instant, and of its latest row not after it. */
interface Places {
  readonly exact: Int32Array;
  readonly latest: Int32Array;
}

/** The rows of some price files by instant and coin. An instant is a time at which any coin has a row, named by its place. */
export class PriceTable {
  /** By the time of their first row, then by id. */
  readonly coins: readonly CoinId[];
  readonly instants: readonly Date[];
  /** Whether a header says that there are market caps. */
  readonly hasMarketCaps: boolean;
  readonly #rows: RowStore;
  readonly #instantsByMs: ReadonlyMap<number, number>;
  /** The UTC day of each instant. */
  readonly #days: readonly string[];
  readonly #places: ReadonlyMap<CoinId, Places>;
  /** Those that were asked for, by coin and instant: each tick asks for many that an earlier one has seen. */
  readonly #midnights = new Map<CoinId, Map<number, DailyPrice>>();

  /** `isTwice` is told each row that is of the same coin and instant as an earlier one; the earlier one counts. */
  constructor(rows: RowStore, hasMarketCaps: boolean, isTwice: (row: number, earlier: number) => void) {
    const timesMs = [...new Set(rows.timesMs)].sort((a, b) => a - b);
    this.#rows = rows;
    this.hasMarketCaps = hasMarketCaps;
    this.instants = timesMs.map((ms) => new Date(ms));
    this.#instantsByMs = new Map(timesMs.map((ms, instant) => [ms, instant]));
    this.#days = this.instants.map(dayOf);
    const places = this.#place(isTwice);
    this.#places = places;
    const firstOf = (coin: CoinId) => places.get(coin)?.exact.findIndex((row) => row !== NONE) ?? 0;
    this.coins = [...places.keys()].sort((a, b) => firstOf(a) - firstOf(b) || (a < b ? -1 : 1));
  }

  #place(isTwice: (row: number, earlier: number) => void): Map<CoinId, Places> {
    const places = new Map<CoinId, Places>();
    const { coins, timesMs, count } = this.#rows;
    const none = () => new Int32Array(this.instants.length).fill(NONE);
    for (let row = 0; row < count; row++) {
      const coin = coins[row] ?? '';
      const instant = this.#instantsByMs.get(timesMs[row] ?? 0) ?? 0;
      const { exact } = places.get(coin) ?? { exact: none() };
      if (!places.has(coin)) places.set(coin, { exact, latest: none() });
      const earlier = exact[instant] ?? NONE;
      if (earlier === NONE) exact[instant] = row;
      else isTwice(row, earlier);
    }
    for (const { exact, latest } of places.values())
      for (let instant = 0; instant < exact.length; instant++)
        latest[instant] = exact[instant] === NONE ? (latest[instant - 1] ?? NONE) : (exact[instant] ?? NONE);
    return places;
  }

  /** The place of an instant; undefined where no coin has a row. */
  instantAt(timeMs: number): number | undefined {
    return this.#instantsByMs.get(timeMs);
  }

  /** A coin's price at an instant; null where it has none. */
  priceAt(coin: CoinId, instant: number): Decimal | null {
    return this.#rows.prices[this.#rowAt(coin, instant)] ?? null;
  }

  /** A coin's price at an instant that is a midnight; null where it has none. */
  midnightAt(coin: CoinId, instant: number): DailyPrice | null {
    const own = this.#midnights.get(coin) ?? new Map<number, DailyPrice>();
    const known = own.get(instant);
    if (known) return known;
    const [price, day] = [this.priceAt(coin, instant), this.#days[instant]];
    if (!price || !day) return null;
    const daily = { coin, day, price };
    this.#midnights.set(coin, own.set(instant, daily));
    return daily;
  }

  /** A coin's latest price not after an instant; null before its first. */
  latestPrice(coin: CoinId, instant: number): Decimal | null {
    return this.#rows.prices[this.#places.get(coin)?.latest[instant] ?? NONE] ?? null;
  }

  /** When a coin had its latest price not after an instant; null before its first. */
  latestPriceAt(coin: CoinId, instant: number): Date | null {
    const ms = this.#rows.timesMs[this.#places.get(coin)?.latest[instant] ?? NONE];
    return ms === undefined ? null : new Date(ms);
  }

  /** A coin's market cap at an instant; null where it is not known. A cap of 0 is none that is known. */
  marketCapAt(coin: CoinId, instant: number): Decimal | null {
    return positive(this.#rows.marketCaps.at(this.#rowAt(coin, instant)));
  }

  /** A coin's highest and lowest price of the 24 hours before an instant; null where it is not known. */
  highAt(coin: CoinId, instant: number): Decimal | null {
    return positive(this.#rows.highs.at(this.#rowAt(coin, instant)));
  }

  lowAt(coin: CoinId, instant: number): Decimal | null {
    return positive(this.#rows.lows.at(this.#rowAt(coin, instant)));
  }

  /** What a coin is called at an instant: its id where the files do not say. */
  symbolAt(coin: CoinId, instant: number): string {
    return this.#rows.symbols[this.#rowAt(coin, instant)] ?? coin;
  }

  nameAt(coin: CoinId, instant: number): string {
    return this.#rows.names[this.#rowAt(coin, instant)] ?? coin;
  }

  /** Compares the market caps of two coins at an instant: the larger one first, an unknown one last. */
  compareCaps(one: CoinId, other: CoinId, instant: number): number {
    return this.#rows.marketCaps.compare(this.#rowAt(other, instant), this.#rowAt(one, instant));
  }

  /** Everything that the files say of a coin at an instant; null where they say nothing. */
  rowAt(coin: CoinId, instant: number): PricedRow | null {
    const at = this.instants[instant];
    const price = this.priceAt(coin, instant);
    if (!price || !at) return null;
    return {
      coin,
      symbol: this.symbolAt(coin, instant),
      name: this.nameAt(coin, instant),
      at,
      price,
      marketCap: this.marketCapAt(coin, instant),
      high24h: this.highAt(coin, instant),
      low24h: this.lowAt(coin, instant),
    };
  }

  /** How many UTC days have an instant, up to one. */
  daysUntil(instant: number): number {
    return new Set(this.#days.slice(0, instant + 1)).size;
  }

  #rowAt(coin: CoinId, instant: number): number {
    return this.#places.get(coin)?.exact[instant] ?? NONE;
  }
}

function positive(amount: Decimal | null): Decimal | null {
  return amount?.isZero() ? null : amount;
}
