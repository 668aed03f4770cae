/** Rows of orders and their fills to the model and back. */
import type { Transaction } from '../../../core/model.js';
import { toExactString, ZERO } from '../../../core/money.js';
import { type OrderFill, type OrderRecord, orderStatuses, transactionIdOf } from '../../../core/order/order.js';
import { clientOrderIdOf } from '../../client-order-id.js';
import { amountReader, type Row, readOneOf, readSide, readTime } from './rows.js';

/** An order with its fills, oldest first. */
export type OrderRow = Row<'Order'> & { readonly transactions: readonly Row<'Transaction'>[] };

export function readOrder(row: OrderRow): OrderRecord {
  const { id, pair, exchangeId, reason } = row;
  const amount = amountReader('orders', id);
  const time = (column: string, value: unknown) => readTime('orders', id, column, value);
  const [quantity, price] = [amount('quantity', row.quantity), amount('price', row.price)];
  return {
    id,
    tickId: row.tickId,
    coin: row.coinId,
    side: readSide('orders', id, row.side),
    quantity,
    price,
    limitPrice: row.limitPrice === null ? null : amount('limit_price', row.limitPrice),
    reserve: row.reserve === null ? quantity.times(price) : amount('reserve', row.reserve),
    carried: row.carried === null ? ZERO : amount('carried', row.carried),
    pair,
    clientOrderId: row.clientOrderId ?? clientOrderIdOf(id),
    exchangeId,
    status: readOneOf(orderStatuses, 'orders', id, 'status', row.status),
    reason,
    createdAt: time('created_at', row.createdAt),
    promisedAt: time('promised_at', row.promisedAt),
    sentAt: row.sentAt && time('sent_at', row.sentAt),
    closedAt: row.closedAt && time('closed_at', row.closedAt),
    fills: row.transactions.map(readFill),
  };
}

/** A row of transaction_history with its order's tick and its coin's symbol. */
export type TransactionRow = Row<'Transaction'> & { readonly tickId: string; readonly symbol: string };

export function readTransaction(row: TransactionRow): Transaction {
  const { id, orderId, tickId, coinId, symbol } = row;
  const side = readSide('transaction_history', id, row.side);
  const { tradeId: _, lateDay: __, ...fill } = readFill(row);
  return { id, orderId, tickId, coin: coinId, symbol, side, ...fill };
}

function readFill(row: Row<'Transaction'>): OrderFill {
  const amount = amountReader('transaction_history', row.id);
  return {
    tradeId: row.tradeId,
    lateDay: row.lateDay,
    quantity: amount('quantity', row.quantity),
    price: amount('price', row.price),
    fee: amount('fee', row.fee),
    feeCurrency: row.feeCurrency,
    at: readTime('transaction_history', row.id, 'executed_at', row.executedAt),
  };
}

export function orderRow({
  coin,
  quantity,
  price,
  limitPrice,
  reserve,
  carried,
  fills: _,
  ...order
}: OrderRecord): Row<'Order'> {
  return {
    ...order,
    coinId: coin,
    quantity: toExactString(quantity),
    price: toExactString(price),
    limitPrice: limitPrice && toExactString(limitPrice),
    reserve: reserve.equals(quantity.times(price)) ? null : toExactString(reserve),
    carried: carried.isZero() ? null : toExactString(carried),
    changedBy: null,
  };
}

export function transactionRow(order: Pick<OrderRecord, 'id' | 'coin' | 'side'>, fill: OrderFill): Row<'Transaction'> {
  return {
    id: transactionIdOf(order, fill),
    orderId: order.id,
    tradeId: fill.tradeId,
    lateDay: fill.lateDay,
    coinId: order.coin,
    side: order.side,
    quantity: toExactString(fill.quantity),
    price: toExactString(fill.price),
    fee: toExactString(fill.fee),
    feeCurrency: fill.feeCurrency,
    executedAt: fill.at,
  };
}
