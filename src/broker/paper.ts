import type { Fill, Order } from '../core/model.js';
import { type Decimal, ZERO } from '../core/money.js';
import type { Sighting } from '../core/order/events.js';
import { FREE_TERMS, highestPrice, type Instrument } from '../core/order/instrument.js';
import type { Broker } from './broker.js';

export interface PaperTerms {
  /** As a part of 1 of what is paid, on top of it. */
  readonly feeRate: Decimal;
  /** How far above the price decided on is paid, in hundredths of a percent. */
  readonly slippageBps: Decimal;
  readonly quoteCurrency: string;
}

const FREE: PaperTerms = { feeRate: ZERO, slippageBps: ZERO, quoteCurrency: '' };

/**
 * Fills every order at once and in full: at the price decided on, without a fee, unless terms say otherwise. Stateless: what
 * an order comes to follows from the order.
 */
export function createPaperBroker(terms: PaperTerms = FREE): Broker {
  const { feeRate, slippageBps } = terms;
  const instrument: Instrument = { ...FREE_TERMS, feeRate, slippageBps };
  return {
    name: 'paper',
    isRemote: false,
    permit: null,
    instruments: async (quotes) => new Map(quotes.map(({ coin }) => [coin, instrument])),
    account: async () => ({ spendable: null, balances: new Map() }),
    place: async (order) => ({ kind: 'acknowledged', exchangeId: null, sighting: sightingOf(order, terms) }),
    find: async (orders) =>
      new Map(orders.map((order) => [order.id, { kind: 'found', sighting: sightingOf(order, terms) }])),
    cancel: async () => {}, // nothing is ever left of an order
  };
}

function sightingOf(order: Order, terms: PaperTerms): Sighting {
  const fill = { tradeId: '1', ...fillOf(order, terms) };
  return { status: 'filled', exchangeId: null, executed: order.quantity, fills: [fill], reason: null };
}

function fillOf({ quantity, price, createdAt }: Order, { feeRate, slippageBps, quoteCurrency }: PaperTerms): Fill {
  const paid = highestPrice(price, { ...FREE_TERMS, slippageBps });
  const fee = quantity.times(paid).times(feeRate);
  return { quantity, price: paid, fee, feeCurrency: fee.isZero() ? null : quoteCurrency, at: createdAt };
}
