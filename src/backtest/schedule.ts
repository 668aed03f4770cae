import { DAY_MS, type SlotUnit, slotNumber } from '../core/calendar.js';
import { type Decimal, ZERO } from '../core/money.js';

/** How often there is a tick, or an inflow; the shortest first. */
export const periods = ['hour', 'day', 'week', 'month'] as const satisfies readonly SlotUnit[];
export type Period = (typeof periods)[number];

/** From when to when; both included, null for all there is. */
export interface Span {
  readonly since: Date | null;
  readonly until: Date | null;
}

/** What comes in, and when. */
export interface Contributions {
  /** At the first tick. */
  readonly cash: Decimal;
  /** At the first tick of each period; null for none. */
  readonly amount: Decimal | null;
  readonly every: Period;
}

/** When a tick takes place, and what comes in before it decides. */
export interface ScheduledTick {
  readonly at: Date;
  /** Its place among the instants of the prices. */
  readonly instant: number;
  readonly inflow: Decimal;
}

/** A day if every instant is at 00:00 UTC, else an hour. */
export function usualPeriod(instants: readonly Date[]): Period {
  return instants.every((at) => at.getTime() % DAY_MS === 0) ? 'day' : 'hour';
}

/** One tick in each period, at its earliest instant that is not before `since`; with what comes in there. */
export function scheduleTicks(
  instants: readonly Date[],
  every: Period,
  since: Date | null,
  contributions: Contributions,
): ScheduledTick[] {
  const within = instants.map((at, instant) => ({ at, instant })).filter(({ at }) => !since || at >= since);
  const ticks = firstOfEach(within, every);
  const paid = contributions.amount === null ? [] : firstOfEach(ticks, contributions.every);
  const isPaid = new Set(paid.map(({ instant }) => instant));
  return ticks.map(({ at, instant }, index) => {
    const first = index === 0 ? contributions.cash : ZERO;
    return { at, instant, inflow: isPaid.has(instant) ? first.plus(contributions.amount ?? ZERO) : first };
  });
}

/** The first in each period of things in the order of time. */
function firstOfEach<Thing extends { readonly at: Date }>(things: readonly Thing[], period: Period): Thing[] {
  let latest: number | null = null;
  return things.filter(({ at }) => {
    const number = slotNumber(at, period);
    const isFirst = number !== latest;
    latest = number;
    return isFirst;
  });
}
