import { costOfFill, feeOfFill, quantityOfFill } from '../../core/fill.js';
import type { CoinId } from '../../core/model.js';
import { type Decimal, sum, ZERO } from '../../core/money.js';
import type { OrderRecord } from '../../core/order/order.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { Occasion } from '../benchmarks.js';
import type { Bought } from '../step.js';
import type { Terms } from '../trade.js';
import type { KnownPrices } from './known-prices.js';

/** What a ledger has of one instant: money that moved, a tick, and what was bought by it. */
interface Moment extends Omit<Occasion, 'instant'> {
  readonly purchases: readonly Bought[];
}

/** The history of a ledger: its money, ticks and purchases. */
export interface LedgerHistory {
  /** In the order of time, no time twice. */
  readonly moments: readonly Moment[];
  /** All coins that were judged or bought. */
  readonly coins: readonly CoinId[];
  readonly ticks: number;
  /** Of the ticks, the oldest first. */
  readonly strategies: readonly string[];
}

interface Draft {
  inflow: Decimal;
  isTick: boolean;
  terms: Terms | null;
  readonly universe: Set<CoinId>;
  readonly purchases: Bought[];
}

/** More entries than any account has. */
const ALL = 999_999_999;

const FREE: Terms = { feeRate: ZERO, slippageBps: ZERO };

/**
 * Reads the inflows, ticks and purchases of a ledger, and notes the prices at which its ticks judged. What was paid into the
 * account comes in, and what was paid out of it goes out. A purchase that was not paid from the account brought its own
 * money: there was none yet, or an exchange has it. A purchase counts at the time of its tick. Of a tick whose decisions were
 * pruned, the coins are known that it bought.
 */
export async function readLedgerHistory(ledger: Ledger, prices: KnownPrices): Promise<LedgerHistory> {
  const drafts = new Map<number, Draft>();
  const draftAt = (at: Date): Draft => {
    const draft = drafts.get(at.getTime()) ?? newDraft();
    drafts.set(at.getTime(), draft);
    return draft;
  };

  const paid = new Set<string>();
  for (const { amount, tickId, at } of await ledger.loadCash(ALL)) {
    if (tickId !== null) paid.add(tickId);
    else draftAt(at).inflow = draftAt(at).inflow.plus(amount);
  }

  const ticks = new Set<string>();
  const strategies = new Set<string>();
  for await (const { tick, decision } of ledger.streamDecisions({})) {
    ticks.add(tick.id);
    strategies.add(tick.strategy);
    const draft = draftAt(tick.startedAt);
    draft.isTick = true;
    if (!decision.inputs) continue;
    const { terms, quote } = decision.inputs;
    draft.universe.add(decision.coin);
    // The slippage of an exchange is the most that may be paid, not what was.
    draft.terms ??= terms.pair === null ? terms : { ...terms, slippageBps: ZERO };
    prices.note(decision.coin, tick.startedAt, quote.price);
  }

  for await (const order of ledger.streamOrders({})) {
    if (order.fills.length === 0) continue;
    const purchase = boughtBy(order);
    const draft = draftAt(order.createdAt);
    draft.purchases.push(purchase);
    if (!paid.has(order.tickId)) draft.inflow = draft.inflow.plus(purchase.cost);
    prices.note(order.coin, order.createdAt, order.price);
  }
  const moments = momentsOf(drafts);
  const coins = new Set(moments.flatMap((it) => [...it.universe, ...it.purchases.map(({ coin }) => coin)]));
  return { moments, coins: [...coins].sort(), ticks: ticks.size, strategies: [...strategies].reverse() };
}

function newDraft(): Draft {
  return { inflow: ZERO, isTick: false, terms: null, universe: new Set(), purchases: [] };
}

/** The terms of a moment without a decision are those of the one before it. */
function momentsOf(drafts: ReadonlyMap<number, Draft>): Moment[] {
  let latest = FREE;
  return [...drafts]
    .sort(([a], [b]) => a - b)
    .map(([ms, { universe, terms, isTick, ...draft }]) => {
      latest = terms ?? latest;
      const bought = draft.purchases.map(({ coin }) => coin);
      const judged = [...(universe.size > 0 ? universe : new Set(bought))];
      return { ...draft, at: new Date(ms), isTick: isTick || bought.length > 0, universe: judged, terms: latest };
    });
}

/** What an order has bought by all its fills, as one purchase. */
function boughtBy({ coin, pair, price, fills }: OrderRecord): Bought {
  return {
    coin,
    quantity: sum(fills.map((fill) => quantityOfFill(fill, pair))),
    cost: sum(fills.map((fill) => costOfFill(fill, pair))),
    fee: sum(fills.map((fill) => feeOfFill(fill, pair))),
    slippage: sum(fills.map((fill) => fill.quantity.times(fill.price.minus(price)))),
  };
}
