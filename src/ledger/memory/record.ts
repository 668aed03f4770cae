import { enterAdjustment } from '../../core/limits/cash.js';
import { Decimal, sum, ZERO } from '../../core/money.js';
import { sumByPeriod } from '../../core/order/cost.js';
import { isSending, permittedEvents, recordedAt } from '../../core/order/events.js';
import { type OrderFill, type OrderRecord, transactionIdOf } from '../../core/order/order.js';
import { heldBackByOrder } from '../../core/order/permit.js';
import { type Effects, transition } from '../../core/order/transition.js';
import { applyFill, emptyPosition } from '../../core/portfolio.js';
import type { Change, Recorded } from '../ledger.js';
import { enterCash, keepOrder, knownQuote, type Memory } from './memory.js';

/**
 * Writes what happened to an order, with all that follows from it; null when the order has meanwhile gone on. No commit is
 * ever lost here, so no run needs to know its own work again.
 */
export function recordChange(memory: Memory, change: Change): Recorded | null {
  const { order: read, events: asked } = change;
  const stored = memory.orders.get(read.id);
  if (!stored) throw new Error(`the ledger has no order ${read.id}`);
  if (stored.status !== read.status) return null;
  const events = permittedEvents(asked, refusalOf(memory, change));
  const { order, effects } = transition(stored, ...events);
  keepOrder(memory, order);
  for (const fill of effects.fills) addFill(memory, order, fill);
  addCommitments(memory, order, effects);
  if (effects.commitments.length > 0) adjustPurchase(memory, order, effects, recordedAt(events));
  return { order, fills: effects.fills };
}

/** Why an order is not to be sent in this moment; null where nothing speaks against a change. */
function refusalOf({ settings, open }: Memory, { order, events, permit }: Change): string | null {
  const refusal = permit?.refusal(settings.get(permit.setting)?.value ?? null) ?? null;
  if (refusal !== null || !isSending(events)) return refusal;
  const others = [...open.values()].filter(({ id, coin }) => id !== order.id && coin === order.coin);
  const other = others.find(({ status }) => status === 'sending');
  return other ? heldBackByOrder(other.id) : null;
}

function addFill(memory: Memory, order: OrderRecord, fill: OrderFill): void {
  const { id: orderId, tickId, coin, side, pair, fills } = order;
  const { tradeId, lateDay: _, ...rest } = fill;
  const { symbol } = knownQuote(memory, coin);
  memory.transactions.push({ id: transactionIdOf(order, fill), orderId, tickId, coin, symbol, side, ...rest });
  const before = memory.positions.get(coin) ?? emptyPosition(coin);
  memory.positions.set(coin, applyFill(before, fill, { pair, isFirst: tradeId === fills[0]?.tradeId }));
}

function addCommitments(
  { sums, coinSums }: Memory,
  { coin }: OrderRecord,
  { commitments, carriedBack }: Effects,
): void {
  for (const [period, more] of sumByPeriod(commitments)) sums.set(period, (sums.get(period) ?? ZERO).plus(more));
  const own = coinSums.get(coin);
  if (!own) throw new Error(`nothing was promised for ${coin}`);
  const amount = own.amount.plus(sum(commitments.map((it) => it.amount)));
  const carried = Decimal.max(own.carried.plus(carriedBack), ZERO); // it may be used up meanwhile
  coinSums.set(coin, { ...own, amount, carried });
}

/** Where the order's tick was paid from the account: not where there was no account yet. */
function adjustPurchase(memory: Memory, { id: orderId, tickId }: OrderRecord, effects: Effects, at: Date): void {
  const { cash, cashById } = memory;
  const latest = cash.at(-1);
  if (!latest || !cashById.has(tickId)) return;
  const more = sum(effects.commitments.map(({ amount }) => amount));
  const id = `${orderId}-${cash.length + 1}`;
  for (const entry of enterAdjustment(latest, { id, tickId, more, at })) enterCash(memory, entry);
}
