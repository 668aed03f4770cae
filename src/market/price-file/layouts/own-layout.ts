import { coinId } from '../../../core/values/coin-id.js';
import { quoted } from '../../../core/values/quoted.js';
import { visible } from '../../../core/values/text.js';
import { checkOptional, parsePrice, parseTime, rememberingLatest } from '../cells.js';
import type { Recognize } from './layout.js';

const REQUIRED = ['date', 'coin', 'price'] as const;
const OPTIONAL = ['market_cap', 'symbol', 'name', 'high_24h', 'low_24h'] as const;

/** The header of the own format, as it is told. */
const OWN_HEADER = `${REQUIRED.join(',')}[,${OPTIONAL.join(',')}]`;

const LONGEST_TEXT = 100;
/** What needs no closer look. */
const USUAL_TEXT = /^[\w .-]*$/;

/** `date,coin,price` and more columns, in any order. */
export const recognizeOwn: Recognize = (header, coin) => {
  const problem = problemOfHeader(header);
  if (problem) return problem;
  if (coin) return `the file names its coins itself: leave out ${coin}= before its name`;

  const column = (name: (typeof REQUIRED)[number] | (typeof OPTIONAL)[number]) => header.indexOf(name);
  const [date, id, price, marketCap] = [column('date'), column('coin'), column('price'), column('market_cap')];
  const [symbol, name, high, low] = [column('symbol'), column('name'), column('high_24h'), column('low_24h')];
  const timeOf = rememberingLatest(parseTime);
  return {
    hasMarketCaps: marketCap >= 0,
    isStampedAtBegin: false,
    readRow(fields) {
      const cell = (at: number) => fields[at] ?? '';
      const row = {
        coin: cell(id),
        symbol: cell(symbol),
        name: cell(name),
        marketCap: cell(marketCap),
        high24h: cell(high),
        low24h: cell(low),
      };
      const atMs = timeOf(cell(date));
      const amount = parsePrice(cell(price));
      if (typeof atMs === 'string') return atMs;
      if (coinId.parse(row.coin) === undefined)
        return `the coin is ${quoted(row.coin)}, and an id was expected, such as bitcoin`;
      if (typeof amount === 'string') return amount;
      const wrong =
        checkOptional(row.marketCap, 'market_cap') ??
        checkOptional(row.high24h, 'high_24h') ??
        checkOptional(row.low24h, 'low_24h') ??
        checkText(row.symbol, 'symbol') ??
        checkText(row.name, 'name');
      return wrong ?? { atMs, price: amount, ...row };
    },
  };
};

function checkText(text: string, column: string): string | null {
  if (text.length <= LONGEST_TEXT && (USUAL_TEXT.test(text) || visible(text) === text)) return null;
  return `${column} is ${quoted(text)}: too long, or not of plain letters`;
}

function problemOfHeader(header: readonly string[]): string | null {
  const known: readonly string[] = [...REQUIRED, ...OPTIONAL];
  const expected = `expected the header ${OWN_HEADER}, or that of CoinGecko's export or of CryptoDataDownload`;
  if (!header.some((name) => known.includes(name))) return `${expected}, but found ${quoted(header.join(','))}`;
  const missing = REQUIRED.find((name) => !header.includes(name));
  if (missing) return `the column ${missing} is missing: ${expected}`;
  const unknown = header.find((name) => !known.includes(name));
  if (unknown !== undefined) return `the column ${quoted(unknown)} is not known: ${expected}`;
  const twice = header.find((name, index) => header.indexOf(name) < index);
  return twice ? `the column ${twice} is there twice` : null;
}
