import { beginOfSlot, slotLengthMs, slotNumber, slotOf } from '../calendar.js';
import type { CoinId, Transaction } from '../model.js';
import { type Decimal, sum } from '../money.js';
import { type Portfolio, valuePortfolio } from '../portfolio.js';
import type { StatusFacts } from './facts.js';

/** What a day or a week came to. Amounts are in the quote currency. */
export interface Digest {
  /** "2026-11-22" or "2026-W47". */
  readonly period: string;
  readonly ticks: number;
  /** Slots without a tick; null where a slot is longer than the period, or nothing says how often a tick is due. */
  readonly missed: number | null;
  /** The most money first. */
  readonly bought: readonly CoinBought[];
  /** At the latest stored prices. */
  readonly portfolio: Portfolio;
}

interface CoinBought {
  readonly coin: CoinId;
  readonly quantity: Decimal;
  readonly notional: Decimal;
}

export type DigestUnit = 'day' | 'week';

/** The day or week that was the last one to end before an instant: its first instant, and that of the next one. */
export function lastPeriod(now: Date, unit: DigestUnit): { readonly from: Date; readonly until: Date } {
  const current = slotNumber(now, unit);
  return { from: beginOfSlot(current - 1, unit), until: beginOfSlot(current, unit) };
}

/** What the last day or week came to, by its ticks and what was bought in it; null where there was no tick before its end. */
export function digestOf(
  unit: DigestUnit,
  { now, pace, ticks, holdings }: Pick<StatusFacts, 'now' | 'pace' | 'ticks' | 'holdings'>,
  transactions: readonly Transaction[],
  quoteCurrency: string,
): Digest | null {
  const { from, until } = lastPeriod(now, unit);
  if (!ticks.first || ticks.first >= until) return null;
  const isInside = (at: Date) => at >= from && at < until;
  const times = ticks.since.filter(isInside);
  const own = transactions.filter(({ at }) => isInside(at));
  return {
    period: slotOf(from, unit),
    ticks: times.length,
    missed:
      pace && slotLengthMs[pace.unit] <= slotLengthMs[unit]
        ? missedIn(pace.unit, ticks.first, times, from, until)
        : null,
    bought: [...new Set(own.map(({ coin }) => coin))]
      .map((coin) => boughtOf(coin, own))
      .sort((a, b) => b.notional.comparedTo(a.notional)),
    portfolio: valuePortfolio(holdings, quoteCurrency, now),
  };
}

/** Slots of a time without a tick, since the first tick there was. */
function missedIn(
  unit: keyof typeof slotLengthMs,
  first: Date,
  times: readonly Date[],
  from: Date,
  until: Date,
): number {
  const slots = slotNumber(until, unit) - Math.max(slotNumber(from, unit), slotNumber(first, unit));
  return slots - new Set(times.map((at) => slotNumber(at, unit))).size;
}

function boughtOf(coin: CoinId, transactions: readonly Transaction[]): CoinBought {
  const own = transactions.filter((it) => it.coin === coin);
  return {
    coin,
    quantity: sum(own.map(({ quantity }) => quantity)),
    notional: sum(own.map(({ quantity, price }) => quantity.times(price))),
  };
}
