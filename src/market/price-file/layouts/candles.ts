import { knownCoins } from '../../../core/known-coins.js';
import type { CoinId } from '../../../core/model.js';
import { quoted } from '../../../core/values/quoted.js';
import { parsePrice, parseWrittenTime } from '../cells.js';
import type { Recognize } from './layout.js';

const NEEDED = ['date', 'open', 'high', 'low', 'close'];

/** Whether a record is the line with the address that stands above the header. */
export function isBanner(fields: readonly string[]): boolean {
  return fields.some((field) => /cryptodatadownload/i.test(field));
}

/** CryptoDataDownload's candles of one coin: `2019-10-17 09-AM,BTCUSD,8051,8056.83,8021.23,8035.88,61.25,492394.56`. */
export const recognizeCandles: Recognize = (header, coin) => {
  const names = header.map((name) => name.trim().toLowerCase());
  if (!NEEDED.every((name) => names.includes(name))) return null;
  const [date, close, symbol] = [names.indexOf('date'), names.indexOf('close'), names.indexOf('symbol')];
  if (!coin && symbol < 0) return 'the file does not name its coin: give its id, such as bitcoin=FILE';
  return {
    hasMarketCaps: false,
    isStampedAtBegin: true,
    readRow(fields) {
      const pair = fields[symbol] ?? '';
      const known = coin ?? coinOfPair(pair);
      if (known === undefined)
        return `the symbol ${quoted(pair)} is not known: give the coin's id, such as bitcoin=FILE`;
      const written = fields[date] ?? '';
      const atMs = parseWrittenTime(isoOf(written), written);
      if (typeof atMs === 'string') return atMs;
      const price = parsePrice(fields[close] ?? '');
      if (typeof price === 'string') return price;
      return { coin: known, symbol: '', name: '', atMs, price, marketCap: '', high24h: '', low24h: '' };
    },
  };
};

const idsBySymbol: ReadonlyMap<string, CoinId> = new Map([...knownCoins].map(([id, { symbol }]) => [symbol, id]));

/** BTC/USD, BTC-USD, BTCUSDT or BTC. */
function coinOfPair(pair: string): CoinId | undefined {
  const base = /^([A-Z0-9]+?)[/-]?(USD[TC]?|EUR|GBP|JPY)?$/.exec(pair.toUpperCase())?.[1];
  return base === undefined ? undefined : idsBySymbol.get(base);
}

/** "2019-10-17", "2019-10-17 09:00:00" and "2019-10-17 09-AM" as ISO 8601; else the text as it is. */
function isoOf(text: string): string {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d)(?:-([AP]M)|(:\d\d(?::\d\d)?))$/.exec(text);
  if (!parts) return text;
  const [, day, hour = '', half, minutes = ':00'] = parts;
  if (half && (Number(hour) < 1 || Number(hour) > 12)) return text;
  const hour24 = half ? (Number(hour) % 12) + (half === 'PM' ? 12 : 0) : Number(hour);
  return `${day}T${String(hour24).padStart(2, '0')}${minutes}Z`;
}
