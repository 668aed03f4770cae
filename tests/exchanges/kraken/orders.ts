import { Decimal } from '../../../src/core/money.js';
import type { Pair } from '../journal.js';
import type { Answer } from '../server.js';
import type { ExchangeSimulator } from '../simulator.js';
import { COST_DECIMALS, description, errors, order, pairAltname, result } from './bodies.js';

const uuid = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

export function pairNamed({ venue }: ExchangeSimulator, name: string): Pair | undefined {
  return venue.pairs.find((pair) => pair.id === name || pairAltname(pair) === name);
}

/** AddOrder: limit orders to buy only. With `validate` it says what it would do, and does not. */
export function addOrder(kraken: ExchangeSimulator, body: URLSearchParams): Answer {
  const { venue } = kraken;
  const pair = pairNamed(kraken, body.get('pair') ?? '');
  if (!pair) return errors('EQuery:Unknown asset pair');
  const quantity = amount(body.get('volume'));
  const limitPrice = amount(body.get('price'));
  const clientOrderId = body.get('cl_ord_id');
  const error =
    invalidArgument(body) ??
    deadlineError(body.get('deadline'), venue.clock.now()) ??
    (kraken.mode === 'cancel only' ? 'EService:Market in cancel_only mode' : null) ??
    sizeError(pair, quantity, limitPrice) ??
    (isOpen(kraken, clientOrderId) ? 'EOrder:Duplicate order' : null);
  if (error !== null) return errors(error);
  if (!quantity || !limitPrice) return errors('EGeneral:Invalid arguments');
  const timeInForce = body.get('timeinforce') === 'IOC' ? 'IOC' : 'GTC';
  const request = { clientOrderId, pair, quantity, limitPrice, timeInForce } as const;
  if (body.get('validate') === 'true') return result({ descr: { order: description(request) } });
  const placed = venue.place(request);
  if (placed === 'insufficient funds') return errors('EOrder:Insufficient funds');
  return result({ txid: [placed.id], descr: { order: description(request) } });
}

/** CancelOrder, by the exchange's id or the client's. */
export function cancelOrder({ venue }: ExchangeSimulator, body: URLSearchParams): Answer {
  const [id, clientOrderId] = [body.get('txid'), body.get('cl_ord_id')];
  const found = venue
    .state()
    .orders.find((it) => it.status === 'open' && (id === null ? it.clientOrderId === clientOrderId : it.id === id));
  if (!found) return errors('EOrder:Unknown order');
  venue.cancel(found.id);
  return result({ count: 1 });
}

/** QueryOrders: by the exchange's ids. */
export function queryOrders({ venue }: ExchangeSimulator, body: URLSearchParams, asOfMs: number | undefined): Answer {
  const ids = (body.get('txid') ?? '').split(',');
  const found = venue.state(asOfMs).orders.filter(({ id }) => ids.includes(id));
  if (found.length === 0) return errors('EOrder:Invalid order');
  const withTrades = body.get('trades') === 'true';
  return result(Object.fromEntries(found.map((one) => [one.id, order(one, withTrades)])));
}

function amount(text: string | null): Decimal | null {
  return text !== null && /^\d+(\.\d+)?$/.test(text) ? new Decimal(text) : null;
}

function invalidArgument(body: URLSearchParams): string | null {
  const clientOrderId = body.get('cl_ord_id');
  const isFormed = clientOrderId === null || uuid.test(clientOrderId) || /^[\x20-\x7e]{1,18}$/.test(clientOrderId);
  if (!isFormed) return 'EGeneral:Invalid arguments:cl_ord_id';
  if (clientOrderId !== null && body.has('userref')) return 'EGeneral:Invalid arguments';
  if (body.get('type') !== 'buy') return 'EGeneral:Invalid arguments:type';
  if (body.get('ordertype') !== 'limit') return 'EGeneral:Invalid arguments:ordertype';
  if (!['GTC', 'IOC'].includes(body.get('timeinforce') ?? 'GTC')) return 'EGeneral:Invalid arguments:timeinforce';
  return null;
}

/** A deadline is 2 to 60 s ahead; what arrives after it is refused. */
function deadlineError(text: string | null, nowMs: number): string | null {
  if (text === null) return null;
  const deadlineMs = Date.parse(text);
  if (Number.isNaN(deadlineMs) || deadlineMs > nowMs + 60_000) return 'EGeneral:Invalid arguments:deadline';
  return deadlineMs <= nowMs ? 'EService:Deadline elapsed' : null;
}

function sizeError(pair: Pair, quantity: Decimal | null, limitPrice: Decimal | null): string | null {
  if (!quantity?.gt(0) || !quantity.mod(pair.step).isZero()) return 'EGeneral:Invalid arguments:volume';
  if (!limitPrice?.gt(0)) return 'EGeneral:Invalid arguments:price';
  const digits = pair.tick.decimalPlaces();
  if (limitPrice.decimalPlaces() > digits)
    return `EOrder:Invalid price:${pairAltname(pair)} price can only be specified up to ${digits} decimals.`;
  if (!limitPrice.mod(pair.tick).isZero()) return 'EOrder:Tick size check failed';
  if (quantity.lt(pair.minimumQuantity)) return 'EOrder:Order minimum not met';
  const cost = quantity.times(limitPrice).toDecimalPlaces(COST_DECIMALS);
  return cost.lt(pair.minimumNotional) ? 'EOrder:Cost minimum not met' : null;
}

function isOpen({ venue }: ExchangeSimulator, clientOrderId: string | null): boolean {
  const open = venue.state().orders.filter(({ status }) => status === 'open');
  return clientOrderId !== null && open.some((one) => one.clientOrderId === clientOrderId);
}
