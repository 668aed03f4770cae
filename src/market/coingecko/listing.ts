import * as v from 'valibot';
import type { CoinId, Listing, MarketProblem, Quote } from '../../core/model.js';
import { Decimal } from '../../core/money.js';
import { coinId } from '../../core/values/coin-id.js';
import { plainText } from '../../core/values/text.js';
import { instant } from '../../core/values/times/instant.js';
import { marketError } from '../../errors.js';

const MAX_NAME = 100;
const MAX_SYMBOL = 40;

const id = v.pipe(
  v.string(),
  v.check((text) => coinId.parse(text) !== undefined),
);

const amount = v.pipe(
  v.instance(Decimal),
  v.check((number) => number.isFinite()),
);
const optionalAmount = v.fallback(v.nullable(amount), null);

/** What is read of a row of /coins/markets. All but the id and the price may be null, absent or of a wrong type. */
const row = v.object({
  id,
  symbol: v.fallback(v.string(), ''),
  name: v.fallback(v.string(), ''),
  current_price: v.optional(v.unknown()),
  market_cap: optionalAmount,
  market_cap_rank: optionalAmount,
  high_24h: optionalAmount,
  low_24h: optionalAmount,
  price_change_24h: optionalAmount,
  price_change_percentage_24h: optionalAmount,
  market_cap_change_24h: optionalAmount,
  market_cap_change_percentage_24h: optionalAmount,
  last_updated: v.fallback(v.nullable(v.string()), null),
});
type Row = v.InferOutput<typeof row>;

/**
 * Reads the body of /coins/markets row by row, so that a bad one costs only itself; rows beyond `count` are cut off.
 * Throws a market-data CryptoBotError when the body is no list.
 */
export function parseListing(body: unknown, fetchedAt: Date, count?: number): Listing {
  if (!Array.isArray(body)) {
    throw marketError('CoinGecko answered with something else than a list of coins: check CRYPTO_BOT_COINGECKO_URL');
  }
  const seen = new Set<CoinId>();
  const results = body.slice(0, count).map((it, index) => parseRow(it, index + 1, seen, fetchedAt));
  const quotes = results.filter((result) => 'price' in result);
  const problems = results.filter((result) => 'problem' in result);
  return { quotes, problems };
}

function parseRow(value: unknown, number: number, seen: Set<CoinId>, fetchedAt: Date): Quote | MarketProblem {
  const unnamed = (problem: string) => ({
    coin: null,
    symbol: null,
    problem: `row ${number} of the market's list ${problem}`,
    row: number,
  });
  const parsed = v.safeParse(row, value);
  if (!parsed.success) return unnamed('is no coin with a usable id');
  const { id } = parsed.output;
  if (seen.has(id)) return unnamed(`is ${id} again, and was left out`);
  seen.add(id);
  return toQuote(parsed.output, number, fetchedAt);
}

function toQuote(row: Row, number: number, fetchedAt: Date): Quote | MarketProblem {
  const symbol = plainText(row.symbol, MAX_SYMBOL) || row.id;
  const price = row.current_price;
  if (!(price instanceof Decimal) || !price.isFinite() || !price.isPositive() || price.isZero()) {
    const problem = `${row.id}: the market gave no price (current_price is ${describe(price)})`;
    return { coin: row.id, symbol, problem, row: number };
  }
  return {
    coin: row.id,
    symbol,
    name: plainText(row.name, MAX_NAME) || row.id,
    price,
    marketCap: row.market_cap,
    marketCapRank: asRank(row.market_cap_rank),
    high24h: row.high_24h,
    low24h: row.low_24h,
    priceChange24h: row.price_change_24h,
    priceChangePercentage24h: row.price_change_percentage_24h,
    marketCapChange24h: row.market_cap_change_24h,
    marketCapChangePercentage24h: row.market_cap_change_percentage_24h,
    updatedAt: row.last_updated === null ? null : (instant.parse(row.last_updated) ?? null),
    fetchedAt,
  };
}

/** What a price that is none is, without repeating it. */
function describe(price: unknown): string {
  if (price === undefined) return 'missing';
  if (price === null) return 'null';
  if (!(price instanceof Decimal)) return typeof price === 'string' ? 'a string' : 'no number';
  if (!price.isFinite()) return 'a number out of all bounds';
  return price.isZero() ? '0' : 'negative';
}

function asRank(rank: Decimal | null): number | null {
  return rank?.isInteger() && rank.greaterThan(0) && rank.lessThan(1e9) ? rank.toNumber() : null;
}
