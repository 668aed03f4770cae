import { Decimal, ZERO } from '../../src/core/money.js';
import { type Level, take } from './book.js';
import { type ExchangeClock, exchangeClock } from './clock.js';
import {
  type AcceptedOrder,
  type AccountState,
  type Entry,
  type OrderState,
  type Pair,
  stateAt,
  type Trade,
} from './journal.js';

/** In which currency fees are paid. A third currency is charged one unit for each `unitPrice` of the quote currency. */
type FeeCurrency = 'quote' | 'base' | { readonly currency: string; readonly unitPrice: Decimal };

export interface VenueSettings {
  readonly pairs: readonly Pair[];
  readonly feeRate: Decimal;
  /** Told only: all orders are takers'. */
  readonly makerFeeRate: Decimal;
  readonly feeCurrency: FeeCurrency;
  /** Rounds a fee as the exchange does. */
  readonly roundFee: (fee: Decimal) => Decimal;
  /** The n-th order's and trade's ids, from 1. */
  readonly orderId: (n: number) => string;
  readonly tradeId: (n: number) => string;
}

export type OrderRequest = Omit<AcceptedOrder, 'id' | 'atMs'>;

/**
 * What all exchanges have in common, whatever their API: pairs, a book of a few offers each, one account, and a journal
 * of all that happened to it, so that a read can be answered as of any moment. All amounts are exact.
 */
export interface Venue {
  readonly clock: ExchangeClock;
  pairs: readonly Pair[];
  feeRate: Decimal;
  readonly makerFeeRate: Decimal;
  feeCurrency: FeeCurrency;
  /** Orders accepted from now on are matched this much later. */
  matchAfterMs: number;
  /** Replaces what is offered of a pair, and fills open orders with it. */
  offer(pairId: string, offers: readonly Level[]): void;
  offers(pairId: string): readonly Level[];
  payIn(currency: string, amount: string): void;
  /** Accepts an order, or says that there is too little money for it. */
  place(request: OrderRequest): OrderState | 'insufficient funds';
  /** Null when there is no such open order. */
  cancel(orderId: string): OrderState | null;
  /** With all that has happened, or as of a moment. */
  state(atMs?: number): AccountState;
}

export function createVenue(settings: VenueSettings): Venue {
  const clock = exchangeClock();
  const entries: Entry[] = [];
  const books = new Map<string, readonly Level[]>();
  let [ordersSoFar, tradesSoFar] = [0, 0];

  /** Fees in the quote currency come on top, and are held too. */
  const holdOf = ({ limitPrice }: Pick<AcceptedOrder, 'limitPrice'>) =>
    venue.feeCurrency === 'quote' ? limitPrice.times(venue.feeRate.plus(1)) : limitPrice;
  const state = (atMs = Number.POSITIVE_INFINITY) => stateAt(entries, atMs, holdOf);

  function orderNow(id: string): OrderState {
    const order = state().orders.find((it) => it.id === id);
    if (!order) throw new Error(`the venue has no order ${id}`);
    return order;
  }

  function match(id: string, atMs: number): void {
    const order = orderNow(id);
    if (order.status !== 'open') return;
    const { pair, limitPrice, timeInForce } = order;
    const wanted = order.quantity.minus(order.filled);
    const { taken, left } = take(books.get(pair.id) ?? [], limitPrice, wanted);
    books.set(pair.id, left);
    for (const level of taken) entries.push({ kind: 'traded', trade: trade(order, level, atMs), atMs });
    if (timeInForce === 'IOC' && orderNow(id).status === 'open')
      entries.push({ kind: 'ended', orderId: id, by: 'time in force', atMs });
  }

  function trade({ id: orderId, pair }: AcceptedOrder, { price, quantity }: Level, atMs: number): Trade {
    tradesSoFar += 1;
    const id = settings.tradeId(tradesSoFar);
    return { id, orderId, quantity, price, ...fee(pair, price, quantity), atMs };
  }

  function fee(pair: Pair, price: Decimal, quantity: Decimal): Pick<Trade, 'fee' | 'feeCurrency'> {
    const { feeCurrency: paidIn, feeRate } = venue;
    const notional = price.times(quantity);
    if (paidIn === 'quote') return { fee: settings.roundFee(notional.times(feeRate)), feeCurrency: pair.quote };
    if (paidIn === 'base') return { fee: settings.roundFee(quantity.times(feeRate)), feeCurrency: pair.base };
    return { fee: settings.roundFee(notional.times(feeRate).div(paidIn.unitPrice)), feeCurrency: paidIn.currency };
  }

  const venue: Venue = {
    clock,
    pairs: settings.pairs,
    feeRate: settings.feeRate,
    makerFeeRate: settings.makerFeeRate,
    feeCurrency: settings.feeCurrency,
    matchAfterMs: 0,
    offer(pairId, offers) {
      books.set(pairId, offers);
      const waiting = state().orders.filter(({ pair, timeInForce }) => pair.id === pairId && timeInForce === 'GTC');
      for (const { id } of waiting) match(id, clock.now());
    },
    offers: (pairId) => books.get(pairId) ?? [],
    payIn: (currency, amount) =>
      entries.push({ kind: 'paid in', currency, amount: new Decimal(amount), atMs: clock.now() }),
    place(request) {
      const atMs = clock.now();
      const free = state().balances.get(request.pair.quote)?.free ?? ZERO;
      if (request.quantity.times(holdOf(request)).gt(free)) return 'insufficient funds';
      ordersSoFar += 1;
      const order = { ...request, id: settings.orderId(ordersSoFar), atMs };
      entries.push({ kind: 'accepted', order, atMs });
      if (venue.matchAfterMs > 0) clock.at(atMs + venue.matchAfterMs, (timeMs) => match(order.id, timeMs));
      else match(order.id, atMs);
      return orderNow(order.id);
    },
    cancel(orderId) {
      const order = state().orders.find(({ id, status }) => id === orderId && status === 'open');
      if (!order) return null;
      entries.push({ kind: 'ended', orderId, by: 'user', atMs: clock.now() });
      return orderNow(orderId);
    },
    state,
  };
  return venue;
}
