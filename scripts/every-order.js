/**
 * Writes the life of an order in all the forms that the database can see: each column of its row empty and not, fills with
 * and without what may be missing. For scripts/every-query.js, since on the sample market each order is filled at once.
 */
import { Decimal, ZERO } from '../src/core/money.ts';
import { openLedger } from '../src/wiring.ts';

const COIN = 'bitcoin';
const AT = new Date('2026-11-24T12:00:00Z');
const NEXT_DAY = new Date('2026-11-25T12:00:00Z');

const sending = { kind: 'sending', at: AT };
const unanswered = { kind: 'unanswered', reason: 'no answer' };
const acknowledged = (exchangeId) => ({ kind: 'acknowledged', exchangeId });
const fill = (tradeId, feeCurrency, at = AT) => ({ ...halfOfIt, tradeId, feeCurrency, at });
const halfOfIt = { quantity: new Decimal('0.5'), price: new Decimal(2), fee: new Decimal('0.01') };

/** @param {string} status @param {string | null} exchangeId @param {string | null} reason */
function found(status, exchangeId, reason, ...fills) {
  const executed = fills.reduce((total, { quantity }) => total.plus(quantity), ZERO);
  return { kind: 'found', at: AT, sighting: { status, exchangeId, executed, fills, reason } };
}

/** Each order's life: what happens to it, and is recorded, one after the other. */
const lives = ['x', null].flatMap((exchangeId) => [
  [
    sending,
    acknowledged(exchangeId),
    found('open', exchangeId, null, fill('1', 'usd')),
    found('filled', exchangeId, null, fill('1', 'usd'), fill('2', null)),
  ],
  [sending, unanswered, found('cancelled', exchangeId, 'too late', fill('1', null))],
  [sending, found('expired', exchangeId, null)],
  [sending, found('open', exchangeId, null), { kind: 'absent', at: AT }],
  [
    sending,
    { kind: 'absent', at: AT },
    found('filled', exchangeId, null, fill('1', 'usd', NEXT_DAY), fill('2', null, NEXT_DAY)),
  ],
]);
lives.push(
  [sending, { kind: 'not-sent', reason: 'no network' }, { kind: 'given-up', at: AT }],
  [{ kind: 'withdrawn', reason: 'cancelled by its owner', at: AT }],
  [sending, { kind: 'refused', reason: 'too small', at: AT }],
  [sending, { kind: 'resolved', fill: null, at: AT }],
  [sending, { kind: 'resolved', fill: fill('by-hand', null), at: AT }],
);

/** @param {string} url */
export async function writeEveryOrder(url) {
  const ledger = await openLedger({ url, mode: 'write' });
  try {
    for (const name of ['set', 'changed']) await ledger.changeSetting('live', () => name, AT);
    await begin(ledger);
    for (const [index, events] of lives.entries()) {
      for (const event of events) {
        const order = await ledger.loadOrder(orderId(index));
        await ledger.record([{ order, events: [event] }], 'a run');
      }
    }
    await ledger.loadAbsentOrders(AT);
  } finally {
    await ledger.close();
  }
}

const orderId = (index) => `every-order-${index}`;

/** Promises as many orders as there are lives. */
async function begin(ledger) {
  const tick = {
    id: 'every-order',
    slot: null,
    market: 'sample',
    quoteCurrency: 'usd',
    strategy: 'none',
    startedAt: AT,
  };
  const orders = lives.map((_, index) => ({
    id: orderId(index),
    tickId: tick.id,
    coin: COIN,
    side: 'buy',
    quantity: new Decimal(1),
    price: new Decimal(2),
    limitPrice: null,
    reserve: new Decimal(2),
    carried: ZERO,
    pair: null,
    createdAt: AT,
  }));
  const seen = {
    quotes: [],
    heldQuotes: [],
    fetchedDailyPrices: [],
    fetchedCategories: [],
    members: [],
    ranks: new Map(),
  };
  const bought = { amount: new Decimal(2 * lives.length), carried: ZERO, buysGiven: ZERO, lastOrderedAt: AT };
  const plan = (before) => ({ tick, decisions: [], orders, spending: { ...before, coins: new Map([[COIN, bought]]) } });
  await ledger.begin(tick, seen, plan, AT);
  await ledger.begin(tick, seen, plan, AT); // as after a commit whose answer was lost
}
