/** What must be true of a ledger and the exchange's account at every moment. Amounts are compared to the digit. */
import { expect } from 'vitest';
import { dayOf } from '../../src/core/calendar.js';
import { Decimal, sum, toExactString, ZERO } from '../../src/core/money.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { verifyLedger } from '../../src/ledger/maintenance/verify/verify.js';
import { openTables } from '../../src/wiring.js';
import type { OrderState } from '../exchanges/journal.js';
import type { ExchangeSimulator } from '../exchanges/simulator.js';
import { collect } from '../ledger/ledgers.js';

interface KeptOrder {
  readonly clientOrderId: string;
  readonly tickId: string;
  readonly status: string;
  readonly day: string;
  readonly reserve: Decimal;
  /** Quantity, price and fee, one after the other. */
  readonly fills: readonly string[];
}

/** The ledger beside the account. */
interface Seen {
  readonly kept: readonly KeptOrder[];
  readonly problems: readonly string[];
  readonly spending: ReadonlyMap<string, Decimal>;
  readonly simulator: ExchangeSimulator;
}

const OPEN = ['promised', 'sending', 'acknowledged', 'partially-filled'];

export async function readWorld(url: string, simulator: ExchangeSimulator): Promise<Seen> {
  const database = await openTables(url, 'read', 20_000);
  try {
    const { checks } = await verifyLedger(database);
    const orders = await database.query(`SELECT o.id, o.client_order_id, o.tick_id, o.status, o.reserve, t.slot
      FROM orders o JOIN tick t ON t.id = o.tick_id`);
    const fills = await database.query('SELECT order_id, quantity, price, fee FROM transaction_history');
    const spending = await database.query('SELECT period, amount FROM spending');
    return {
      kept: orders.map((row) => ({
        clientOrderId: String(row.client_order_id),
        tickId: String(row.tick_id),
        status: String(row.status),
        day: String(row.slot).slice(0, 'YYYY-MM-DD'.length),
        reserve: new Decimal(String(row.reserve)),
        fills: fills.filter((it) => it.order_id === row.id).map((it) => `${it.quantity} ${it.price} ${it.fee}`),
      })),
      problems: checks.flatMap(({ problems }) => problems),
      spending: new Map(spending.map(({ period, amount }) => [String(period), new Decimal(String(amount))])),
      simulator,
    };
  } finally {
    await database.close();
  }
}

/** As `readWorld`, by the port. */
export async function seenThrough(ledger: Ledger, simulator: ExchangeSimulator): Promise<Seen> {
  const orders = await collect(ledger.streamOrders({}));
  const kept = orders.map(({ clientOrderId, tickId, status, createdAt, reserve, fills }) => ({
    clientOrderId,
    tickId,
    status,
    day: dayOf(createdAt),
    reserve,
    fills: fills.map(({ quantity, price, fee }) => [quantity, price, fee].map(toExactString).join(' ')),
  }));
  const spending = new Map<string, Decimal>();
  for (const { createdAt } of orders) spending.set(dayOf(createdAt), (await ledger.loadSpending(createdAt, [])).day);
  return { kept, problems: [], spending, simulator };
}

/** At every moment, also when a run was killed a moment ago. */
export function expectLaws(seen: Seen, caps: { readonly tick: string; readonly day: string }): void {
  const { kept, problems, spending, simulator } = seen;
  expect(problems, 'verify finds nothing').toEqual([]);
  const posts = [...simulator.posts];
  expect(
    posts.filter(([, times]) => times > 1),
    'no order is sent twice',
  ).toEqual([]);
  const known = new Map(kept.map((order) => [order.clientOrderId, order]));
  const strangers = posts.filter(([id]) => (known.get(id)?.status ?? 'promised') === 'promised');
  expect(strangers, 'what was sent is known to be').toEqual([]);

  const bought = simulator.venue.state().orders.map((order) => ({ order, own: known.get(order.clientOrderId ?? '') }));
  for (const { order, own } of bought) {
    if (!own) throw new Error(`the ledger does not know the order ${order.clientOrderId}`);
    const { filled, quantity, limitPrice } = order;
    const rest = order.status === 'open' ? quantity.minus(filled).times(limitPrice) : ZERO;
    const most = costOf(order).plus(rest);
    if (OPEN.includes(own.status)) expect(most.lte(own.reserve), `${most} is reserved: ${own.reserve}`).toBe(true);
    else expect(own.fills.toSorted(), `all of a ${own.status} order is recorded`).toEqual(fillsOf(order));
  }
  const spentBy = (belongs: (own: KeptOrder) => boolean) =>
    sum(bought.flatMap(({ order, own }) => (own && belongs(own) ? [costOf(order)] : [])));
  for (const { tickId, day } of kept) {
    expect(spentBy((own) => own.tickId === tickId).lte(caps.tick), 'the cap of a tick is kept').toBe(true);
    expect(spentBy((own) => own.day === day).lte(caps.day), 'the cap of a day is kept').toBe(true);
    expect((spending.get(day) ?? ZERO).lte(caps.day), 'what is bound keeps the cap of a day').toBe(true);
  }
}

/** When the exchange has answered again: what was bought is recorded, and nothing is left to do. */
export function expectNothingOpen({ kept, simulator }: Seen): void {
  expect(kept.filter(({ status }) => OPEN.includes(status))).toEqual([]);
  const traded = simulator.venue.state().orders.flatMap(fillsOf);
  expect(kept.flatMap(({ fills }) => fills).sort()).toEqual(traded.sort());
}

function fillsOf({ trades }: OrderState): string[] {
  return trades.map((it) => [it.quantity, it.price, it.fee].map(toExactString).join(' ')).sort();
}

/** In the quote currency: a fee in coins makes them fewer, not dearer. */
function costOf({ trades, pair }: OrderState): Decimal {
  return sum(trades.map((it) => it.quantity.times(it.price).plus(it.feeCurrency === pair.quote ? it.fee : ZERO)));
}
