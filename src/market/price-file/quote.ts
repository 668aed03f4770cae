import { DAY_MS } from '../../core/calendar.js';
import type { CoinId, Quote } from '../../core/model.js';
import { type Decimal, roundedPercentOf } from '../../core/money.js';
import type { PriceTable } from './price-table.js';

/** A coin at an instant of the files; null where it has no price. Its 24-hour changes are from its row exactly 24 hours before. */
export function quoteOf(table: PriceTable, coin: CoinId, instant: number, marketCapRank: number | null): Quote | null {
  const row = table.rowAt(coin, instant);
  if (!row) return null;
  const { symbol, name, at, price, marketCap, high24h, low24h } = row;
  const dayAgo = table.instantAt(at.getTime() - DAY_MS);
  const priceDayAgo = dayAgo === undefined ? null : table.priceAt(coin, dayAgo);
  const capDayAgo = dayAgo === undefined ? null : table.marketCapAt(coin, dayAgo);
  const priceChange24h = change(priceDayAgo, price);
  const marketCapChange24h = change(capDayAgo, marketCap);
  return {
    coin,
    symbol,
    name,
    price,
    marketCap,
    marketCapRank,
    high24h,
    low24h,
    priceChange24h,
    priceChangePercentage24h: percent(priceChange24h, priceDayAgo),
    marketCapChange24h,
    marketCapChangePercentage24h: percent(marketCapChange24h, capDayAgo),
    updatedAt: at,
    fetchedAt: at,
  };
}

function change(from: Decimal | null, to: Decimal | null): Decimal | null {
  return from && (to?.minus(from) ?? null);
}

/** Rounded half away from zero to 5 decimals, as CoinGecko tells it. */
function percent(changed: Decimal | null, from: Decimal | null): Decimal | null {
  return changed && from && roundedPercentOf(changed, from, 5);
}
