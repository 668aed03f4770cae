import { DAY_MS } from '../../core/calendar.js';
import type { CoinId, Quote } from '../../core/model.js';
import { Decimal, percentOf } from '../../core/money.js';
import type { PriceTable } from './price-table.js';

/** A coin at an instant of the files; null where it has no price. Its 24-hour changes are from its row exactly 24 hours before. */
export function quoteOf(table: PriceTable, coin: CoinId, instant: number, marketCapRank: number | null): Quote | null {
  const row = table.rowAt(coin, instant);
  if (!row) return null;
  const { symbol, name, at, price, marketCap, high24h, low24h } = row;
  const dayAgo = table.instantAt(at.getTime() - DAY_MS);
  const priceDayAgo = dayAgo === undefined ? null : table.priceAt(coin, dayAgo);
  const capDayAgo = () => (dayAgo === undefined ? null : table.marketCapAt(coin, dayAgo));
  // What few rules look at is computed when it is looked at.
  return {
    coin,
    symbol,
    name,
    price,
    marketCap,
    marketCapRank,
    high24h,
    low24h,
    get priceChange24h() {
      return priceDayAgo && price.minus(priceDayAgo);
    },
    get priceChangePercentage24h() {
      return percentChange(priceDayAgo, price);
    },
    get marketCapChange24h() {
      return marketCap && (capDayAgo()?.negated().plus(marketCap) ?? null);
    },
    get marketCapChangePercentage24h() {
      return percentChange(capDayAgo(), marketCap);
    },
    updatedAt: at,
    fetchedAt: at,
  };
}

const DECIMALS = 5;

/** Rounded half away from zero to 5 decimals, as CoinGecko tells it. */
function percentChange(from: Decimal | null, to: Decimal | null): Decimal | null {
  if (!from || !to) return null;
  return percentOf(to.minus(from), from)?.toDecimalPlaces(DECIMALS, Decimal.ROUND_HALF_UP) ?? null;
}
