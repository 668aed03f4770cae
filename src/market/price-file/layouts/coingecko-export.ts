import { checkOptional, parsePrice, parseWrittenTime } from '../cells.js';
import type { Recognize } from './layout.js';

const HEADER = 'snapped_at,price,market_cap,total_volume';

/** What CoinGecko's site exports of one coin: `2021-01-31 00:00:00 UTC,33114.36,616433529671,52755000000`. */
export const recognizeCoingeckoExport: Recognize = (header, coin) => {
  if (header.join(',') !== HEADER) return null;
  if (!coin) return "CoinGecko's export does not name its coin: give its id, such as bitcoin=FILE";
  return {
    hasMarketCaps: true,
    isStampedAtBegin: false,
    readRow([snappedAt = '', priceText = '', marketCap = '']) {
      const atMs = parseWrittenTime(snappedAt.replace(/^(\S+) (\S+) UTC$/, '$1T$2Z'), snappedAt);
      if (typeof atMs === 'string') return atMs;
      const price = parsePrice(priceText);
      if (typeof price === 'string') return price;
      const row = { coin, symbol: '', name: '', atMs, price, marketCap, high24h: '', low24h: '' };
      return checkOptional(marketCap, 'market_cap') ?? row;
    },
  };
};
