import { Decimal } from '../../../src/core/money.js';
import type { OrderState, Pair } from '../journal.js';
import type { Answer } from '../server.js';
import type { ExchangeSimulator } from '../simulator.js';
import { failure, ok, order, placed } from './bodies.js';

const legalIds = '^[a-zA-Z0-9-_]{1,36}$';
/** Orders that bought nothing are archived after this long, and can no longer be asked for. */
const ARCHIVED_AFTER_MS = 90 * 86_400_000;

/** Checks an order, and makes it unless it is a test. Limit orders to buy only. */
export function newOrder(binance: ExchangeSimulator, params: URLSearchParams, { isTest }: { isTest: boolean }): Answer {
  const { venue } = binance;
  const missing = ['symbol', 'side', 'type', 'timeInForce', 'quantity', 'price'].find((name) => !params.get(name));
  if (missing) return malformed(missing);
  const pair = venue.pairs.find(({ id }) => id === params.get('symbol'));
  if (!pair) return failure(400, -1121, 'Invalid symbol.');
  if (params.get('side') !== 'BUY') return failure(400, -1117, 'Invalid side.');
  if (params.get('type') !== 'LIMIT') return failure(400, -1116, 'Invalid orderType.');
  const timeInForce = params.get('timeInForce') === 'IOC' ? 'IOC' : 'GTC';
  const clientOrderId = params.get('newClientOrderId') ?? `simulator-${venue.state().orders.length}`;
  if (!new RegExp(legalIds).test(clientOrderId)) {
    const msg = `Illegal characters found in parameter 'newClientOrderId'; legal range is '${legalIds}'.`;
    return failure(400, -1100, msg);
  }
  const [quantity, limitPrice] = [amount(params.get('quantity')), amount(params.get('price'))];
  if (!quantity) return malformed('quantity');
  if (!limitPrice) return malformed('price');
  const filter = failedFilter(pair, quantity, limitPrice);
  if (filter) return failure(400, -1013, `Filter failure: ${filter}`);
  if (binance.mode === 'cancel only') return failure(400, -1013, 'Market is closed.');
  if (isTest) return ok({});
  const isOpen = venue.state().orders.some((one) => one.status === 'open' && one.clientOrderId === clientOrderId);
  if (isOpen) return failure(400, -2010, 'Duplicate order sent.');
  const made = venue.place({ clientOrderId, pair, quantity, limitPrice, timeInForce });
  if (made === 'insufficient funds')
    return failure(400, -2010, 'Account has insufficient balance for requested action.');
  return ok(placed(made));
}

export function queryOrder({ venue }: ExchangeSimulator, params: URLSearchParams, asOfMs: number | undefined): Answer {
  const found = findOrder(venue.state(asOfMs).orders, params);
  if (found === 'malformed') return malformed('symbol');
  if (!found) return failure(400, -2013, 'Order does not exist.');
  const { closedAtMs, filled } = found;
  if (closedAtMs !== null && filled.isZero() && venue.clock.now() - closedAtMs > ARCHIVED_AFTER_MS) {
    const msg = 'Order was canceled or expired with no executed qty over 90 days ago and has been archived.';
    return failure(400, -2026, msg);
  }
  return ok(order(found));
}

export function cancelOrder({ venue }: ExchangeSimulator, params: URLSearchParams): Answer {
  const found = findOrder(venue.state().orders, params);
  if (found === 'malformed') return malformed('symbol');
  const cancelled = found && venue.cancel(found.id);
  return cancelled ? ok(order(cancelled)) : failure(400, -2011, 'Unknown order sent.');
}

/** By the exchange's id or the client's; of several with one client id it is the newest. */
function findOrder(orders: readonly OrderState[], params: URLSearchParams): OrderState | undefined | 'malformed' {
  const [id, clientOrderId] = [params.get('orderId'), params.get('origClientOrderId')];
  if (!params.get('symbol') || (id === null && clientOrderId === null)) return 'malformed';
  const ofPair = orders.filter(({ pair }) => pair.id === params.get('symbol'));
  return ofPair.findLast((one) => (id === null ? one.clientOrderId === clientOrderId : one.id === id));
}

export function malformed(name: string): Answer {
  return failure(400, -1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`);
}

function amount(text: string | null): Decimal | null {
  return text !== null && /^\d+(\.\d+)?$/.test(text) ? new Decimal(text) : null;
}

function failedFilter(pair: Pair, quantity: Decimal, limitPrice: Decimal): string | null {
  if (!limitPrice.gt(0) || !limitPrice.mod(pair.tick).isZero()) return 'PRICE_FILTER';
  if (quantity.lt(pair.minimumQuantity) || !quantity.mod(pair.step).isZero()) return 'LOT_SIZE';
  return quantity.times(limitPrice).lt(pair.minimumNotional) ? 'NOTIONAL' : null;
}
