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
import { lineUp, partOfTurn } from '../limits/line.js';
import { type Sizing, sizeCut, sizeOrder } from '../limits/sizing.js';
import type { CoinId, Order, Quote, Tick } from '../model.js';
import { Decimal, toExactString, ZERO } from '../money.js';
import { highestCost, highestPrice, type Instrument } from '../order/instrument.js';
import type { Signal } from '../strategies/strategy.js';
import type { Decision } from './decision.js';
import type { DecisionInputs } from './inputs.js';

/** A coin that the rule would buy. */
export interface Want {
  readonly quote: Quote;
  readonly decision: Decision;
  readonly signal: Signal;
  readonly terms: Instrument;
  /** Why it is not to be bought now, whatever the rule says; null when nothing speaks against it. */
  readonly heldBack: string | null;
}

/** What became of it. */
interface Grant {
  readonly decision: Decision;
  readonly order: Order | null;
}

export interface Budget {
  readonly sizing: Sizing;
  readonly caps: Caps;
}

interface Granted {
  readonly grants: ReadonlyMap<CoinId, Grant>;
  readonly spending: Spending;
  /** The limits of which a coin got nothing. */
  readonly refusedBy: ReadonlySet<Limit>;
}

/** Sizes the buys and cuts them to what caps and cash leave, in the order of the line. */
export function grantWants(tick: Tick, wants: readonly Want[], { sizing, caps }: Budget, before: Spending): Granted {
  const grants = new Map<CoinId, Grant>();
  const refusedBy = new Set<Limit>();
  let spending = before;
  let inTick = ZERO;
  let closed: Limit | null = null;
  for (const { want, turns } of lineUp(wants, before, tick.startedAt)) {
    const { coin } = want.quote;
    const { terms, heldBack } = want;
    const limits = roomsFor(coin, caps, spending, inTick, closed);
    const { carried } = spendingOf(spending, coin);
    const { order, decision, cut, due, carry } = grantWant(tick, want, sizing, { limits, carried, terms, heldBack });
    grants.set(coin, { decision, order });
    if (order) {
      const part = partOfTurn(costOf(order), mostFor(due, cut, before));
      spending = afterBuying(spending, order, { carried: carry, turns: turns.plus(part) });
      inTick = inTick.plus(costOf(order));
    } else {
      spending = afterCarrying(spending, coin, carry);
      if (cut) refusedBy.add(cut.by.limit);
    }
    // Whoever a shared limit cuts short ends its line. Else a smaller buy would overtake, and less money could buy more.
    // But a coin of which the limit buys nothing, however much it has left, must not keep the others from it.
    if (cut && isDivisible(want, sizing, carried) && cut.by.limit !== 'coin' && (order || cut.worn))
      closed = cut.by.limit;
  }
  return { grants, spending, refusedBy };
}

/** What a buy could cost at most if the limit that cut it were untouched; of money, what there was when the tick began. */
function mostFor(due: Decimal, cut: Allowance, { cash, balance }: Spending): Decimal {
  if (!cut) return due;
  const money = cut.by.limit === 'balance' ? balance : cash;
  return Decimal.min(due, cut.by.size ?? money ?? due);
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
  { limits, carried, terms, heldBack }: Pick<DecisionInputs, 'limits' | 'carried' | 'terms' | 'heldBack'>,
): Sized {
  const { quote, decision, signal } = want;
  const { coin, symbol, price } = quote;
  const inputs = decision.inputs && { ...decision.inputs, limits, carried, terms, heldBack };
  const whole = sizeOrder({ sizing, rules: terms, signal, symbol, price, carried });
  const costOfOne = highestCost(price, terms);
  const due = whole.quantity.times(costOfOne);
  const held = (why: string, carry: Decimal, cut: Allowance = null): Sized => {
    const reason = `${decision.reason}, but ${why}`;
    return { decision: { ...decision, inputs, action: 'hold', reason }, order: null, cut, due, carry };
  };

  if (heldBack !== null) return held(heldBack, carried);
  if (whole.quantity.isZero()) return held(whole.note ?? '', whole.carry);
  if (costOfOne.isZero()) return held(`its price is below the smallest price of ${terms.pair}`, carried);
  const cut = allow(due, isDivisible(want, sizing, carried), limits);
  const quantity = cut ? sizeCut(cut.cutTo, { sizing, rules: terms, price, costOfOne }) : whole.quantity;
  if (cut && quantity.isZero())
    return held(`${describeRoom(cut.by)} and one buy is ${toExactString(due)}`, carried, cut);

  // A cap takes from this buy, never from what earlier ones have carried: as much of that as is not spent stays.
  const notional = quantity.times(price);
  const unspent = whole.notional.plus(whole.carry).minus(notional);
  const carry = cut ? Decimal.min(carried, unspent) : whole.carry;
  const limitPrice = terms.pair === null ? null : highestPrice(price, terms);
  const order: Order = {
    id: `${tick.id}-${coin}`,
    tickId: tick.id,
    coin,
    side: 'buy',
    quantity,
    price,
    limitPrice,
    reserve: quantity.times(costOfOne),
    carried: Decimal.max(carried.minus(carry), ZERO),
    pair: terms.pair,
    createdAt: tick.startedAt,
  };
  const notes = [
    decision.reason,
    whole.note === null ? '' : `, ${whole.note}`,
    limitPrice && `, for at most ${toExactString(limitPrice)} each`,
    cut && `; ${describeRoom(cut.by)}: bought for ${toExactString(notional)}`,
  ];
  const reason = notes.filter(Boolean).join('');
  return { decision: { ...decision, inputs, reason }, order, cut, due, carry };
}

/** A quantity is bought whole or not at all; an amount of money can be cut, also one that was carried. */
function isDivisible({ signal }: Want, sizing: Sizing, carried: Decimal): boolean {
  return 'notional' in sizing || signal.notional !== undefined || carried.greaterThan(0);
}
