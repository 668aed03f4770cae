import { dayBefore, dayOf } from '../core/calendar.js';
import type { CoinId, DailyPrice, MarketProblem } from '../core/model.js';
import { ZERO } from '../core/money.js';
import type { Ledger } from '../ledger/ledger.js';
import { asProblem, type Market } from '../market/market.js';
import { type Asked, isPublished, NOTHING_ASKED } from './asked.js';

/** Completed midnights per coin, oldest first. */
export interface DailyPrices {
  readonly byCoin: ReadonlyMap<CoinId, readonly DailyPrice[]>;
  /** Those that were not cached. */
  readonly fetched: readonly DailyPrice[];
  readonly problems: readonly MarketProblem[];
  /** Which of the days the market was asked for now and did not have, by coin. */
  readonly asked: Asked;
}

export const NO_DAILY_PRICES: DailyPrices = { byCoin: new Map(), fetched: [], problems: [], asked: NOTHING_ASKED };

/**
 * The latest midnights of some coins, from the cache where it knows the whole window, and else from the market. What it did not
 * have when it was asked in this hour, it is not asked for again, once today's midnight should be published.
 *
 * A day before a coin's first price is kept as a price of zero, so that it is not asked for again; so is a gap that is a day old.
 * Both only where the answer ends today or yesterday: one that ends on another day is about another window, since this
 * computer's clock is wrong.
 */
export async function readDailyPrices(
  market: Market,
  ledger: Ledger,
  coins: readonly CoinId[],
  midnights: number,
  now: Date,
  asked: Asked = NOTHING_ASKED,
): Promise<DailyPrices> {
  if (midnights === 0 || coins.length === 0) return NO_DAILY_PRICES;
  const window = Array.from({ length: midnights }, (_, back) => dayBefore(now, back));
  const cached = byCoin(await ledger.loadDailyPrices(coins, dayBefore(now, midnights)));
  const reads = coins.map(async (coin) => {
    const known = cached.get(coin) ?? [];
    const knownDays = new Set(known.map((daily) => daily.day));
    const unknown = window.filter((day) => !knownDays.has(day));
    const askedFor = isPublished(now) ? (asked.get(coin) ?? []) : [];
    if (unknown.every((day) => askedFor.includes(day)))
      return { coin, prices: known.filter(hasPrice), fetched: [], missing: [] };
    try {
      const answer = await market.fetchDailyPrices(coin, midnights);
      const fetched = answer.filter(({ day }) => day <= dayOf(now));
      const prices = merge(known.filter(hasPrice), fetched);
      const [{ day: earliest } = { day: '' }] = prices;
      const isWhole = [dayOf(now), dayBefore(now, 1)].includes(answer.at(-1)?.day ?? '');
      const lacking = unknown.filter((day) => !prices.some((daily) => daily.day === day));
      // The midnight of yesterday is a day old.
      const isNever = (day: string) => isWhole && (day < earliest || day < dayOf(now));
      const zeros = lacking.filter(isNever).map((day) => ({ coin, day, price: ZERO }));
      return { coin, prices, fetched: [...zeros, ...fetched], missing: lacking.filter((day) => !isNever(day)) };
    } catch (error) {
      return { coin, prices: [], fetched: [], missing: [], problem: asProblem(coin, error) };
    }
  });
  const windows = await Promise.all(reads);
  return {
    byCoin: new Map(windows.map(({ coin, prices }) => [coin, latestWindow(prices, midnights, now)])),
    fetched: windows.flatMap((it) => it.fetched),
    problems: windows.flatMap((it) => it.problem ?? []),
    asked: isPublished(now)
      ? new Map(windows.flatMap(({ coin, missing }) => (missing.length > 0 ? [[coin, missing]] : [])))
      : NOTHING_ASKED,
  };
}

function byCoin(prices: readonly DailyPrice[]): ReadonlyMap<CoinId, readonly DailyPrice[]> {
  const groups = new Map<CoinId, DailyPrice[]>();
  for (const daily of prices) {
    const group = groups.get(daily.coin);
    if (group) group.push(daily);
    else groups.set(daily.coin, [daily]);
  }
  return groups;
}

/** By day; the cache has the day that the market's answer ends before while it has not published today's yet. */
function merge(known: readonly DailyPrice[], fetched: readonly DailyPrice[]): readonly DailyPrice[] {
  const days = new Set(fetched.map(({ day }) => day));
  const others = known.filter(({ day }) => !days.has(day));
  return others.length === 0 ? fetched : [...others, ...fetched].sort((a, b) => (a.day < b.day ? -1 : 1));
}

function hasPrice({ price }: DailyPrice): boolean {
  return !price.isZero();
}

export function joinDailyPrices(a: DailyPrices, b: DailyPrices): DailyPrices {
  return {
    byCoin: new Map([...a.byCoin, ...b.byCoin]),
    fetched: [...a.fetched, ...b.fetched],
    problems: [...a.problems, ...b.problems],
    asked: new Map([...a.asked, ...b.asked]),
  };
}

/**
 * The latest completed midnights: those of the `count` days that end today, or, before the source has published today's
 * (it takes up to 35 minutes), yesterday.
 */
export function latestWindow(prices: readonly DailyPrice[], count: number, now: Date): DailyPrice[] {
  const today = dayOf(now);
  const last = prices.some((daily) => daily.day === today) ? 0 : 1;
  const [firstDay, lastDay] = [dayBefore(now, last + count - 1), dayBefore(now, last)];
  return prices.filter(({ day }) => firstDay <= day && day <= lastDay);
}
