import type { Decimal } from '../../../core/money.js';
import { type OrderFill, type OrderRecord, orderStatuses } from '../../../core/order/order.js';
import { readAmount, textOrNull } from '../readable.js';
import type { Row, TableDatabase } from '../tables.js';

/** An order as far as it counts: its amounts, its day and its fills. An order of 1.0.0 keeps no id for an exchange. */
export type CountedOrder = Pick<
  OrderRecord,
  'id' | 'coin' | 'quantity' | 'status' | 'reserve' | 'pair' | 'createdAt' | 'fills'
> & { readonly highestPrice: Decimal; readonly clientOrderId: string | null };

/** All orders with their fills; null for one that says no readable amount or state, which another check tells. */
export async function* streamOrders(database: TableDatabase): AsyncGenerator<CountedOrder | null> {
  for await (const rows of groups(database, `${selectOrders(database)} ORDER BY o.id`, 'id')) yield readOrder(rows);
}

/** The rows of a query that stand together and have the same value in a column. Memory is that of one group. */
export async function* groups(database: TableDatabase, query: string, column: string): AsyncGenerator<readonly Row[]> {
  let group: Row[] = [];
  for await (const batch of database.stream(query)) {
    for (const row of batch) {
      if (group.length > 0 && group[0]?.[column] !== row[column]) {
        yield group;
        group = [];
      }
      group.push(row);
    }
  }
  if (group.length > 0) yield group;
}

/** A row for each fill of each order, and for each order that has none. */
export const selectOrders = ({ dayOf }: TableDatabase) => `
  SELECT o.tick_id, o.id, o.coin_id, o.client_order_id, o.quantity, o.price, o.limit_price, o.reserve, o.pair, o.status, ${dayOf('o.created_at')} AS day,
    t.trade_id, t.quantity AS filled, t.price AS fill_price, t.fee, t.fee_currency, t.late_day
  FROM orders o LEFT JOIN transaction_history t ON t.order_id = o.id`;

/** From all rows of one order. */
export function readOrder(rows: readonly Row[]): CountedOrder | null {
  const [row] = rows;
  const status = orderStatuses.find((it) => it === row?.status);
  const [quantity, price] = [readAmount(row?.quantity), readAmount(row?.price)];
  const highestPrice = row?.limit_price === null ? price : readAmount(row?.limit_price);
  const reserve = row?.reserve === null ? quantity && price && quantity.times(price) : readAmount(row?.reserve);
  const fills = rows.flatMap((it) => (it.trade_id === null ? [] : [readFill(it)]));
  const readable = fills.filter((fill) => fill !== null);
  const createdAt = new Date(`${row?.day}T00:00:00Z`);
  if (!row || !status || !quantity || !highestPrice || !reserve) return null;
  if (readable.length < fills.length || Number.isNaN(createdAt.getTime())) return null;
  const [id, coin] = [String(row.id), String(row.coin_id)];
  const [pair, clientOrderId] = [textOrNull(row.pair), textOrNull(row.client_order_id)];
  const amounts = { quantity, highestPrice, reserve };
  return { id, coin, status, ...amounts, pair, clientOrderId, createdAt, fills: readable };
}

function readFill(row: Row): OrderFill | null {
  const [quantity, price, fee] = [readAmount(row.filled), readAmount(row.fill_price), readAmount(row.fee)];
  if (!quantity || !price || !fee) return null;
  const [feeCurrency, lateDay] = [textOrNull(row.fee_currency), textOrNull(row.late_day)];
  return { tradeId: String(row.trade_id), quantity, price, fee, feeCurrency, lateDay, at: NO_TIME };
}

/** What counts does not depend on when a fill was made. */
const NO_TIME = new Date(0);
