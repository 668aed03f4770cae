/** Orders, from the promise on. */
import { type OrderRecord, openStatuses } from '../../core/order/order.js';
import { absences } from '../../core/order/transition.js';
import type { Prisma } from '../../generated/sqlite/client.js';
import type { ListedOrder, OrderQuery } from '../ledger.js';
import type { Client, Transaction } from './database.js';
import { type OrderRow, readOrder } from './order-rows.js';

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
  return loadOrders(client, { status, closedAt: { gte: since }, reason: { in: [...absences] } });
}

async function loadOrders(client: Client | Transaction, where: Prisma.OrderWhereInput): Promise<OrderRecord[]> {
  const rows = await client.order.findMany({ where, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  // Asked for by what is true of their orders: a statement takes a bounded number of ids.
  const fills = await client.transaction.findMany({ where: { order: where }, orderBy: IN_TIME });
  return rows.map((row) => readOrder({ ...row, transactions: fills.filter(({ orderId }) => orderId === row.id) }));
}

export async function loadListedOrder(client: Client, id: string): Promise<ListedOrder | null> {
  const row = await client.order.findUnique({ where: { id }, include: WITH_SYMBOL });
  return row && readListed(row);
}

/** Where a page of orders begins: after this one, newest first. */
type After = Pick<OrderRecord, 'promisedAt' | 'id'> | null;

/** One page, newest first: a walk along an index. */
export async function selectOrders(
  client: Client,
  { coin, open }: OrderQuery,
  { after, rows }: { readonly after: After; readonly rows: number },
): Promise<ListedOrder[]> {
  const page = await client.order.findMany({
    where: {
      ...(coin !== undefined && { coinId: coin }),
      ...(open && { status: { in: [...openStatuses] } }),
      ...(after && {
        OR: [{ promisedAt: { lt: after.promisedAt } }, { promisedAt: after.promisedAt, id: { lt: after.id } }],
      }),
    },
    orderBy: [{ promisedAt: 'desc' }, { id: 'desc' }],
    take: rows,
    include: WITH_SYMBOL,
  });
  return page.map(readListed);
}

const WITH_SYMBOL = { ...WITH_FILLS, coin: { select: { symbol: true } } } satisfies Prisma.OrderInclude;

function readListed({
  coin: { symbol },
  ...row
}: OrderRow & { readonly coin: { readonly symbol: string } }): ListedOrder {
  return { ...readOrder(row), symbol };
}
