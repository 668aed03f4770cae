import type { CoinId } from '../../core/model.js';
import type { PriceTable } from './price-table.js';

/**
 * The coins that have a price at an instant, in their order there: by market cap, those without one after those with one.
 * Between equals, and in files without market caps, the coin that has been there longer comes first, then the lesser id.
 */
export function rankCoins(table: PriceTable, instant: number): CoinId[] {
  const here = table.coins.filter((coin) => table.priceAt(coin, instant) !== null);
  if (!table.hasMarketCaps) return here;
  return here.sort((a, b) => table.compareCaps(a, b, instant));
}
