import * as v from 'valibot';
import { DAY_MS, dayOf } from '../../core/calendar.js';
import type { CoinId, DailyPrice, DailyQuote } from '../../core/model.js';
import { Decimal } from '../../core/money.js';
import { marketError } from '../../errors.js';

/** A point is a time in milliseconds and a price; either may be missing, and a point may be null. */
const point = v.nullable(v.looseTuple([v.nullable(v.instance(Decimal)), v.nullable(v.instance(Decimal))]));
const chart = v.object({ prices: v.array(point) });
const caps = v.object({ market_caps: v.array(point) });

/**
 * The completed midnights in a body of /coins/{id}/market_chart, oldest first: points at other times, such as the last,
 * which is now's, and points without a positive price are left out. Throws a market-data CryptoBotError when the body is
 * no chart, or has two prices for one midnight.
 */
export function parseChart(body: unknown, coin: CoinId, now: Date): DailyPrice[] {
  const parsed = v.safeParse(chart, body);
  if (!parsed.success) {
    throw marketError(
      `${coin}: CoinGecko answered with something else than a chart of prices: check CRYPTO_BOT_COINGECKO_URL`,
    );
  }
  const byDay = new Map<string, DailyPrice>();
  for (const [time, price] of parsed.output.prices.filter((it) => it !== null)) {
    if (!time || !price?.greaterThan(0) || !isMidnight(time)) continue;
    const day = dayOf(new Date(time.toNumber()));
    if (byDay.has(day) && time.equals(now.getTime())) continue; // at midnight itself, now's point looks like another one
    if (byDay.get(day)?.price.equals(price) === false) {
      throw marketError(`${coin}: CoinGecko gave two prices for the midnight of ${day}: try again later`);
    }
    byDay.set(day, { coin, day, price });
  }
  return [...byDay.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Likewise, with the market caps of the same body; one that is missing or not above zero is not known. */
export function parseDailyQuotes(body: unknown, coin: CoinId, now: Date): DailyQuote[] {
  const parsed = v.safeParse(caps, body);
  const points = parsed.success ? parsed.output.market_caps.filter((it) => it !== null) : [];
  const byMs = new Map(points.map(([time, cap]) => [time?.toNumber(), cap?.greaterThan(0) ? cap : null]));
  return parseChart(body, coin, now).map((daily) => ({
    ...daily,
    marketCap: byMs.get(Date.parse(daily.day)) ?? null,
  }));
}

function isMidnight(time: Decimal): boolean {
  return time.modulo(DAY_MS).isZero() && time.isPositive();
}
