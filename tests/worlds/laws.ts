/** What must be true of a ledger and of a scripted exchange at every moment. Amounts are compared to the digit. */
import { createHash } from 'node:crypto';
import { dayOf } from '../../src/core/calendar.js';
import { Decimal, sum, toExactString, ZERO } from '../../src/core/money.js';
import type { BrokerFill } from '../../src/core/order/events.js';
import { isOpen, type OrderRecord, type OrderStatus, transactionIdOf } from '../../src/core/order/order.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { type Entry, quantityOf, type ScriptedExchange, terms } from '../broker/scripted.js';
import { collect } from '../ledger/ledgers.js';

interface Bounds {
  readonly deposit: Decimal;
  readonly tick: Decimal;
  readonly day: Decimal;
}

/** Also when a run was killed a moment ago. */
export async function expectLaws(
  ledger: Ledger,
  exchange: ScriptedExchange,
  coins: readonly string[],
  now: Date,
  bounds: Bounds,
): Promise<void> {
  const orders = await collect(ledger.streamOrders({}));
  const known = new Map(orders.map((order) => [order.clientOrderId, order]));
  for (const [id, times] of exchange.requests) {
    holds(times === 1, () => `the order ${id} is sent once`);
    const isRecorded = (known.get(id)?.status ?? 'promised') !== 'promised';
    holds(isRecorded, () => `that the order ${id} is sent is recorded before`);
  }
  for (const entry of exchange.entries.values()) expectOrder(entry, known.get(entry.order.clientOrderId), exchange);
  for (const order of orders) {
    const bought = exchange.entries.get(order.clientOrderId);
    const isPlain = bought !== undefined || order.fills.length === 0 || isByHand(order);
    holds(isPlain, () => `the order ${order.id} bought nothing`);
    expectState(order);
  }
  const isMisjudged = [...exchange.entries.values()].some((entry) => entry.isMisjudged);
  if (!isMisjudged) expectCaps(exchange, bounds);
  await expectSums(ledger, orders, coins, now, bounds);
}

/** An order at the exchange, beside what is recorded of it. */
function expectOrder(entry: Entry, own: OrderRecord | undefined, exchange: ScriptedExchange): void {
  if (!own) throw new Error(`the ledger does not know the order ${entry.order.id}`);
  if (isByHand(own)) {
    expectTrueWord(own, entry, exchange);
    return;
  }
  const bought = exchange.tradesOf(entry);
  holds(own.fills.every(isOneOf(bought)), () => `what is recorded of ${own.id} was bought`);
  const isTwice = own.fills.some((fill, index) => own.fills.slice(index + 1).some(isSame(fill)));
  holds(!isTwice, () => `no fill of ${own.id} is recorded twice`);
  if (entry.isMisjudged) return;
  if (isOpen(own)) {
    const most = mostOf(entry, exchange);
    holds(most.lte(own.reserve), () => `${own.id} may cost ${most}: ${own.reserve} is reserved`);
  } else {
    holds(!exchange.isOpen(entry), () => `what is closed here, ${own.id}, is closed there`);
    holds(bought.every(isOneOf(own.fills)), () => `all that ${own.id} bought is recorded`);
  }
}

/** An owner says one quantity, at one price, for all that an order has bought. */
function expectTrueWord({ id, fills }: OrderRecord, entry: Entry, exchange: ScriptedExchange): void {
  const isWhole = quantityOf(fills).equals(quantityOf(exchange.tradesOf(entry))) && !exchange.isOpen(entry);
  holds(isWhole || entry.isMisjudged, () => `what the owner said of ${id} is what it has bought`);
}

/** How many fills an order may have in each state: the scripted exchange fills none in more than two parts. */
const FILLS: Readonly<Record<OrderStatus, readonly [least: number, most: number]>> = {
  promised: [0, 0],
  sending: [0, 0],
  acknowledged: [0, 0],
  rejected: [0, 0],
  'partially-filled': [1, 2],
  filled: [1, 2],
  cancelled: [0, 2],
  expired: [0, 2],
};

function expectState({ id, status, fills, sentAt, closedAt, quantity }: OrderRecord): void {
  const [least, most] = FILLS[status];
  holds(fills.length >= least && fills.length <= most, () => `${id} is ${status}, and has ${fills.length} fills`);
  holds((closedAt === null) === isOpen({ status }), () => `${id} is ${status}, and was closed at ${closedAt}`);
  const isSent = status !== 'promised' && (isOpen({ status }) || fills.length > 0);
  holds(!isSent || sentAt !== null, () => `${id} is ${status}, and was sent`);
  holds(quantityOf(fills).lte(quantity), () => `${id} did not buy more than was promised`);
}

/** What was spent, and what may still be, is never beyond the caps. */
function expectCaps(exchange: ScriptedExchange, { tick, day }: Bounds): void {
  const spent = new Map<string, Decimal>();
  for (const entry of exchange.entries.values()) {
    const { tickId, createdAt } = entry.order;
    for (const key of [tickId, dayOf(createdAt)])
      spent.set(key, (spent.get(key) ?? ZERO).plus(mostOf(entry, exchange)));
  }
  for (const [key, amount] of spent)
    holds(amount.lte(key.startsWith('tick') ? tick : day), () => `${key} keeps its cap: it may spend ${amount}`);
}

