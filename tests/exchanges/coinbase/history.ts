import type { Answer, Request } from '../server.js';
import type { ExchangeSimulator } from '../simulator.js';
import { failure, fill, ok, order } from './bodies.js';

/** Rows of a page where the request does not say, and at most. */
const USUAL_PAGE = 100;
const LONGEST_PAGE = 1000;

/** orders/historical/batch. It knows no filter by client order id, and does not complain of one. */
export function listOrders({ venue }: ExchangeSimulator, { query }: Request, asOfMs: number | undefined): Answer {
  const statuses = query.getAll('order_status');
  const products = [...query.getAll('product_ids'), ...query.getAll('product_id')];
  const ids = query.getAll('order_ids');
  const rows = venue
    .state(asOfMs)
    .orders.filter(({ id, pair, atMs }) => {
      const isAsked = (ids.length === 0 || ids.includes(id)) && (products.length === 0 || products.includes(pair.id));
      return isAsked && isWithin(atMs, query.get('start_date'), query.get('end_date'));
    })
    .map(order)
    .filter(({ status }) => statuses.length === 0 || statuses.includes(String(status)));
  const { page, cursor } = paged(rows, query);
  return ok({ orders: page, sequence: '0', has_next: cursor !== '', cursor });
}

export function getOrder({ venue }: ExchangeSimulator, id: string, asOfMs: number | undefined): Answer {
  const found = venue.state(asOfMs).orders.find((one) => one.id === id);
  return found ? ok({ order: order(found) }) : failure(404, 'unknown', 'order with this orderID was not found');
}

export function listFills({ venue }: ExchangeSimulator, { query }: Request, asOfMs: number | undefined): Answer {
  const ids = [...query.getAll('order_ids'), ...query.getAll('order_id')];
  const products = [...query.getAll('product_ids'), ...query.getAll('product_id')];
  const [from, until] = [query.get('start_sequence_timestamp'), query.get('end_sequence_timestamp')];
  const { orders, trades } = venue.state(asOfMs);
  const rows = trades.flatMap((one) => {
    const of = orders.find(({ id }) => id === one.orderId);
    const isAsked = (ids.length === 0 || ids.includes(one.orderId)) && isWithin(one.atMs, from, until);
    return of && isAsked && (products.length === 0 || products.includes(of.pair.id)) ? [fill(one, of.pair)] : [];
  });
  const { page, cursor } = paged(rows, query);
  return ok({ fills: page, cursor });
}

function isWithin(atMs: number, from: string | null, until: string | null): boolean {
  return (from === null || atMs >= Date.parse(from)) && (until === null || atMs < Date.parse(until));
}

/** The newest first. A cursor is where the next page begins. */
export function paged<Row>(oldestFirst: readonly Row[], query: URLSearchParams): { page: Row[]; cursor: string } {
  const rows = oldestFirst.toReversed();
  const size = Math.min(Number(query.get('limit') || USUAL_PAGE), LONGEST_PAGE);
  const begin = Number(query.get('cursor') || 0);
  const end = begin + size;
  return { page: rows.slice(begin, end), cursor: end < rows.length ? `${end}` : '' };
}
