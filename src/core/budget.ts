import {
  type Allowance,
  afterBuying,
  afterCarrying,
  allow,
  type Caps,
  costOf,
  describeRoom,
  type Limit,
  type Room,
  roomsFor,
  type Spending,
  spendingOf,
} from './caps.js';
import { lineUp } from './line.js';
import type { CoinId, Decision, Order, Quote, Tick } from './model.js';
import { type Decimal, toExactString, ZERO } from './money.js';
import { type Sizing, sizeOrder } from './sizing.js';
import type { Signal } from './strategies/strategy.js';

/** A coin that the rule would buy. */
export interface Want {
  readonly quote: Quote;
  readonly decision: Decision;
  readonly signal: Signal;
}

/** What became of it. */
export interface Grant {
  readonly decision: Decision;
  readonly order: Order | null;
}

export interface Budget {
  readonly sizing: Sizing;
  readonly caps: Caps;
}

/** Sizes the buys and cuts them to what caps and cash leave, in the order of the line. */
export function grantWants(
  tick: Tick,
  wants: readonly Want[],
  budget: Budget,
  before: Spending,
): { readonly grants: ReadonlyMap<CoinId, Grant>; readonly spending: Spending } {
  const grants = new Map<CoinId, Grant>();
  let spending = before;
  let inTick = ZERO;
  let closed: Limit | null = null;
  for (const want of lineUp(wants, before)) {
    const { coin } = want.quote;
    const rooms = roomsFor(coin, budget.caps, spending, inTick, closed);
    const { order, decision, cut, carry } = grantWant(
      tick,
      want,
      budget.sizing,
      rooms,
      spendingOf(spending, coin).carried,
    );
    grants.set(coin, { decision, order });
    spending = order ? afterBuying(spending, order, cut !== null, carry) : afterCarrying(spending, coin, carry);
    inTick = order ? inTick.plus(costOf(order)) : inTick;
    // Whoever a shared limit cuts short ends its line. Else a smaller buy would overtake, and less money could buy more.
    if (cut && isDivisible(budget.sizing) && cut.by.limit !== 'coin') closed = cut.by.limit;
  }
  return { grants, spending };
}

interface Sized extends Grant {
  readonly cut: Allowance;
  /** What is carried forward to the coin's next buy. */
  readonly carry: Decimal;
}

function grantWant(tick: Tick, want: Want, sizing: Sizing, rooms: readonly Room[], carried: Decimal): Sized {
  const { coin, price } = want.quote;
  const inputs = { ...want.decision.inputs, limits: rooms.map(recordRoom), carried: toExactString(carried) };
  const held = (why: string, carry: Decimal, cut: Allowance = null): Sized => {
    const decision: Decision = {
      ...want.decision,
      inputs,
      action: 'hold',
      reason: `${want.decision.reason}, but ${why}`,
    };
    return { decision, order: null, cut, carry };
  };

  const whole = sizeBuy(want, sizing, carried);
  if (whole.quantity.isZero()) return held(whole.note ?? '', whole.carry);
  const cost = whole.quantity.times(price);
  const cut = allow(cost, isDivisible(sizing), rooms);
  const quantity = cut ? sizeCut(want, cut.cutTo) : whole.quantity;
  if (cut && quantity.isZero())
    return held(`${describeRoom(cut.by)} and one buy is ${toExactString(cost)}`, carried, cut);

  const order: Order = {
    id: `${tick.id}-${coin}`,
    tickId: tick.id,
    coin,
    side: 'buy',
    quantity,
    price,
    createdAt: tick.startedAt,
  };
  const bought = cut ? `; ${describeRoom(cut.by)}: bought for ${toExactString(costOf(order))}` : '';
  const decision = { ...want.decision, inputs, reason: `${want.decision.reason}${bought}` };
  return { decision, order, cut, carry: cut ? ZERO : whole.carry };
}

interface Buy {
  readonly quantity: Decimal;
  readonly carry: Decimal;
  /** Why the quantity is zero, when it is. */
  readonly note: string | null;
}

/** One buy of what is wanted, before any limit. */
function sizeBuy({ quote: { price, symbol } }: Want, sizing: Sizing, carried: Decimal): Buy {
  const quantity = sizeOrder(sizing, price);
  const note = quantity.isZero() ? `the amount buys less than 0.00000001 ${symbol}` : null;
  return { quantity, carry: carried, note };
}

/** What an amount of money buys, when a limit leaves no more. */
function sizeCut({ quote: { price } }: Want, amount: Decimal): Decimal {
  return sizeOrder({ notional: amount }, price);
}

/** A quantity is bought whole or not at all; an amount of money can be cut. */
function isDivisible(sizing: Sizing): boolean {
  return 'notional' in sizing;
}

function recordRoom({ limit, size, left, closed }: Room) {
  return { limit, size: size && toExactString(size), left: toExactString(left), ...(closed && { closed }) };
}