/** What the ledger keeps beside the orders is what they make. */
async function expectSums(
  ledger: Ledger,
  orders: readonly OrderRecord[],
  coins: readonly string[],
  now: Date,
  { deposit, day }: Bounds,
): Promise<void> {
  const counted = (some: readonly OrderRecord[]) => sum(some.map(countOf));
  const spending = await ledger.loadSpending(now, coins);
  const total = counted(orders);
  isEqual(spending.total, total, 'all that is spent and bound');
  for (const coin of coins) {
    const own = counted(orders.filter((order) => order.coin === coin));
    isEqual(spending.coins.get(coin)?.amount ?? ZERO, own, `what is spent and bound for ${coin}`);
  }
  const [latest] = await ledger.loadCash(1);
  isEqual(latest?.balance ?? ZERO, deposit.minus(total), 'the cash');
  if (!orders.some(({ fills }) => fills.some(({ lateDay }) => lateDay !== null))) {
    const today = orders.filter(({ createdAt }) => dayOf(createdAt) === dayOf(now));
    isEqual(spending.day, counted(today), 'what is spent and bound today');
    holds(spending.day.lte(day), () => 'what is spent and bound today keeps the cap');
    holds(total.lte(deposit), () => 'no more is spent and bound than there is cash');
  }

  const fills = orders.flatMap((order) =>
    order.fills.map((fill) => ({ ...fill, transaction: transactionIdOf(order, fill) })),
  );
  const transactions = new Map((await collect(ledger.streamTransactions({}))).map((it) => [it.id, it]));
  holds(transactions.size === fills.length, () => 'each fill is one transaction');
  for (const { tradeId, transaction: id, ...fill } of fills) {
    const kept = transactions.get(id);
    holds(kept !== undefined && isSame({ ...fill, tradeId })({ ...kept, tradeId }), () => `${id} is a transaction`);
  }
  const holdings = new Map((await ledger.loadHoldings()).map((holding) => [holding.coin, holding]));
  for (const coin of coins) {
    const own = orders.filter((order) => order.coin === coin && order.fills.length > 0);
    const bought = own.flatMap((order) => order.fills);
    const held = holdings.get(coin);
    holds((held?.buyCount ?? 0) === own.length, () => `${coin} was bought by ${own.length} orders`);
    isEqual(held?.quantity ?? ZERO, quantityOf(bought), `what is held of ${coin}`);
    isEqual(held?.costBasis ?? ZERO, sum(bought.map(costOf)), `what was paid for ${coin}`);
  }
}

/** When the exchange has answered for two ticks: what was bought is recorded, and open is only what it holds open. */
export async function expectNothingOpen(ledger: Ledger, exchange: ScriptedExchange): Promise<void> {
  for (const order of await collect(ledger.streamOrders({}))) {
    const entry = exchange.entries.get(order.clientOrderId);
    if (isByHand(order)) {
      holds(!isOpen(order), () => `what the owner said of ${order.id} stands`);
      continue;
    }
    const isOpenThere = entry !== undefined && exchange.isOpen(entry);
    holds(isOpen(order) === isOpenThere, () => `${order.id} is ${order.status}; open at the exchange: ${isOpenThere}`);
    const bought = entry ? exchange.tradesOf(entry) : [];
    holds(bought.every(isOneOf(order.fills)), () => `all that ${order.id} bought is recorded`);
  }
}

/** All that what comes depends on. */
export async function stateOf(
  ledger: Ledger,
  { entries, requests }: ScriptedExchange,
  coins: readonly string[],
  now: Date,
): Promise<string> {
  const { openOrders: _, coins: sums, ...spending } = await ledger.loadSpending(now, coins);
  const [cash] = await ledger.loadCash(1);
  const orders = await collect(ledger.streamOrders({}));
  const all = [now, [...entries], [...requests], orders, [...sums], spending, cash?.balance];
  return createHash('sha256').update(JSON.stringify(all)).digest('base64');
}

/** Whether its owner has said what it bought. */
function isByHand({ fills }: OrderRecord): boolean {
  return fills.some(({ tradeId }) => tradeId === 'by-hand');
}

function countOf(order: OrderRecord): Decimal {
  const spent = sum(order.fills.map(costOf));
  return isOpen(order) ? Decimal.max(order.reserve, spent) : spent;
}

/** What an order at the exchange has cost, and may still cost. */
function mostOf(entry: Entry, exchange: ScriptedExchange): Decimal {
  const fills = exchange.tradesOf(entry);
  const spent = sum(fills.map(costOf));
  if (!exchange.isOpen(entry)) return spent;
  const { quantity, limitPrice, price } = entry.order;
  const rest = quantity.minus(quantityOf(fills)).times(limitPrice ?? price);
  return spent.plus(rest.times(terms.feeRate.plus(1)));
}

function costOf({ quantity, price, fee }: Pick<BrokerFill, 'quantity' | 'price' | 'fee'>): Decimal {
  return quantity.times(price).plus(fee);
}

type Figures = Pick<BrokerFill, 'tradeId' | 'quantity' | 'price' | 'fee'>;

function isSame(one: Figures): (other: Figures) => boolean {
  return ({ tradeId, quantity, price, fee }) =>
    one.tradeId === tradeId && one.quantity.equals(quantity) && one.price.equals(price) && one.fee.equals(fee);
}

function isOneOf(fills: readonly Figures[]): (fill: Figures) => boolean {
  return (fill) => fills.some(isSame(fill));
}

function isEqual(is: Decimal, mustBe: Decimal, what: string): void {
  holds(is.equals(mustBe), () => `${what} is ${toExactString(is)}, and must be ${toExactString(mustBe)}`);
}

/** What must be true is put into words where it is not: that takes longer than to find it out. */
function holds(isTrue: boolean, law: () => string): void {
  if (!isTrue) throw new Error(law());
}
