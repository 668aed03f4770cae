import type { AccountState } from '../journal.js';
import type { Answer } from '../server.js';
import type { ExchangeSimulator } from '../simulator.js';
import { failure, ok, order, trade } from './bodies.js';
import { malformed } from './orders.js';

/** Rows of a page where the request does not say, and at most. */
const USUAL_PAGE = 500;
const LONGEST_PAGE = 1000;
/** Start and end of a query may be this far apart. */
const LONGEST_SPAN_MS = 86_400_000;

export function openOrders({ venue }: ExchangeSimulator, params: URLSearchParams, asOfMs: number | undefined): Answer {
  const symbol = params.get('symbol');
  const open = venue
    .state(asOfMs)
    .orders.filter((one) => one.status === 'open' && [one.pair.id, null].includes(symbol));
  return ok(open.map(order));
}

export function allOrders({ venue }: ExchangeSimulator, params: URLSearchParams, asOfMs: number | undefined): Answer {
  const error = queryError(params);
  if (error) return error;
  const rows = venue.state(asOfMs).orders.filter(({ id, pair, atMs }) => {
    const isNewer = !params.has('orderId') || Number(id) >= Number(params.get('orderId'));
    return pair.id === params.get('symbol') && isNewer && isWithin(atMs, params);
  });
  return ok(page(rows, params, 'orderId').map(order));
}

export function myTrades({ venue }: ExchangeSimulator, params: URLSearchParams, asOfMs: number | undefined): Answer {
  const error = queryError(params);
  if (error) return error;
  const state = venue.state(asOfMs);
  const rows = tradesOf(state, params).filter(({ id, orderId, atMs }) => {
    const isOfOrder = !params.has('orderId') || orderId === params.get('orderId');
    const isNewer = !params.has('fromId') || Number(id) >= Number(params.get('fromId'));
    return isOfOrder && isNewer && isWithin(atMs, params);
  });
  return ok(
    page(rows, params, 'fromId').flatMap((one) => {
      const of = state.orders.find(({ id }) => id === one.orderId);
      return of ? [trade(one, of.pair)] : [];
    }),
  );
}

function tradesOf({ trades, orders }: AccountState, params: URLSearchParams): AccountState['trades'] {
  const ids = orders.filter(({ pair }) => pair.id === params.get('symbol')).map(({ id }) => id);
  return trades.filter(({ orderId }) => ids.includes(orderId));
}

function queryError(params: URLSearchParams): Answer | null {
  if (!params.get('symbol')) return malformed('symbol');
  const spanMs = Number(params.get('endTime') ?? Number.NaN) - Number(params.get('startTime') ?? Number.NaN);
  return spanMs > LONGEST_SPAN_MS ? failure(400, -1127, 'More than 24 hours between startTime and endTime.') : null;
}

/** With a start and no end, the day that begins there. */
function isWithin(atMs: number, params: URLSearchParams): boolean {
  const [start, end] = [params.get('startTime'), params.get('endTime')];
  const usualEnd = start === null ? Number.POSITIVE_INFINITY : Number(start) + LONGEST_SPAN_MS;
  return atMs >= Number(start ?? 0) && atMs <= (end === null ? usualEnd : Number(end));
}

/** The newest rows, oldest first; the oldest ones where it says from which id or time on. */
function page<Row>(rows: readonly Row[], params: URLSearchParams, from: string): Row[] {
  const size = Math.min(Number(params.get('limit') ?? USUAL_PAGE), LONGEST_PAGE);
  return params.has(from) || params.has('startTime') ? rows.slice(0, size) : rows.slice(-size);
}
