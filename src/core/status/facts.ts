import type { SlotUnit } from '../calendar.js';
import type { Decision } from '../decisions/decision.js';
import type { Caps, Spending } from '../limits/caps.js';
import { estimateUnit, unitOfSlot } from '../missed-slots.js';
import { type CoinId, PRICE_FILE } from '../model.js';
import type { Decimal } from '../money.js';
import type { OrderRecord } from '../order/order.js';
import type { Holding } from '../portfolio.js';
import type { RunRecord, TickTimes, Undelivered } from '../records.js';

/** What the status of a set-up is made from: the ledger's own rows, and what the settings say. */
export interface StatusFacts {
  readonly now: Date;
  /** The source of prices that the settings name. */
  readonly market: string;
  readonly caps: Caps;
  /** Whether the ledger is of an older version, which the next run upgrades. */
  readonly isOlder: boolean;
  /** Where the ledger was moved to; null for one that was not. */
  readonly movedTo: string | null;
  /** How often a tick is expected; null where nothing says so. */
  readonly pace: Pace | null;
  /** With the times of all since `lookBackFrom`. */
  readonly ticks: TickTimes;
  readonly lastRun: RunRecord | null;
  /** After this a run that has not ended was killed. */
  readonly longestRunMs: number;
  /** Those of the last tick. */
  readonly decisions: readonly Decision[];
  /** The coins that every tick of the last day has skipped, with the reason of the last one. */
  readonly skipped: readonly SkippedCoin[];
  /** Orders that may still buy something, oldest first. */
  readonly openOrders: readonly OrderRecord[];
  /** After this an order in sending is one that its exchange cannot tell of. */
  readonly graceMs: number;
  /** With a broker that trades for real, those of the last days, whatever became of them; else none. */
  readonly recentOrders: readonly OrderRecord[];
  /** What was asked of the account at an exchange; null where nobody was asked. */
  readonly account: AskedAccount | null;
  /** Of the services that are set up. */
  readonly undelivered: readonly Undelivered[];
  readonly holdings: readonly Holding[];
  readonly spending: Spending;
  /** The codes of what lasts since the last tick. */
  readonly conditions: readonly string[];
}

/** What an exchange says is in the account, beside what the ledger expects; or why it did not say. */
export type AskedAccount = { readonly coins: readonly CoinBalance[] } | { readonly problem: string };

export interface CoinBalance {
  readonly coin: CoinId;
  /** What was there when live was turned on, with what was bought since. */
  readonly expected: Decimal;
  readonly actual: Decimal;
}

export interface SkippedCoin {
  readonly coin: CoinId;
  readonly reason: string;
}

/** The unit of time of which each slot is to have a tick. */
export interface Pace {
  readonly unit: SlotUnit;
  /** Whether it is made from the distances of the latest ticks. */
  readonly isEstimated: boolean;
}

/** Whether it is the ledger of a backtest: no run goes on in it. */
export function isOfBacktest({ latest }: Pick<TickTimes, 'latest'>): boolean {
  return latest[0]?.market === PRICE_FILE;
}

/**
 * How often a tick is expected: as is set, else as the latest tick in a slot says, else as far apart as the latest ones were.
 * Never in the ledger of a backtest.
 */
export function paceOf(oncePer: SlotUnit | null, { latest }: Pick<TickTimes, 'latest'>): Pace | null {
  if (isOfBacktest({ latest })) return null;
  const slot = latest.find((tick) => tick.slot !== null)?.slot;
  const said = oncePer ?? (slot ? unitOfSlot(slot) : null);
  if (said) return { unit: said, isEstimated: false };
  const unit = estimateUnit(latest.map(({ startedAt }) => startedAt));
  return unit && { unit, isEstimated: true };
}

/** Whether a coin was left out as the settings say, which nobody has to be told of. */
export function isLeftOut({ action, reason }: Pick<Decision, 'action' | 'reason'>): boolean {
  return action === 'skip' && reason.startsWith('left out:');
}
