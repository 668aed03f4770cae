import type { Order } from '../../../src/core/model.js';
import type { BrokerFill, OrderEvent, Sighting } from '../../../src/core/order/events.js';
import { type OrderRecord, type OrderStatus, promiseOrder } from '../../../src/core/order/order.js';
import { transition } from '../../../src/core/order/transition.js';
import { amount, now } from '../examples.js';

/** Orders in every state, as events have led there. */

export const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

/** 10 coins at 5 or, by its limit, at most 6, and a fee of a tenth of that. */
const order: Order = {
  id: 'tick-1-bitcoin',
  tickId: 'tick-1',
  coin: 'bitcoin',
  side: 'buy',
  quantity: amount('10'),
  price: amount('5'),
  limitPrice: amount('6'),
  reserve: amount('66'),
  carried: amount('0'),
  pair: 'BTC/USD',
  createdAt: now,
};

export const promised = promiseOrder(order, { clientOrderId: '0b3f', promisedAt: now });

export function aFill(tradeId: string, quantity: string, changes: Partial<BrokerFill> = {}): BrokerFill {
  const figures = { quantity: amount(quantity), price: amount('5.5'), fee: amount('0.5'), feeCurrency: 'USD' };
  return { tradeId, ...figures, at: minutesLater(2), ...changes };
}

/** What the broker tells of an order; what was executed is what its fills say, unless it is said otherwise. */
export function aSighting(
  status: Sighting['status'],
  fills: readonly BrokerFill[] = [],
  changes: Partial<Sighting> = {},
): Sighting {
  const executed = fills.reduce((total, { quantity }) => total.plus(quantity), amount('0'));
  return { status, exchangeId: 'X-1', executed, fills, reason: null, ...changes };
}

export function found(sighting: Sighting): OrderEvent {
  return { kind: 'found', sighting, at: minutesLater(3) };
}

/** The order after some events. */
export function lifeOf(...events: readonly OrderEvent[]): OrderRecord {
  return events.reduce((it: OrderRecord, event) => transition(it, event).order, promised);
}

const sending: OrderEvent = { kind: 'sending', at: minutesLater(1) };
const half = [aFill('T-1', '4')];
const whole = [...half, aFill('T-2', '6', { at: minutesLater(2.5) })];

export const inState: Readonly<Record<OrderStatus, OrderRecord>> = {
  promised,
  sending: lifeOf(sending),
  acknowledged: lifeOf(sending, { kind: 'acknowledged', exchangeId: 'X-1' }),
  'partially-filled': lifeOf(sending, found(aSighting('open', half))),
  filled: lifeOf(sending, found(aSighting('filled', whole))),
  cancelled: lifeOf(sending, found(aSighting('cancelled', half, { reason: 'by the exchange' }))),
  expired: lifeOf(sending, found(aSighting('expired', half))),
  rejected: lifeOf(sending, { kind: 'absent', at: minutesLater(9) }),
};
