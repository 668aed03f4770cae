import { dayOf } from '../calendar.js';
import { type Decimal, ZERO } from '../money.js';
import { carriedBackBy, commitmentsOf, type DayAmount } from './cost.js';
import type { BrokerFill, OrderEvent, Sighting } from './events.js';
import { filledQuantity, isOpen, type OrderFill, type OrderRecord, type OrderStatus } from './order.js';

/** An order after one or more events, and what else must be written with it. */
export interface Transition {
  readonly order: OrderRecord;
  /** Whether there is anything to be written. */
  readonly isChange: boolean;
  readonly effects: Effects;
}

export interface Effects {
  /** Fills that were not known before: each is a transaction, and changes the position. */
  readonly fills: readonly OrderFill[];
  /** How much more counts against the caps of a day; negative for what is released. None where nothing changes. */
  readonly commitments: readonly DayAmount[];
  /** By how much the coin's carried amount grows; negative where a closed order turns out to be open. */
  readonly carriedBack: Decimal;
}

const NEVER_ARRIVED = 'never arrived';
const NO_LONGER_THERE = 'the broker no longer has it';
const NEVER_SENT = 'resolved by hand: never sent';

/** The reasons of orders that were closed because nobody had them, as far as was known: their broker may find them yet. */
export const absenceReasons: readonly string[] = [NEVER_ARRIVED, NO_LONGER_THERE, NEVER_SENT];

/**
 * The life of an order. "×" cannot happen, and throws; "=" changes nothing.
 *
 *                   promised   sending       acknowledged  partially-filled  filled  cancelled  expired  rejected
 *     sending       sending    ×             ×             ×                 ×       ×          ×        ×
 *     not-sent      ×          promised      ×             ×                 ×       ×          ×        ×
 *     refused       ×          rejected      ×             ×                 ×       ×          ×        ×
 *     unanswered    ×          = (why)       ×             ×                 ×       ×          ×        ×
 *     acknowledged  ×          acknowledged  ×             ×                 ×       ×          ×        ×
 *     found         ×          as seen       as seen       as seen           late    as seen    as seen  as seen
 *     absent        ×          rejected      rejected      expired           =       =          =        =
 *     given-up      rejected   ×             ×             ×                 ×       ×          ×        ×
 *     withdrawn     cancelled  ×             ×             ×                 ×       ×          ×        ×
 *     resolved      ×          filled or     ×             ×                 ×       ×          ×        ×
 *                              rejected
 *
 * "As seen" is closed when the broker says so and the fills that are known add up to what it says was executed; until then
 * it is partially filled when something was bought, else acknowledged. "Late" records the fills that are new and leaves the
 * order filled. Fills that close an order or come before are its own; those that are found when it is closed are late.
 */
export function transition(order: OrderRecord, ...events: readonly OrderEvent[]): Transition {
  const after = events.reduce(next, order);
  const effects = {
    fills: after.fills.slice(order.fills.length),
    commitments: differences(commitmentsOf(order), commitmentsOf(after)),
    carriedBack: carriedBackBy(after).minus(carriedBackBy(order)),
  };
  return { order: after, isChange: isChange(order, after), effects };
}

function isChange(before: OrderRecord, after: OrderRecord): boolean {
  const hasNews = before.status !== after.status || before.fills.length !== after.fills.length;
  return hasNews || before.exchangeId !== after.exchangeId || before.reason !== after.reason;
}

