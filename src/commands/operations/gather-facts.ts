import { DAY_MS } from '../../core/calendar.js';
import type { Decision } from '../../core/decisions/decision.js';
import { NOTHING_SPENT } from '../../core/limits/caps.js';
import { lookBackFrom } from '../../core/missed-slots.js';
import { isLeftOut, paceOf, type SkippedCoin, type StatusFacts } from '../../core/status/facts.js';
import type { Ledger } from '../../ledger/ledger.js';
import { policyOf } from '../../settings/policy.js';
import type { Context } from '../context.js';

/** An exchange that was asked for an order has refused it by then, if it was late. */
const EXPIRY_MS = 120_000;
/** A run has this after its deadline. */
const ENDING_MS = 60_000;

/** Reads what a status is made from. Asks the ledger only. Throws its errors. */
export async function gatherFacts(ledger: Ledger, { config }: Context): Promise<StatusFacts> {
  const { now, market, oncePer, deadlineMs, exchangeGraceMs } = config;
  const recent = await ledger.loadTickTimes(new Date(now.getTime() - DAY_MS));
  const pace = paceOf(oncePer ?? null, recent);
  const ticks = pace ? await ledger.loadTickTimes(lookBackFrom(now, pace.unit)) : recent;
  const { decisions, skipped } = await readDecisions(ledger, recent.since.length);
  const facts = {
    now,
    market,
    caps: policyOf(config).caps,
    pace,
    ticks,
    longestRunMs: deadlineMs + ENDING_MS,
    graceMs: exchangeGraceMs + EXPIRY_MS,
    decisions,
    skipped,
  };
  const holdings = await ledger.loadHoldings();
  const coins = holdings.map(({ coin }) => coin);
  return {
    ...facts,
    lastRun: await ledger.loadLatestRun(),
    openOrders: await ledger.loadOpenOrders(),
    undelivered: await ledger.loadUndelivered(),
    holdings,
    spending: ticks.count > 0 ? await ledger.loadSpending(now, coins) : NOTHING_SPENT,
  };
}

/**
 * The decisions of the last tick, and the coins that all ticks of the last day have skipped. As soon as there is none of
 * these left, no further tick is read.
 */
async function readDecisions(
  ledger: Ledger,
  ticksOfDay: number,
): Promise<{ decisions: readonly Decision[]; skipped: readonly SkippedCoin[] }> {
  const decisions: Decision[] = [];
  let last: string | undefined;
  let current: string | undefined;
  let skipped = new Map<string, string>();
  let now = new Set<string>();
  const endTick = () => {
    if (current !== last) skipped = new Map([...skipped].filter(([coin]) => now.has(coin)));
    now = new Set();
  };
  for await (const { tick, decision } of ledger.streamDecisions({ ticks: Math.max(1, ticksOfDay) })) {
    if (current !== tick.id) {
      if (current !== undefined) endTick();
      if (current !== undefined && skipped.size === 0) break;
      current = tick.id;
      last ??= tick.id;
    }
    const isSkipped = decision.action === 'skip' && !isLeftOut(decision);
    if (tick.id === last) decisions.push(decision);
    if (isSkipped && tick.id === last) skipped.set(decision.coin, decision.reason);
    if (isSkipped) now.add(decision.coin);
  }
  endTick();
  return { decisions, skipped: [...skipped].map(([coin, reason]) => ({ coin, reason })) };
}
