/** Midnights as a decision keeps them: those that the ledger has are referred to. */
import { dayBefore } from '../calendar.js';
import type { CoinId, DailyPrice } from '../model.js';
import type { Decimal } from '../money.js';
import { storedDecimal } from '../values/numbers/decimal.js';
import { day as dayKind } from '../values/times/day.js';
import { byKind, type Codec } from './codec.js';

const amount = byKind(storedDecimal);

/** The price of a coin's midnight as the ledger keeps it; undefined when it does not. */
export type KeptMidnight = (day: string, version: number) => Decimal | undefined;

/**
 * Days in a row, all of one version: ["2026-11-14", 9], or ["2026-11-14", 1, 2] where it is not the first. A day that the
 * ledger does not keep has its price: ["2026-11-14", "58279.46"].
 */
type DayRange = readonly [first: string, days: number | string, version: number];

/** The midnights of a coin, oldest first. */
export const midnightsOf = (coin: CoinId, kept: KeptMidnight): Codec<readonly DailyPrice[]> => ({
  encode: (midnights) => midnights.reduce(withMidnight, []).map(withoutFirstVersion),
  decode(json, path, refuse) {
    const runs = parseRuns(json) ?? refuse(path, json);
    return runs.flatMap(([first, days, version], index): DailyPrice[] => {
      const where = `${path}[${index}]`;
      if (typeof days === 'string') return [{ coin, day: first, price: amount.decode(days, where, refuse) }];
      return daysFrom(first, days).map((day) => ({
        coin,
        day,
        price: kept(day, version) ?? refuse(where, `${day}, version ${version}`),
      }));
    });
  },
});

/** The days that such a text refers to, with their versions; null when it is none. */
export function midnightsReferredTo(json: unknown): { readonly day: string; readonly version: number }[] | null {
  return (
    parseRuns(json)?.flatMap(([first, days, version]) =>
      typeof days === 'string' ? [] : daysFrom(first, days).map((day) => ({ day, version })),
    ) ?? null
  );
}

function withMidnight(runs: readonly DayRange[], { day, price, version }: DailyPrice): readonly DayRange[] {
  if (version === undefined) return [...runs, [day, String(amount.encode(price)), 1]];
  const last = runs.at(-1);
  if (last && typeof last[1] === 'number' && last[2] === version && dayAfter(last[0], last[1]) === day)
    return [...runs.slice(0, -1), [last[0], last[1] + 1, version]];
  return [...runs, [day, 1, version]];
}

function withoutFirstVersion([first, days, version]: DayRange): readonly unknown[] {
  return version === 1 ? [first, days] : [first, days, version];
}

/** Longer than any window: what says more is damaged. */
const MOST_DAYS = 100_000;

function parseRuns(json: unknown): DayRange[] | null {
  if (!Array.isArray(json)) return null;
  const runs = json.map(parseRun);
  return runs.every((run) => run !== null) ? runs : null;
}

function parseRun(json: unknown): DayRange | null {
  const [first, days, version = 1] = Array.isArray(json) ? json : [];
  if (typeof first !== 'string' || dayKind.parse(first) === undefined || !isCount(version)) return null;
  return typeof days === 'string' || isCount(days) ? [first, days, version] : null;
}

function isCount(json: unknown): json is number {
  return Number.isSafeInteger(json) && Number(json) >= 1 && Number(json) <= MOST_DAYS;
}

function daysFrom(first: string, days: number): string[] {
  return Array.from({ length: days }, (_, index) => dayAfter(first, index));
}

function dayAfter(day: string, days: number): string {
  return dayBefore(new Date(`${day}T00:00:00Z`), -days);
}
