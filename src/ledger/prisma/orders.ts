import { type OrderRecord, openStatuses } from '../../core/order/order.js';
import type { Prisma } from '../../generated/sqlite/client.js';
import type { Client, Transaction } from './database.js';
import { readOrder } from './rows.js';

const IN_TIME = [{ executedAt: 'asc' }, { id: 'asc' }] satisfies Prisma.TransactionOrderByWithRelationInput[];

/** What it takes to read the orders of some ticks. */
export const WITH_FILLS = { transactions: { orderBy: IN_TIME } } satisfies Prisma.OrderInclude;

/** All open orders, or those of one tick, oldest first. */
export async function loadOpenOrders(client: Client | Transaction, tickId?: string): Promise<OrderRecord[]> {
  const where = { status: { in: [...openStatuses] }, ...(tickId !== undefined && { tickId }) };
  const rows = await client.order.findMany({ where, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  // Asked for by what is true of their orders: a statement takes a bounded number of ids.
  const fills = await client.transaction.findMany({ where: { order: where }, orderBy: IN_TIME });
  return rows.map((row) => readOrder({ ...row, transactions: fills.filter(({ orderId }) => orderId === row.id) }));
}
