import { type Decimal, sum } from '../../../core/money.js';
import type { BrokerFill, Sighting } from '../../../core/order/events.js';
import { brokerError } from '../../../errors.js';
import type { ApiRequest, SentOrder } from '../model.js';
import type { Connection } from '../wire/connection.js';
import { plainWords } from '../wire/words.js';
import { closedOrders, type Order, openOrders, queriedOrders, trades as tradesBody, tradesHistory } from './bodies.js';
import { privately } from './requests.js';

/** QueryTrades and QueryOrders take this many ids at once. */
const MOST_IDS = 20;
/** An order is looked for from this long before it was sent: clocks differ. */
const BEFORE_MS = 3_600_000;

/** An order can name a trade that cannot be asked for yet. */
const NOT_YET = 'EQuery:Unknown trade';

const statuses = {
  pending: 'open',
  open: 'open',
  closed: 'filled',
  canceled: 'cancelled',
  expired: 'expired',
} as const;

/** Orders with Kraken's ids. */
type Orders = Map<string, Order>;

/**
 * Among the closed orders first, where one that takes what is offered is at once; then among the open ones. A thorough look
 * asks open, closed and open ones again in this order, since an order may move from one to the other in between, and then
 * for the orders of all trades.
 */
export async function find(
  connection: Connection,
  orders: readonly SentOrder[],
  { thorough }: { readonly thorough: boolean },
): Promise<ReadonlyMap<string, Sighting | null>> {
  const ids = orders.map(({ clientOrderId }) => clientOrderId);
  const since = Math.floor((Math.min(...orders.map(({ sentAt }) => sentAt.getTime())) - BEFORE_MS) / 1000);
  const filter = ids.length === 1 ? { cl_ord_id: ids[0] } : {};
  const found: Orders = new Map();
  const isMissing = () => ids.some((id) => ![...found.values()].some((order) => order.cl_ord_id === id));
  const keep = (some: Readonly<Record<string, Order>>) => {
    for (const [id, order] of Object.entries(some)) if (ids.includes(order.cl_ord_id ?? '')) found.set(id, order);
  };
  const askOpen = async () =>
    keep(await connection.read(privately('OpenOrders', { trades: 'true', ...filter }), openOrders));
  const askClosed = async () => keep(await allClosed(connection, { trades: 'true', start: since, ...filter }));

  const looks = thorough ? [askOpen, askClosed, askOpen] : [askClosed, askOpen];
  for (const look of looks) if (isMissing()) await look();
  if (thorough && isMissing()) keep(await ordersOfTrades(connection, since));
  const fills = await fillsOf(connection, found, orders);
  return new Map(
    ids.map((id) => [
      id,
      together(
        [...found].filter(([, { cl_ord_id }]) => cl_ord_id === id),
        fills,
      ),
    ]),
  );
}

/** What one client order id stands for: one order, unless somebody else has sent it, too. */
function together(
  orders: readonly (readonly [string, Order])[],
  fills: ReadonlyMap<string, readonly BrokerFill[]>,
): Sighting | null {
  const [first] = orders;
  if (!first) return null;
  const open = orders.find(([, { status }]) => statuses[status] === 'open');
  const [exchangeId, { status, reason }] = open ?? first;
  return {
    exchangeId,
    status: statuses[status],
    reason: reason === null ? null : plainWords(reason),
    executed: sum(orders.map(([, { vol_exec }]) => vol_exec)),
    fills: orders.flatMap(([id]) => fills.get(id) ?? []),
  };
}

async function allClosed(
  connection: Connection,
  params: ApiRequest['params'],
): Promise<Readonly<Record<string, Order>>> {
  const all = await everyPage(async (ofs) => {
    const { closed, count } = await connection.read(privately('ClosedOrders', { ...params, ofs }), closedOrders);
    return { rows: closed, count };
  });
  return all;
}

/** Orders that have trades but are in no list, as it can be for a while. */
async function ordersOfTrades(connection: Connection, since: number): Promise<Readonly<Record<string, Order>>> {
  const all = await everyPage(async (ofs) => {
    const { trades, count } = await connection.read(privately('TradesHistory', { start: since, ofs }), tradesHistory);
    return { rows: trades, count };
  });
  const ids = [...new Set(Object.values(all).map(({ ordertxid }) => ordertxid))];
  const read = await inBatches(ids, (txid) =>
    connection.read(privately('QueryOrders', { txid, trades: 'true' }), queriedOrders),
  );
  return Object.assign({}, ...read);
}

/** The fills that are told so far, by Kraken's order id. */
async function fillsOf(
  connection: Connection,
  found: Orders,
  sent: readonly SentOrder[],
): Promise<ReadonlyMap<string, readonly BrokerFill[]>> {
  const ids = [...found.values()].flatMap(({ trades }) => trades);
  const read = await inBatches(ids, async (txid) => {
    const request = privately('QueryTrades', { txid });
    return (await connection.readUnless(request, tradesBody, [NOT_YET])) ?? {};
  });
  const fills = new Map<string, BrokerFill[]>();
  for (const [id, { ordertxid, time, price, vol, fee }] of read.flatMap((trades) => Object.entries(trades))) {
    const order = found.get(ordertxid);
    const symbol = sent.find(({ clientOrderId }) => clientOrderId === order?.cl_ord_id)?.symbol ?? '';
    const [base = '', quote = ''] = symbol.split('/');
    const feeCurrency = order?.oflags.split(',').includes('fcib') ? base : quote;
    const fill = { tradeId: id, quantity: vol, price, fee, feeCurrency, at: time };
    fills.set(ordertxid, [...(fills.get(ordertxid) ?? []), fill]);
  }
  return fills;
}

function inBatches<Result>(ids: readonly string[], ask: (txid: string) => Promise<Result>): Promise<Result[]> {
  const batches = Array.from({ length: Math.ceil(ids.length / MOST_IDS) }, (_, index) =>
    ids.slice(index * MOST_IDS, (index + 1) * MOST_IDS),
  );
  return Promise.all(batches.map((batch) => ask(batch.join(','))));
}

/** All rows of a list that comes in pages: as many as it counts, or until a page is empty where it does not count. */
async function everyPage<Row>(
  ask: (offset: number) => Promise<{ rows: Readonly<Record<string, Row>>; count: Decimal | undefined }>,
): Promise<Readonly<Record<string, Row>>> {
  const all: Record<string, Row> = {};
  for (let offset = 0; ; ) {
    const { rows, count } = await ask(offset);
    const size = Object.keys(rows).length;
    Object.assign(all, rows);
    offset += size;
    if (count?.lte(offset) || (size === 0 && !count)) return all;
    if (size === 0)
      throw brokerError(`Kraken gave ${offset} rows of ${count} that it counts: try again later`, { retryable: true });
  }
}
