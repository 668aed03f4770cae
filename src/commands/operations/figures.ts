import { spendingOf } from '../../core/limits/caps.js';
import { ZERO } from '../../core/money.js';
import { valuePortfolio } from '../../core/portfolio.js';
import type { RunRecord } from '../../core/records.js';
import type { StatusFacts } from '../../core/status/facts.js';
import { examine } from '../../core/status/status.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { Figures } from '../../report/operations/prometheus.js';
import type { Context } from '../context.js';
import { gatherFacts } from './gather-facts.js';

/** The figures of a ledger and of its latest run. Throws the ledger's errors. */
export async function readFigures(ledger: Ledger, context: Context): Promise<Figures> {
  const facts = await gatherFacts(ledger, context);
  const own = await ledger.loadMarket();
  const ofRun = facts.lastRun ? figuresOfRun(facts.lastRun) : {};
  return { ...ofRun, ...figuresOf(facts, own?.quoteCurrency ?? context.config.quoteCurrency) };
}

function figuresOf(facts: StatusFacts, quoteCurrency: string): Figures {
  const { ticks, holdings, now } = facts;
  const { missed, money, openOrders } = examine(facts);
  const { positions } = valuePortfolio(holdings, quoteCurrency, now);
  return {
    ledger: {
      lastTickAt: ticks.latest[0]?.startedAt ?? null,
      ticks: ticks.count,
      openOrders,
      missedSlots: missed.count,
      cash: money.cash && { balance: money.cash, currency: quoteCurrency },
      caps: [...money.caps.map(({ cap, left }) => ({ cap, coin: null, left })), ...coinCaps(facts)],
      positions: positions.map(({ buyCount, ...position }) => ({ ...position, purchases: buyCount })),
      quoteCurrency,
    },
  };
}

/** None of a run that has not ended. */
export function figuresOfRun({ beganAt, endedAt, exitCode, requests }: RunRecord): Figures {
  if (endedAt === null || exitCode === null) return {};
  return { run: { at: beganAt, exitCode, durationMs: Math.max(0, endedAt.getTime() - beganAt.getTime()), requests } };
}

function coinCaps({ caps, holdings, spending }: StatusFacts) {
  const { coin: size } = caps;
  if (!size) return [];
  return holdings.map(({ coin }) => {
    const left = size.minus(spendingOf(spending, coin).amount);
    return { cap: 'coin', coin, left: left.isNegative() ? ZERO : left };
  });
}
