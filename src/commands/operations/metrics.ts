import { spendingOf } from '../../core/limits/caps.js';
import { ZERO } from '../../core/money.js';
import { valuePortfolio } from '../../core/portfolio.js';
import type { RunRecord } from '../../core/records.js';
import type { StatusFacts } from '../../core/status/facts.js';
import { examine } from '../../core/status/status.js';
import { type Figures, renderPrometheus } from '../../report/operations/prometheus.js';
import { defineCommand } from '../command.js';
import { gatherFacts } from './gather-facts.js';

/** Prints figures for a machine's monitoring, from the ledger alone. */
export const command = defineCommand({
  examples: ['crypto-bot metrics'],
  run: async (context) => {
    const ledger = await context.ports.openLedger('read');
    try {
      const facts = await gatherFacts(ledger, context);
      const own = await ledger.loadMarket();
      const quoteCurrency = own?.quoteCurrency ?? context.config.quoteCurrency;
      await context.terminal.print(renderPrometheus(figuresOf(facts, quoteCurrency)));
      return 0;
    } finally {
      await ledger.close();
    }
  },
});

function figuresOf(facts: StatusFacts, quoteCurrency: string): Figures {
  const { ticks, lastRun, holdings, now } = facts;
  const { missed, money, openOrders } = examine(facts);
  const { positions } = valuePortfolio(holdings, quoteCurrency, now);
  const run = lastRun && figuresOfRun(lastRun);
  return {
    ...(run && { run }),
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

/** Null for a run that has not ended. */
function figuresOfRun({ beganAt, endedAt, exitCode }: RunRecord): Figures['run'] | null {
  if (endedAt === null || exitCode === null) return null;
  return { at: beganAt, exitCode, durationMs: Math.max(0, endedAt.getTime() - beganAt.getTime()), requests: null };
}

function coinCaps({ caps, holdings, spending }: StatusFacts) {
  const { coin: size } = caps;
  if (!size) return [];
  return holdings.map(({ coin }) => {
    const left = size.minus(spendingOf(spending, coin).amount);
    return { cap: 'coin', coin, left: left.isNegative() ? ZERO : left };
  });
}
