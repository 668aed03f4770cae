import type { Sighting } from '../../../core/order/events.js';
import { brokerError } from '../../../errors.js';
import type { ApiRequest, SentOrder } from '../model.js';
import type { Connection } from '../wire/connection.js';
import { allOrders, type Order, queriedOrder, trades } from './bodies.js';
import { marketOf, privately } from './requests.js';

/** An order is looked for from this long before until this long after it was sent: clocks differ. */
const AROUND_MS = 3_600_000;
/** At most so many rows come at once. */
const PAGE = 1000;

/** There is no such order; or there was one, which bought nothing and is no longer kept. */
const NOT_THERE = ['-2013', '-2026'];

/** Each by its client order id, open or closed. A thorough look goes on to all orders and trades around its time. */
export async function find(
  connection: Connection,
  orders: readonly SentOrder[],
  { thorough }: { readonly thorough: boolean },
): Promise<ReadonlyMap<string, Sighting | null>> {
  const found = new Map<string, Sighting | null>();
  for (const sent of orders) {
    const { clientOrderId: origClientOrderId, symbol } = sent;
    const named = await queryOrder(connection, { symbol: marketOf(symbol), origClientOrderId });
    const order = named ?? (thorough ? await findAround(connection, sent) : null);
    found.set(sent.clientOrderId, order && (await withFills(connection, order, symbol)));
  }
  return found;
}

function queryOrder(connection: Connection, params: ApiRequest['params']): Promise<Order | null> {
  return connection.readUnless(privately('order', params), queriedOrder, NOT_THERE);
}

async function findAround(connection: Connection, { clientOrderId, symbol, sentAt }: SentOrder): Promise<Order | null> {
  const startTime = sentAt.getTime() - AROUND_MS;
  const around = { symbol: marketOf(symbol), startTime, endTime: startTime + 2 * AROUND_MS, limit: PAGE };
  const listed = whole(await connection.read(privately('allOrders', around), allOrders));
  const known = listed.find((order) => order.clientOrderId === clientOrderId);
  if (known) return known;
  const traded = whole(await connection.read(privately('myTrades', around), trades));
  const ids = [...new Set(traded.map(({ orderId }) => orderId))];
  for (const orderId of ids.filter((id) => !listed.some((order) => order.orderId === id))) {
    const order = await queryOrder(connection, { symbol: marketOf(symbol), orderId });
    if (order?.clientOrderId === clientOrderId) return order;
  }
  return null;
}

async function withFills(connection: Connection, order: Order, symbol: string): Promise<Sighting> {
  const { orderId, status, executedQty: executed } = order;
  const request = privately('myTrades', { symbol: marketOf(symbol), orderId, limit: PAGE });
  const traded = executed.gt(0) ? whole(await connection.read(request, trades)) : [];
  const fills = traded.filter((trade) => trade.orderId === orderId).map(({ fill }) => fill);
  return { exchangeId: orderId, status, executed, fills, reason: null };
}

/** A full page may not be all. */
function whole<Row>(rows: readonly Row[]): readonly Row[] {
  if (rows.length >= PAGE) throw brokerError(`Binance has ${PAGE} rows or more of one list: see its website`);
  return rows;
}
