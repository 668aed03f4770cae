import { DAY_MS, type SlotUnit, slotLengthMs, slotNumber } from '../calendar.js';
import type { Sizing } from '../limits/sizing.js';
import type { CoinId } from '../model.js';
import { Decimal, sum } from '../money.js';
import type { OrderRecord } from '../order/order.js';
import type { UniverseRule } from '../universe.js';
import { midnightsNeeded } from './evaluate.js';
import type { Policy } from './plan.js';

/** How often the program is run, and which of its runs are ticks. */
export interface Schedule {
  readonly from: Date;
  readonly days: number;
  readonly every: SlotUnit;
  readonly oncePer: SlotUnit | null;
}

export interface Forecast {
  /** The most there can be. */
  readonly runs: number;
  /** The most runs that are ticks: a slot that is recorded already costs nothing. */
  readonly ticks: number;
  /** The most coins that a tick may be about. */
  readonly coins: number;
  readonly buys: number;
  /** What earlier buys have carried forward to these, in the quote currency. */
  readonly carried: Decimal;
  /** The least of all bounds, and which setting it is by; null when nothing bounds what a buy costs. */
  readonly mostSpent: Bound | null;
  /** Requests to the market: one or two a tick, and so many a day per coin and category. Retries come on top. */
  readonly requests: number;
  /** Of these, what the first tick of a day needs at once. */
  readonly requestsAtOnce: number;
}

/** The most that a rule lets be spent in all, in the quote currency. */
interface Bound {
  readonly by: string;
  readonly amount: Decimal;
}

/** What is carried forward to later buys: by coin, and what open orders had taken of it, which they give back when they buy nothing. */
export interface Carried {
  readonly coins: ReadonlyMap<CoinId, Decimal>;
  readonly openOrders: readonly Pick<OrderRecord, 'coin' | 'carried'>[];
}

export const NOTHING_CARRIED: Carried = { coins: new Map(), openOrders: [] };

/** What some days of a policy on a universe can cost at most, in money and in requests, after what was carried until now. */
export function forecast(
  schedule: Schedule,
  universe: UniverseRule,
  policy: Policy,
  before: Carried = NOTHING_CARRIED,
): Forecast {
  const { oncePer } = schedule;
  const runs = mostRuns(schedule);
  const ticks = oncePer ? Math.min(runs, slotsTouched(schedule, oncePer)) : runs;
  const coins = mostCoins(universe);
  const carried = carriedInto(universe, before);
  const perTick = universe.coins === null && universe.include.length > 0 ? 2 : 1;
  const charts = readsMidnights(universe, policy) ? coins : 0;
  const categories = universe.coins === null ? universe.excludeCategories.length : 0;
  const daysWithTicks = Math.min(ticks, slotsTouched(schedule, 'day'));
  return {
    runs,
    ticks,
    coins,
    buys: ticks * coins,
    carried,
    mostSpent: least(boundsOf(schedule, universe, policy, { ticks, carried })),
    requests: ticks * perTick + daysWithTicks * (charts * chartReads(schedule) + categories),
    requestsAtOnce: perTick + charts + categories,
  };
}

/** How many coins a tick may be about. */
export function mostCoins({ coins, exclude, top, hysteresis, include }: UniverseRule): number {
  return coins ? coins.filter((coin) => !exclude.includes(coin)).length : top + hysteresis + include.length;
}

/** Which coins a list by market cap will have is not known: each that something is carried for may be on it. */
function carriedInto({ coins, exclude }: UniverseRule, before: Carried): Decimal {
  const all = [...before.coins, ...before.openOrders.map(({ coin, carried }) => [coin, carried] as const)];
  const wanted = all.filter(([coin]) => !exclude.includes(coin) && (coins === null || coins.includes(coin)));
  return sum(wanted.map(([, carried]) => carried));
}

/** Midnights are read for the rule, to test for jumps, and to find coins that hardly move. */
function readsMidnights({ coins, excludeCategories, minMovementPercent }: UniverseRule, policy: Policy): boolean {
  const isMovementTested = coins === null && excludeCategories.includes('stablecoins') && minMovementPercent !== null;
  return midnightsNeeded(policy) > 0 || isMovementTested;
}

/** One in each slot, at the same time in it: in 30 days a month's line may run in each month that they touch. */
function mostRuns(schedule: Schedule): number {
  const { days, every } = schedule;
  return every === 'month' ? slotsTouched(schedule, every) : Math.ceil((days * DAY_MS) / slotLengthMs[every]);
}

/** How often a day a coin's midnights may be read: by every tick before today's is published, and by one after it. */
function chartReads({ every, oncePer }: Schedule): number {
  const UNPUBLISHED_MS = 35 * slotLengthMs.minute;
  const betweenTicksMs = Math.max(slotLengthMs[every], oncePer ? slotLengthMs[oncePer] : 0);
  return Math.min(Math.ceil(UNPUBLISHED_MS / betweenTicksMs) + 1, Math.ceil(DAY_MS / betweenTicksMs));
}

/** How many UTC slots some days have a part of: one more than whole ones, unless they begin with one. */
function slotsTouched({ from, days }: Schedule, unit: SlotUnit): number {
  const last = new Date(from.getTime() + days * DAY_MS - 1);
  return slotNumber(last, unit) - slotNumber(from, unit) + 1;
}

/** Everything that bounds the spending: a cap of a period renews with each that is touched. */
function boundsOf(
  schedule: Schedule,
  universe: UniverseRule,
  policy: Policy,
  { ticks, carried }: { readonly ticks: number; readonly carried: Decimal },
): Bound[] {
  const { strategy, sizing, caps } = policy;
  const coins = mostCoins(universe);
  const oneBuy = strategy.namesAmount ? undefined : mostNotional(sizing);
  const times = (amount: Decimal | undefined, count: number) => amount?.times(count);
  const bounds: (readonly [string, Decimal | undefined])[] = [
    ['notional', times(oneBuy, ticks * coins)?.plus(carried)],
    ['caps.tick', times(caps.tick, ticks)],
    ['caps.day', times(caps.day, Math.min(ticks, slotsTouched(schedule, 'day')))],
    ['caps.month', times(caps.month, Math.min(ticks, slotsTouched(schedule, 'month')))],
    // The coins of a list by market cap change, and each new one has its own cap.
    ['caps.coin', universe.coins ? times(caps.coin, coins) : undefined],
    ['caps.total', caps.total],
  ];
  return bounds.flatMap(([by, amount]) => (amount ? [{ by, amount }] : []));
}

/** The most that one buy may cost, but for what is carried; undefined where a quantity is bought, whatever it costs. */
export function mostNotional(sizing: Sizing): Decimal | undefined {
  return 'notional' in sizing ? sizing.notional.times(sizing.maxMultiplier ?? 1) : undefined;
}

function least(bounds: readonly Bound[]): Bound | null {
  const amount = bounds.length > 0 ? Decimal.min(...bounds.map((bound) => bound.amount)) : null;
  return bounds.find((bound) => amount?.equals(bound.amount)) ?? null;
}
