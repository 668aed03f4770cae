import type { OrderState } from '../journal.js';
import type { Answer } from '../server.js';
import type { ExchangeSimulator } from '../simulator.js';
import { errors, order, result, trade } from './bodies.js';

/** ClosedOrders and TradesHistory give the newest 50; the others are reached with `ofs`. */
const PAGE = 50;
/** QueryTrades takes this many ids at once. */
const MOST_TRADES = 20;

export function openOrders({ venue }: ExchangeSimulator, body: URLSearchParams, asOfMs: number | undefined): Answer {
  const found = venue.state(asOfMs).orders.filter((one) => one.status === 'open' && isAskedFor(one, body));
  return result({ open: byId(found, body) });
}

export function closedOrders({ venue }: ExchangeSimulator, body: URLSearchParams, asOfMs: number | undefined): Answer {
  const closed = venue.state(asOfMs).orders.filter((one) => one.status !== 'open' && isAskedFor(one, body));
  const within = closed.filter(({ atMs, closedAtMs }) => isWithin(closedAtMs ?? atMs, body));
  return result({ closed: byId(page(within, body), body), count: within.length });
}

export function tradesHistory({ venue }: ExchangeSimulator, body: URLSearchParams, asOfMs: number | undefined): Answer {
  const { trades, orders } = venue.state(asOfMs);
  const within = trades.filter(({ atMs }) => isWithin(atMs, body));
  return result({ trades: tradesById(page(within, body), orders), count: within.length });
}

export function queryTrades({ venue }: ExchangeSimulator, body: URLSearchParams, asOfMs: number | undefined): Answer {
  const ids = (body.get('txid') ?? '').split(',');
  if (ids.length > MOST_TRADES) return errors('EGeneral:Invalid arguments');
  const { trades, orders } = venue.state(asOfMs);
  const found = trades.filter(({ id }) => ids.includes(id));
  return found.length < ids.length ? errors('EQuery:Unknown trade') : result(tradesById(found, orders));
}

function isAskedFor({ clientOrderId }: OrderState, body: URLSearchParams): boolean {
  return !body.has('cl_ord_id') || clientOrderId === body.get('cl_ord_id');
}

/** `start` is exclusive and `end` inclusive, both in Unix seconds. */
function isWithin(atMs: number, body: URLSearchParams): boolean {
  const [start, end] = [body.get('start'), body.get('end')].map((text) => (text === null ? null : Number(text) * 1000));
  return (start == null || atMs > start) && (end == null || atMs <= end);
}

function page<Row>(oldestFirst: readonly Row[], body: URLSearchParams): Row[] {
  const offset = Number(body.get('ofs') ?? 0);
  return oldestFirst.toReversed().slice(offset, offset + PAGE);
}

function byId(orders: readonly OrderState[], body: URLSearchParams): Record<string, unknown> {
  const withTrades = body.get('trades') === 'true';
  return Object.fromEntries(orders.map((one) => [one.id, order(one, withTrades)]));
}

function tradesById(
  trades: readonly OrderState['trades'][number][],
  orders: readonly OrderState[],
): Record<string, unknown> {
  return Object.fromEntries(
    trades.flatMap((one) => {
      const of = orders.find(({ id }) => id === one.orderId);
      return of ? [[one.id, trade(one, of.pair)]] : [];
    }),
  );
}
