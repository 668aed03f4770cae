import {
  type Allowance,
  afterBuying,
  afterCarrying,
  allow,
  type Caps,
  costOf,
  describeRoom,
  type Limit,
  roomsFor,
  type Spending,
  spendingOf,
} from '../limits/caps.js';
import { lineUp } from '../limits/line.js';
import { type Sizing, sizeOrder } from '../limits/sizing.js';
import type { CoinId, Order, Quote, Tick } from '../model.js';
import { Decimal, toExactString, ZERO } from '../money.js';
import type { Signal } from '../strategies/strategy.js';
import type { Decision } from './decision.js';
import type { DecisionInputs } from './inputs.js';

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
  { sizing, caps }: Budget,
  before: Spending,
): { readonly grants: ReadonlyMap<CoinId, Grant>; readonly spending: Spending } {
  const grants = new Map<CoinId, Grant>();
  let spending = before;
  let inTick = ZERO;
  let closed: Limit | null = null;
  for (const want of lineUp(wants, before)) {
    const { coin } = want.quote;
    const limits = roomsFor(coin, caps, spending, inTick, closed);
    const { carried } = spendingOf(spending, coin);
    const { order, decision, cut, due, carry } = grantWant(tick, want, sizing, { limits, carried });
    grants.set(coin, { decision, order });
    if (order) {
      const isTurn = costOf(order).greaterThanOrEqualTo(mostFor(due, cut, before).div(2));
      spending = afterBuying(spending, order, { carried: carry, cut, isTurn });
      inTick = inTick.plus(costOf(order));
    } else spending = afterCarrying(spending, coin, carry);
    // Whoever a shared limit cuts short ends its line. Else a smaller buy would overtake, and less money could buy more.
    // But a coin of which the limit buys nothing, however much it has left, must not keep the others from it.
    if (cut && isDivisible(want, sizing, carried) && cut.by.limit !== 'coin' && (order || cut.worn))
      closed = cut.by.limit;
  }
  return { grants, spending };
}

/** What a buy could cost at most if the limit that cut it were untouched; of the cash, what there was when the tick began. */
function mostFor(due: Decimal, cut: Allowance, { cash }: Spending): Decimal {
  return cut ? Decimal.min(due, cut.by.size ?? cash ?? due) : due;
}

interface Sized extends Grant {
  readonly cut: Allowance;
  /** What it would cost without limits. */
  readonly due: Decimal;
  /** What is carried forward to the coin's next buy. */
  readonly carry: Decimal;
}

/** What becomes of one buy, when it is the coin's turn. */
export function grantWant(
  tick: Tick,
  want: Want,
  sizing: Sizing,
  { limits, carried }: Pick<DecisionInputs, 'limits' | 'carried'>,
): Sized {
  const { quote, decision, signal } = want;
  const { coin, symbol, price } = quote;
  const inputs = decision.inputs && { ...decision.inputs, limits, carried };
  const whole = sizeOrder({ sizing, signal, symbol, price, carried });
  const held = (why: string, carry: Decimal, cut: Allowance = null): Sized => {
    const reason = `${decision.reason}, but ${why}`;
    return { decision: { ...decision, inputs, action: 'hold', reason }, order: null, cut, due: whole.notional, carry };
  };

  if (whole.quantity.isZero()) return held(whole.note ?? '', whole.carry);
  const cut = allow(whole.notional, isDivisible(want, sizing, carried), limits);
  const quantity = cut ? sizeCut(want, sizing, cut.cutTo) : whole.quantity;
  if (cut && quantity.isZero())
    return held(`${describeRoom(cut.by)} and one buy is ${toExactString(whole.notional)}`, carried, cut);

  const order: Order = {
    id: `${tick.id}-${coin}`,
    tickId: tick.id,
    coin,
    side: 'buy',
    quantity,
    price,
    limitPrice: null,
    reserve: quantity.times(price),
    carried: ZERO,
    pair: null,
    createdAt: tick.startedAt,
  };
  const noted = whole.note === null ? '' : `, ${whole.note}`;
  const bought = cut ? `; ${describeRoom(cut.by)}: bought for ${toExactString(costOf(order))}` : '';
  const reason = `${decision.reason}${noted}${bought}`;
  // A cap takes from this buy, never from what earlier ones have carried: as much of that as is not spent stays.
  const unspent = whole.notional.plus(whole.carry).minus(costOf(order));
  const carry = cut ? Decimal.min(carried, unspent) : whole.carry;
  return { decision: { ...decision, inputs, reason }, order, cut, due: whole.notional, carry };
}

/** What an amount of money buys, when a limit leaves no more: nothing when that is less than the smallest order. */
function sizeCut({ quote: { symbol, price } }: Want, { step, minNotional }: Sizing, amount: Decimal): Decimal {
  const sizing = { notional: amount, ...(step && { step }), ...(minNotional && { minNotional }) };
  return sizeOrder({ sizing, signal: {}, symbol, price, carried: ZERO }).quantity;
}

/** A quantity is bought whole or not at all; an amount of money can be cut, also one that was carried. */
function isDivisible({ signal }: Want, sizing: Sizing, carried: Decimal): boolean {
  return 'notional' in sizing || signal.notional !== undefined || carried.greaterThan(0);
}
