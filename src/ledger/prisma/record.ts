/** Writes what happened to orders, with all that follows from it. */
import { isSending, permittedEvents, recordedAt } from '../../core/order/events.js';
import type { OrderFill, OrderRecord } from '../../core/order/order.js';
import { heldBackByOrder } from '../../core/order/permit.js';
import { transition } from '../../core/order/transition.js';
import { applyFill, emptyPosition } from '../../core/portfolio.js';
import type { Change, Recorded } from '../ledger.js';
import { adjustPurchase } from './cash.js';
import type { Transaction } from './database/database.js';
import { positionRow, readPosition } from './holdings.js';
import { WITH_FILLS } from './orders.js';
import { readOrder, transactionRow } from './rows/order-rows.js';
import { loadSetting } from './settings.js';
import { addCommitments } from './spending.js';

/** One change after the other; null for one whose order has meanwhile gone on. */
export async function recordChanges(
  transaction: Transaction,
  changes: readonly Change[],
  by: string,
): Promise<(Recorded | null)[]> {
  const recorded: (Recorded | null)[] = [];
  for (const change of changes) recorded.push(await recordChange(transaction, change, by));
  return recorded;
}

async function recordChange(transaction: Transaction, change: Change, by: string): Promise<Recorded | null> {
  const { order: read, events: asked } = change;
  const row = await transaction.order.findUnique({ where: { id: read.id }, include: WITH_FILLS });
  if (!row) throw new Error(`the ledger has no order ${read.id}`);
  const stored = readOrder(row);
  // A commit whose answer was lost is tried again, and finds its own work.
  const isOwnWork = row.changedBy === by;
  const done = isOwnWork ? stored.fills.filter((fill) => !hasFill(read, fill)) : [];
  if (stored.status !== read.status) return isOwnWork ? { order: stored, fills: done } : null;

  const events = permittedEvents(asked, await refusalOf(transaction, change));
  const { order, effects } = transition(stored, ...events);
  await saveState(transaction, order, stored, by);
  for (const fill of effects.fills) await addFill(transaction, order, fill);
  await addCommitments(transaction, order, effects);
  if (effects.commitments.length > 0) await adjustPurchase(transaction, order, effects.commitments, recordedAt(events));
  return { order, fills: [...done, ...effects.fills] };
}

/** Why an order is not to be sent in this moment; null where nothing speaks against a change. */
async function refusalOf(transaction: Transaction, { order, events, permit }: Change): Promise<string | null> {
  const refusal = permit ? permit.refusal(await loadSetting(transaction, permit.setting)) : null;
  if (refusal !== null || !isSending(events)) return refusal;
  const where = { coinId: order.coin, status: 'sending', id: { not: order.id } };
  const other = await transaction.order.findFirst({ where, select: { id: true } });
  return other && heldBackByOrder(other.id);
}

function hasFill({ fills }: OrderRecord, { tradeId }: OrderFill): boolean {
  return fills.some((fill) => fill.tradeId === tradeId);
}

/** Only from the state that was read: the database has the last word. */
async function saveState(
  transaction: Transaction,
  { id, status, reason, exchangeId, sentAt, closedAt }: OrderRecord,
  before: OrderRecord,
  by: string,
): Promise<void> {
  const { count } = await transaction.order.updateMany({
    where: { id, status: before.status },
    data: { status, reason, exchangeId, sentAt, closedAt, changedBy: by },
  });
  if (count !== 1) throw new Error(`the order ${id} was changed by another writer, though writers take turns`);
}

async function addFill(transaction: Transaction, order: OrderRecord, fill: OrderFill): Promise<void> {
  await transaction.transaction.createMany({ data: transactionRow(order, fill) });
  const { coin, pair, fills } = order;
  const row = await transaction.position.findUnique({ where: { coinId: coin } });
  const before = row ? readPosition(row) : emptyPosition(coin);
  const position = positionRow(applyFill(before, fill, { pair, isFirst: fill.tradeId === fills[0]?.tradeId }));
  if (row) await transaction.position.updateMany({ where: { coinId: coin }, data: position });
  else await transaction.position.createMany({ data: position });
}
