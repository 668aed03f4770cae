/** Orders, from the promise on. */
import { type OrderRecord, openStatuses } from '../../core/order/order.js';
import { absenceReasons } from '../../core/order/transition.js';
import type { Prisma } from '../../generated/sqlite/client.js';
import type { ListedOrder, OrderQuery } from '../ledger.js';
import type { Client, Database, Transaction } from './database/database.js';
import { type OrderPage, selectOrderPage } from './database/statements.js';
import { type OrderRow, readOrder } from './rows/order-rows.js';

const IN_TIME = [{ executedAt: 'asc' }, { id: 'asc' }] satisfies Prisma.TransactionOrderByWithRelationInput[];

/** What it takes to read the orders of some ticks. */
export const WITH_FILLS = { transactions: { orderBy: IN_TIME } } satisfies Prisma.OrderInclude;

/** All open orders, or those of one tick, oldest first. */
export function loadOpenOrders(client: Client | Transaction, tickId?: string): Promise<OrderRecord[]> {
  return loadOrders(client, { status: { in: [...openStatuses] }, ...(tickId !== undefined && { tickId }) });
}

/** Those that were closed since then because nobody had them, oldest first. */
export function loadAbsentOrders(client: Client, since: Date): Promise<OrderRecord[]> {
  const status = { in: ['rejected', 'expired'] };
  return loadOrders(client, { status, closedAt: { gte: since }, reason: { in: [...absenceReasons] } });
}

async function loadOrders(client: Client | Transaction, where: Prisma.OrderWhereInput): Promise<OrderRecord[]> {
  return (await loadOrderRows(client, where)).map(readOrder);
}

/** Those of which something is true, with their fills, oldest first. */
export async function loadOrderRows(
  client: Client | Transaction,
  where: Prisma.OrderWhereInput,
): Promise<readonly OrderRow[]> {
  const rows = await client.order.findMany({ where, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  // Asked for by what is true of their orders: a statement takes a bounded number of ids.
  const fills = await client.transaction.findMany({ where: { order: where }, orderBy: IN_TIME });
  const ofOrder = new Map<string, (typeof fills)[number][]>(rows.map(({ id }) => [id, []]));
  for (const fill of fills) ofOrder.get(fill.orderId)?.push(fill);
  return rows.map((row) => ({ ...row, transactions: ofOrder.get(row.id) ?? [] }));
}

export async function loadListedOrder(client: Client, id: string): Promise<ListedOrder | null> {
  const row = await client.order.findUnique({ where: { id }, include: WITH_SYMBOL });
  return row && readListed(row);
}

/** One page, newest first. */
export async function loadOrderPage(database: Database, query: OrderQuery & OrderPage): Promise<ListedOrder[]> {
  const page = await selectOrderPage(database, query);
  if (page.length === 0) return [];
  const orders = await loadOrders(database.client, { id: { in: page.map(({ id }) => id) } });
  const byId = new Map(orders.map((order) => [order.id, order]));
  return page.flatMap(({ id, symbol }) => {
    const order = byId.get(id);
    return order ? [{ ...order, symbol }] : [];
  });
}

const WITH_SYMBOL = { ...WITH_FILLS, coin: { select: { symbol: true } } } satisfies Prisma.OrderInclude;

function readListed({
  coin: { symbol },
  ...row
}: OrderRow & { readonly coin: { readonly symbol: string } }): ListedOrder {
  return { ...readOrder(row), symbol };
}