function next(order: OrderRecord, event: OrderEvent): OrderRecord {
  switch (event.kind) {
    case 'sending':
      return from('promised', order, event, { status: 'sending', sentAt: event.at, reason: null });
    case 'not-sent':
      return from('sending', order, event, { status: 'promised', sentAt: null, reason: event.reason });
    case 'refused':
      return from('sending', order, event, closed('rejected', event.at, event.reason));
    case 'unanswered':
      return from('sending', order, event, { reason: event.reason });
    case 'acknowledged':
      return from('sending', order, event, { status: 'acknowledged', exchangeId: event.exchangeId, reason: null });
    case 'found':
      return order.status === 'promised' ? impossible(order, event) : asSeen(order, event.sighting, event.at);
    case 'absent':
      return order.status === 'promised' ? impossible(order, event) : asAbsent(order, event.at);
    case 'given-up':
      return from('promised', order, event, closed('rejected', event.at, 'not sent: the run ended first'));
    case 'withdrawn':
      return from('promised', order, event, closed('cancelled', event.at, event.reason));
    case 'resolved':
      return event.fill
        ? from('sending', order, event, {
            ...closed('filled', event.fill.at, 'resolved by hand: filled'),
            fills: [{ ...event.fill, lateDay: null }],
          })
        : from('sending', order, event, closed('rejected', event.at, NEVER_SENT));
  }
}

/** Changes an order that must be in one state for it. */
function from(status: OrderStatus, order: OrderRecord, event: OrderEvent, changes: Partial<OrderRecord>): OrderRecord {
  return order.status === status ? { ...order, ...changes } : impossible(order, event);
}

function closed(status: OrderStatus, closedAt: Date, reason: string | null) {
  return { status, closedAt, reason };
}

function asAbsent(order: OrderRecord, at: Date): OrderRecord {
  if (!isOpen(order)) return order;
  if (order.status === 'sending') return { ...order, ...closed('rejected', at, NEVER_ARRIVED) };
  return { ...order, ...closed(order.fills.length > 0 ? 'expired' : 'rejected', at, NO_LONGER_THERE) };
}

function asSeen(order: OrderRecord, sighting: Sighting, at: Date): OrderRecord {
  const exchangeId = sighting.exchangeId ?? order.exchangeId;
  const unknown = newFills(order, sighting.fills);
  const seen = { ...order, exchangeId, fills: [...order.fills, ...unknown] };
  const status = order.status === 'filled' ? 'filled' : statusSeen(sighting, filledQuantity(seen));
  const isLate = !isOpen(order) && !isOpen({ status });
  const fills = [...order.fills, ...unknown.map((fill) => ({ ...fill, lateDay: isLate ? dayOf(fill.at) : null }))];
  if (isOpen({ status })) return { ...seen, fills, status, closedAt: null, reason: null };
  if (status === order.status) return { ...seen, fills };
  const lastFillAt = fills.at(-1)?.at ?? at;
  return { ...seen, fills, ...closed(status, status === 'filled' ? lastFillAt : at, sighting.reason) };
}

/** The fills that the order does not have yet, each once, oldest first. */
function newFills({ fills }: OrderRecord, seen: readonly BrokerFill[]): OrderFill[] {
  const known = new Set(fills.map(({ tradeId }) => tradeId));
  const fresh = seen.filter(({ tradeId }) => !known.has(tradeId));
  const once = [...new Map(fresh.map((fill) => [fill.tradeId, { lateDay: null, ...fill }])).values()];
  return once.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function statusSeen({ status, executed }: Sighting, recorded: Decimal): OrderStatus {
  const isComplete = recorded.equals(executed) && !(status === 'filled' && executed.isZero());
  if (status === 'open' || !isComplete) return recorded.greaterThan(0) ? 'partially-filled' : 'acknowledged';
  return status === 'rejected' && executed.greaterThan(0) ? 'cancelled' : status;
}

/** By day: what was added; nothing where both are the same. */
function differences(before: readonly DayAmount[], after: readonly DayAmount[]): DayAmount[] {
  const sums = new Map<string, Decimal>();
  const add = (day: string, amount: Decimal) => sums.set(day, (sums.get(day) ?? ZERO).plus(amount));
  for (const { day, amount } of before) add(day, amount.negated());
  for (const { day, amount } of after) add(day, amount);
  return [...sums].map(([day, amount]) => ({ day, amount })).filter(({ amount }) => !amount.isZero());
}

function impossible({ id, status }: OrderRecord, { kind }: OrderEvent): never {
  throw new Error(`the order ${id} is ${status}: "${kind}" cannot happen to it`);
}
