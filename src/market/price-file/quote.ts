import { DAY_MS } from '../../core/calendar.js';
import type { CoinId, Quote } from '../../core/model.js';
import { type Decimal, roundedPercentOf } from '../../core/money.js';
import type { PriceTable } from './price-table.js';

/** A coin at an instant of the files; null where it has no price. Its 24-hour changes are from its row exactly 24 hours before. */
export function quoteOf(table: PriceTable, coin: CoinId, instant: number, marketCapRank: number | null): Quote | null {
  const price = table.priceAt(coin, instant);
  const at = table.instants[instant];
  return price && at ? new FileQuote(table, coin, instant, price, at, marketCapRank) : null;
}

/** Few rules look at its caps, its range and its changes: they are made when they are asked for, since there may be millions. */
class FileQuote implements Quote {
  readonly #table: PriceTable;
  readonly #instant: number;
  readonly coin: CoinId;
  readonly symbol: string;
  readonly name: string;
  readonly price: Decimal;
  readonly marketCapRank: number | null;
  readonly updatedAt: Date;
  readonly fetchedAt: Date;

  constructor(table: PriceTable, coin: CoinId, instant: number, price: Decimal, at: Date, rank: number | null) {
    this.#table = table;
    this.#instant = instant;
    this.coin = coin;
    this.symbol = table.symbolAt(coin, instant);
    this.name = table.nameAt(coin, instant);
    this.price = price;
    this.marketCapRank = rank;
    this.updatedAt = at;
    this.fetchedAt = at;
  }

  get marketCap(): Decimal | null {
    return this.#table.marketCapAt(this.coin, this.#instant);
  }

  get high24h(): Decimal | null {
    return this.#table.highAt(this.coin, this.#instant);
  }

  get low24h(): Decimal | null {
    return this.#table.lowAt(this.coin, this.#instant);
  }

  get priceChange24h(): Decimal | null {
    return change(this.#priceDayAgo, this.price);
  }

  get priceChangePercentage24h(): Decimal | null {
    return percent(this.priceChange24h, this.#priceDayAgo);
  }

  get marketCapChange24h(): Decimal | null {
    return change(this.#marketCapDayAgo, this.marketCap);
  }

  get marketCapChangePercentage24h(): Decimal | null {
    return percent(this.marketCapChange24h, this.#marketCapDayAgo);
  }

  get #priceDayAgo(): Decimal | null {
    const dayAgo = this.#dayAgo;
    return dayAgo === undefined ? null : this.#table.priceAt(this.coin, dayAgo);
  }

  get #marketCapDayAgo(): Decimal | null {
    const dayAgo = this.#dayAgo;
    return dayAgo === undefined ? null : this.#table.marketCapAt(this.coin, dayAgo);
  }

  get #dayAgo(): number | undefined {
    return this.#table.instantAt(this.fetchedAt.getTime() - DAY_MS);
  }
}

function change(from: Decimal | null, to: Decimal | null): Decimal | null {
  return from && (to?.minus(from) ?? null);
}

/** Rounded half away from zero to 5 decimals, as CoinGecko tells it. */
function percent(changed: Decimal | null, from: Decimal | null): Decimal | null {
  return changed && from && roundedPercentOf(changed, from, 5);
}
