import { DAY_MS } from '../../core/calendar.js';
import { CONDITIONS, readConditions } from '../../core/decisions/conditions.js';
import type { Decision, RecordedDecision } from '../../core/decisions/decision.js';
import { NOTHING_SPENT } from '../../core/limits/caps.js';
import { lookBackFrom } from '../../core/missed-slots.js';
import type { OrderRecord } from '../../core/order/order.js';
import type { Undelivered } from '../../core/records.js';
import { isLeftOut, paceOf, type SkippedCoin, type StatusFacts } from '../../core/status/facts.js';
import type { Ledger } from '../../ledger/ledger.js';
import { MOVED_TO } from '../../ledger/moved.js';
import { policyOf } from '../../settings/policy.js';
import { servicesOf } from '../../settings/services.js';
import type { Context } from '../context.js';

/** An exchange refuses an order that reaches it later than this. */
const EXPIRY_MS = 120_000;
/** How long a run may take to end after its deadline. */
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
  const coins = [...new Set([...holdings, ...decisions].map(({ coin }) => coin))];
  return {
    ...facts,
    isOlder: ledger.isOlder === true,
    recentOrders: config.broker === 'paper' ? [] : await readRecentOrders(ledger, now),
    account: null,
    movedTo: await ledger.loadSetting(MOVED_TO),
    lastRun: await ledger.loadLatestRun(now),
    openOrders: await ledger.loadOpenOrders(),
    undelivered: await readUndelivered(ledger, config),
    holdings,
    conditions: readConditions(await ledger.loadSetting(CONDITIONS)),
    spending: ticks.count > 0 ? await ledger.loadSpending(now, coins) : NOTHING_SPENT,
  };
}

/** Messages for a service that is no longer set up are left out. */
async function readUndelivered(ledger: Ledger, config: Context['config']): Promise<Undelivered[]> {
  const services = Object.keys(servicesOf(config));
  return (await ledger.loadUndelivered()).filter(({ service }) => services.includes(service));
}

/** An order is looked for until a week after it was closed, which is soon after it was promised. */
const RECENT_MS = 14 * DAY_MS;

/** Newest first. */
async function readRecentOrders(ledger: Ledger, now: Date): Promise<OrderRecord[]> {
  const recent: OrderRecord[] = [];
  for await (const order of ledger.streamOrders({})) {
    if (order.promisedAt.getTime() < now.getTime() - RECENT_MS) break;
    recent.push(order);
  }
  return recent;
}

/**
 * The decisions of the last tick, and the coins that all ticks of the last day have skipped. As soon as there is none of
 * these left, no further tick is read.
 */
async function readDecisions(ledger: Ledger, ticksOfDay: number): Promise<Pick<StatusFacts, 'decisions' | 'skipped'>> {
  let last: readonly Decision[] = [];
  let skipped: readonly SkippedCoin[] | null = null;
  for await (const decisions of byTick(ledger.streamDecisions({ ticks: Math.max(1, ticksOfDay) }))) {
    const own: SkippedCoin[] = decisions.filter((it) => it.action === 'skip' && !isLeftOut(it));
    if (skipped === null) last = decisions;
    skipped = (skipped ?? own).filter(({ coin }) => own.some((it) => it.coin === coin));
    if (skipped.length === 0) break;
  }
  return { decisions: last, skipped: skipped ?? [] };
}

/** The decisions of one tick after the other. */
async function* byTick(decisions: AsyncIterable<RecordedDecision>): AsyncGenerator<readonly Decision[]> {
  let id: string | null = null;
  let ofTick: Decision[] = [];
  for await (const { tick, decision } of decisions) {
    if (id !== null && tick.id !== id) {
      yield ofTick;
      ofTick = [];
    }
    id = tick.id;
    ofTick.push(decision);
  }
  if (id !== null) yield ofTick;
}
