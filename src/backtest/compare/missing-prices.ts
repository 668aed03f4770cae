import { DAY_MS, dayOf } from '../../core/calendar.js';
import type { CoinId } from '../../core/model.js';
import type { Course } from '../courses.js';
import type { Problem } from '../problems.js';
import type { KnownPrices } from './known-prices.js';

/** A coin that was held on UTC days of which no price of it is known. */
export interface Missing {
  readonly coin: CoinId;
  /** YYYY-MM-DD, at least one, in the order of time. */
  readonly days: readonly string[];
}

/** The prices that are missing to value what courses held, up to an instant, by coin. */
export function findMissing(courses: readonly Course[], prices: KnownPrices, until: Date | null): Missing[] {
  if (!until) return [];
  return [...firstPurchases(courses)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([coin, since]): Missing[] => {
      const known = prices.daysOf(coin);
      const days = daysBetween(since, until).filter((day) => !known.has(day));
      return days.length === 0 ? [] : [{ coin, days }];
    });
}

/** When the first course had each coin. */
function firstPurchases(courses: readonly Course[]): Map<CoinId, Date> {
  const first = new Map<CoinId, Date>();
  for (const { firstBought } of courses)
    for (const [coin, at] of firstBought) if (at < (first.get(coin) ?? new Date(8.64e15))) first.set(coin, at);
  return first;
}

function daysBetween(since: Date, until: Date): string[] {
  const [first, last] = [Math.floor(since.getTime() / DAY_MS), Math.floor(until.getTime() / DAY_MS)];
  return Array.from({ length: last - first + 1 }, (_, index) => dayOf(new Date((first + index) * DAY_MS)));
}

/** In words. */
export function describeMissing({ coin, days }: Missing): Problem {
  const [first, last] = [days[0], days.at(-1)];
  const when = days.length === 1 ? `on ${first}` : `on ${days.length} days from ${first} to ${last}`;
  return { code: 'missing-prices', coin, message: `no price is known ${when}: the latest one before counts` };
}
