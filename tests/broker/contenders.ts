/** Every broker, so that each can be asked the same. */
import type { Broker } from '../../src/broker/broker.js';
import { createPaperBroker } from '../../src/broker/paper.js';
import type { Quote } from '../../src/core/model.js';
import type { OrderRecord } from '../../src/core/order/order.js';
import { aQuote, now } from '../core/examples.js';
import { minutesLater, promised } from '../core/order/orders.js';
import { refusals } from '../exchanges/refusals.js';
import { exchanges } from '../exchanges/simulators.js';
import { brokerAt } from './exchange/broker-at.js';
import { calm, createScriptedExchange, type Looking, type Placing, quantityOf, terms } from './scripted.js';

/** A broker, and what is behind it. */
export interface Contender {
  /** The broker of the next run. */
  next(): Broker;
  readonly quote: Quote;
  /** In sending, for as much as is offered, and named by its last digit. */
  order(digit: string): OrderRecord;
  /** What was bought so far, and how many requests to place an order have left, where there is an account to ask. */
  readonly account: { bought(): string; requests(): number } | null;
}

/** One whose account is outside: what goes wrong there can be chosen. */
export interface RemoteContender extends Contender {
  readonly account: NonNullable<Contender['account']>;
  /** The next order is bought, but the answer is lost; is refused; or waits. */
  placing(way: 'is not answered' | 'is refused' | 'waits'): void;
  /** The next look is not answered whole. */
  breakLook(): void;
  /** Until nothing that was sent can still arrive. */
  waitOut(): void;
}

export const paper = async (): Promise<Contender> => ({
  next: () => createPaperBroker(),
  quote: aQuote('bitcoin', '50000'),
  order: (digit) => ({
    ...promised,
    id: `order ${digit}`,
    pair: null,
    limitPrice: null,
    status: 'sending',
    sentAt: now,
  }),
  account: null,
});

async function scripted(): Promise<RemoteContender> {
  let time = now;
  let placing: Placing = 'answers';
  let looking: Looking = 'answers';
  const exchange = createScriptedExchange(() => time);
  const script = {
    ...calm,
    place: () => placing,
    find() {
      const now = looking;
      looking = 'answers';
      return now;
    },
  };
  return {
    next: () => exchange.connect(script),
    quote: aQuote('bitcoin', '50000'),
    order: (digit) => {
      const { pair } = terms;
      return { ...promised, id: `order ${digit}`, clientOrderId: digit, pair, status: 'sending', sentAt: time };
    },
    account: {
      bought: () => quantityOf([...exchange.entries.values()].flatMap(exchange.tradesOf)).toFixed(),
      requests: () => [...exchange.requests.values()].reduce((total, times) => total + times, 0),
    },
    placing(way) {
      placing = { 'is not answered': 'loses the answer', 'is refused': 'refuses', waits: 'stays open' }[way] as Placing;
    },
    breakLook() {
      looking = 'fails';
    },
    waitOut() {
      time = minutesLater(10);
    },
  };
}

const exchangeContender = (name: (typeof exchanges)[number]['name']) => async (): Promise<RemoteContender> => {
  const { simulator, order, next } = await brokerAt(name);
  const { venue, faults } = simulator;
  return {
    next,
    quote: aQuote('bitcoin', '50000'),
    order(digit) {
      const one = order('0.4', '50010.5');
      return { ...one, id: `order ${digit}`, clientOrderId: one.clientOrderId.replace(/.$/, digit) };
    },
    account: {
      bought: () => quantityOf(venue.state().trades).toFixed(),
      requests: () => [...simulator.posts.values()].reduce((total, times) => total + times, 0),
    },
    placing(way) {
      if (way === 'is not answered') faults.set('place', { kind: 'lost', acts: true });
      else if (way === 'is refused') faults.set('place', { kind: 'answers', acts: false, answer: refusals[name] });
      else venue.matchAfterMs = 600_000;
    },
    breakLook: () => faults.set('find', { kind: 'cut', acts: true }),
    waitOut: () => venue.clock.advance(600_000),
  };
};

export const remote: readonly (readonly [name: string, arrange: () => Promise<RemoteContender>])[] = [
  ['scripted', scripted],
  ...exchanges.map(({ name }) => [name, exchangeContender(name)] as const),
];
