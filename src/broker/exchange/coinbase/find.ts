import { sum } from '../../../core/money.js';
import type { Sighting } from '../../../core/order/events.js';
import { brokerError } from '../../../errors.js';
import type { ApiRequest, SentOrder } from '../model.js';
import type { Connection } from '../wire/connection.js';
import { plainWords } from '../wire/words.js';
import { type Fill, fills as fillsBody, type Order, orders as ordersBody } from './bodies.js';
import { privately, productOf } from './requests.js';

/** An order is looked for from this long before it was sent: clocks differ. */
const BEFORE_MS = 3_600_000;
/** No account has so many orders in the time that is looked at. */
const MOST_PAGES = 50;

/**
 * In the list of all orders, which has open and closed ones and cannot be asked for a client order id. A thorough look goes
 * on to the orders of all fills.
 */
export async function find(
  connection: Connection,
  sent: readonly SentOrder[],
  { thorough }: { readonly thorough: boolean },
): Promise<ReadonlyMap<string, Sighting | null>> {
  const ids = sent.map(({ clientOrderId }) => clientOrderId);
  const since = new Date(Math.min(...sent.map(({ sentAt }) => sentAt.getTime())) - BEFORE_MS).toISOString();
  const product_ids = [...new Set(sent.map(({ symbol }) => productOf(symbol)))];
  const listed = await allOrders(connection, { product_ids, start_date: since });
  const found = listed.filter(({ client_order_id }) => ids.includes(client_order_id));

  if (thorough && ids.some((id) => !found.some(({ client_order_id }) => client_order_id === id))) {
    const fills = await allFills(connection, { product_ids, start_sequence_timestamp: since });
    const order_ids = [...new Set(fills.map(({ orderId }) => orderId))].filter(
      (id) => !listed.some((it) => it.order_id === id),
    );
    const others = order_ids.length > 0 ? await allOrders(connection, { order_ids }) : [];
    found.push(...others.filter(({ client_order_id }) => ids.includes(client_order_id)));
  }
  const order_ids = found.filter(({ filled_size }) => filled_size.gt(0)).map(({ order_id }) => order_id);
  const fills = order_ids.length > 0 ? await allFills(connection, { order_ids }) : [];
  return new Map(
    ids.map((id) => [
      id,
      together(
        found.filter((one) => one.client_order_id === id),
        fills,
      ),
    ]),
  );
}

/** Coinbase makes one order of a client order id, however often it is sent. */
function together(orders: readonly Order[], fills: readonly Fill[]): Sighting | null {
  const first = orders.find(({ status }) => status === 'open') ?? orders[0];
  if (!first) return null;
  const ids = orders.map(({ order_id }) => order_id);
  const reason = first.reject_message || first.cancel_message;
  return {
    reason: reason ? plainWords(reason) : null,
    exchangeId: first.order_id,
    status: first.status,
    executed: sum(orders.map(({ filled_size }) => filled_size)),
    fills: fills.filter(({ orderId }) => ids.includes(orderId)).map(({ orderId: _, ...fill }) => fill),
  };
}

function allOrders(connection: Connection, params: ApiRequest['params']): Promise<Order[]> {
  return everyPage(async (page) => {
    const request = privately('orders/historical/batch', { ...params, limit: 100, ...page });
    const { orders, has_next, cursor } = await connection.read(request, ordersBody);
    return { rows: orders, cursor: has_next ? (cursor ?? '') : '' };
  });
}

function allFills(connection: Connection, params: ApiRequest['params']): Promise<Fill[]> {
  return everyPage(async (page) => {
    const request = privately('orders/historical/fills', { ...params, limit: 100, ...page });
    const { fills, cursor } = await connection.read(request, fillsBody);
    return { rows: fills, cursor: fills.length > 0 ? (cursor ?? '') : '' };
  });
}

/** All rows of a list whose pages say where the next one begins. */
export async function everyPage<Row>(
  ask: (page: { cursor?: string }) => Promise<{ rows: readonly Row[]; cursor: string }>,
): Promise<Row[]> {
  const all: Row[] = [];
  let next = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { rows, cursor } = await ask(next ? { cursor: next } : {});
    all.push(...rows);
    if (cursor === '') return all;
    next = cursor;
  }
  throw brokerError(`Coinbase has more than ${MOST_PAGES} pages of one list: see its website`);
}
