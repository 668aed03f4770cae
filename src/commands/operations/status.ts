import { Chalk } from 'chalk';
import { DAY_MS } from '../../core/calendar.js';
import type { Decision } from '../../core/decisions/decision.js';
import { NOTHING_SPENT } from '../../core/limits/caps.js';
import { lookBackFrom } from '../../core/missed-slots.js';
import { isLeftOut, paceOf, type SkippedCoin, type StatusFacts } from '../../core/status/facts.js';
import { examine } from '../../core/status/status.js';
import type { Ledger } from '../../ledger/ledger.js';
import { renderStatus, renderStatusJson } from '../../report/operations/status.js';
import { policyOf } from '../../settings/policy.js';
import { defineCommand } from '../command.js';
import type { Context } from '../context.js';
import { NEEDS_A_PERSON } from '../exit-codes.js';
import { json } from '../format.js';

/** An exchange that was asked for an order has refused it by then, if it was late. */
const EXPIRY_MS = 120_000;
/** A run has this after its deadline. */
const ENDING_MS = 60_000;

/** Says how the set-up does, from the ledger alone. */
export const command = defineCommand({
  options: { json },
  examples: ['crypto-bot status', 'crypto-bot status --json > status.json || echo "look at it"'],
  exitCodes: { [NEEDS_A_PERSON]: 'something needs a person' },
  run: async (context, { json }) => {
    const { terminal, color, ports } = context;
    const ledger = await ports.openLedger('read', { isQuiet: true });
    try {
      const status = examine(await gather(ledger, context));
      const style = { color: new Chalk({ level: color ? 1 : 0 }), width: terminal.columns };
      await terminal.print(json ? renderStatusJson(status) : renderStatus(status, style));
      return status.healthy ? 0 : NEEDS_A_PERSON;
    } finally {
      await ledger.close();
    }
  },
});

async function gather(ledger: Ledger, { config }: Context): Promise<StatusFacts> {
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
  return {
    ...facts,
    lastRun: await ledger.loadLatestRun(),
    openOrders: await ledger.loadOpenOrders(),
    undelivered: await ledger.loadUndelivered(),
    holdings: await ledger.loadHoldings(),
    spending: ticks.count > 0 ? await ledger.loadSpending(now, []) : NOTHING_SPENT,
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
