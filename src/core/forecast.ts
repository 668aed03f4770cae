import { DAY_MS, type SlotUnit } from './calendar.js';
import { Decimal } from './money.js';
import type { Policy } from './plan.js';

/** How often the program is run, and which of its runs are ticks. */
export interface Schedule {
  readonly from: Date;
  readonly days: number;
  readonly every: SlotUnit;
  readonly oncePer: SlotUnit | null;
}

export interface Forecast {
  readonly runs: number;
  /** The most runs that are ticks: a slot that is recorded already costs nothing. */
  readonly ticks: number;
  readonly buys: number;
  /** The least of all bounds, and which one it is; null when only a quantity is fixed, whatever it costs. */
  readonly mostSpent: Bound | null;
  /** Requests to the market: one a tick, and one per coin and day for the midnights. Retries come on top. */
  readonly requests: number;
  /** Of these, what the first tick of a day needs at once. */
  readonly requestsAtOnce: number;
}

/** The most that a rule lets be spent in all, in the quote currency. */
interface Bound {
  readonly by: string;
  readonly amount: Decimal;
}

const lengthMs: Readonly<Record<SlotUnit, number>> = { minute: 60_000, hour: 3_600_000, day: DAY_MS };

/** What some days of a policy on the top coins can cost at most, in money and in requests. */
export function forecast(schedule: Schedule, top: number, policy: Policy): Forecast {
  const { days, every, oncePer } = schedule;
  const runs = (days * DAY_MS) / lengthMs[every];
  const ticks = oncePer ? Math.min(runs, slotsTouched(schedule, oncePer)) : runs;
  const buys = ticks * top;
  const chartsPerDay = policy.strategy.midnights > 0 ? top : 0;
  return {
    runs,
    ticks,
    buys,
    mostSpent: least(boundsOf(policy, buys)),
    requests: ticks + chartsPerDay * Math.min(ticks, slotsTouched(schedule, 'day')),
    requestsAtOnce: 1 + chartsPerDay,
  };
}

/** How many UTC slots some days have a part of: one more than whole ones, unless they begin with one. */
function slotsTouched({ from, days }: Schedule, unit: SlotUnit): number {
  const slotOf = (timeMs: number) => Math.floor(timeMs / lengthMs[unit]);
  return slotOf(from.getTime() + days * DAY_MS - 1) - slotOf(from.getTime()) + 1;
}

/** Everything that bounds the spending. A cap is a line here. */
function boundsOf({ sizing }: Policy, buys: number): Bound[] {
  return 'notional' in sizing ? [{ by: 'notional', amount: sizing.notional.times(buys) }] : [];
}

function least(bounds: readonly Bound[]): Bound | null {
  const amount = bounds.length > 0 ? Decimal.min(...bounds.map((bound) => bound.amount)) : null;
  return bounds.find((bound) => amount?.equals(bound.amount)) ?? null;
}
