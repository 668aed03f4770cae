import {
  afterBuying,
  afterCarrying,
  type Caps,
  type Cut,
  costOf,
  cutToLimits,
  describeHeadroom,
  headroomsFor,
  type Limit,
  type Spending,
  spendingOf,
} from '../limits/caps.js';
import { byPriority, partOfBuy } from '../limits/priority.js';
import { type Sizing, sizeCut, sizeOrder } from '../limits/sizing.js';
import type { CoinId, Order, Quote, Tick } from '../model.js';
import { Decimal, toExactString, ZERO } from '../money.js';
import { highestCost, highestPrice, type Instrument } from '../order/instrument.js';
import type { Signal } from '../strategies/strategy.js';
import type { Decision } from './decision.js';
import type { DecisionInputs } from './inputs.js';

/** A coin that the rule wants to buy. */
export interface Candidate {
  readonly quote: Quote;
  readonly decision: Decision;
  readonly signal: Signal;
  readonly terms: Instrument;
  /** Why no order is made for it now, whatever the rule says; null when one may be made. */
  readonly heldBack: string | null;
}

/** What a tick decides about a candidate. */
interface Outcome {
  readonly decision: Decision;
  readonly order: Order | null;
}

export interface Budget {
  readonly sizing: Sizing;
  readonly caps: Caps;
}

interface Allocation {
  readonly outcomes: ReadonlyMap<CoinId, Outcome>;
  readonly spending: Spending;
  /** The limits that left nothing for some candidate. */
  readonly refusedBy: ReadonlySet<Limit>;
}

/** Sizes the buys and cuts them to what caps and cash leave: one candidate after the other, by priority. */
export function allocate(
  tick: Tick,
  candidates: readonly Candidate[],
  { sizing, caps }: Budget,
  before: Spending,
): Allocation {
  const outcomes = new Map<CoinId, Outcome>();
  const refusedBy = new Set<Limit>();
  let spending = before;
  let inTick = ZERO;
  let closed: Limit | null = null;
  for (const { candidate, buysGiven } of byPriority(candidates, before, tick.startedAt)) {
    const { quote, terms, heldBack } = candidate;
    const { coin } = quote;
    const limits = headroomsFor(coin, caps, spending, inTick, closed);
    const { carried } = spendingOf(spending, coin);
    const { order, decision, cut, due, carry } = allocateOne(tick, candidate, sizing, {
      limits,
      carried,
      terms,
      heldBack,
    });
    outcomes.set(coin, { decision, order });
    if (order) {
      const part = partOfBuy(costOf(order), costAtFullLimit(due, cut, before));
      spending = afterBuying(spending, order, { carried: carry, buysGiven: buysGiven.plus(part) });
      inTick = inTick.plus(costOf(order));
    } else {
      spending = afterCarrying(spending, coin, carry);
      if (cut) refusedBy.add(cut.by.limit);
    }
    // After a shared limit has cut a buy, it gives nothing to the candidates that follow. Otherwise a smaller buy could go first,
    // and a lower cap could spend more. A candidate that gets nothing, although much is left, does not stop the others.
    if (cut && isDivisible(candidate, sizing, carried) && cut.by.limit !== 'coin' && (order || cut.hasTooLittle))
      closed = cut.by.limit;
  }
  return { outcomes, spending, refusedBy };
}

/** The most that a buy could cost if nothing had been taken from the limit that cut it. Of money that is what was there when the tick began. */
function costAtFullLimit(due: Decimal, cut: Cut | null, { cash, balance }: Spending): Decimal {
  if (!cut) return due;
  const money = cut.by.limit === 'balance' ? balance : cash;
  return Decimal.min(due, cut.by.size ?? money ?? due);
}

interface AllocatedBuy extends Outcome {
  readonly cut: Cut | null;
  /** What the buy would cost without limits. */
  readonly due: Decimal;
  /** What is carried forward to the coin's next buy. */
  readonly carry: Decimal;
}

/** Decides about one candidate, with what the limits leave for it. */
export function allocateOne(
  tick: Tick,
  candidate: Candidate,
  sizing: Sizing,
  { limits, carried, terms, heldBack }: Pick<DecisionInputs, 'limits' | 'carried' | 'terms' | 'heldBack'>,
): AllocatedBuy {
  const { quote, decision, signal } = candidate;
  const { coin, symbol, price } = quote;
  const inputs = decision.inputs && { ...decision.inputs, limits, carried, terms, heldBack };
  const whole = sizeOrder({ sizing, rules: terms, signal, symbol, price, carried });
  const costOfOne = highestCost(price, terms);
  const due = whole.quantity.times(costOfOne);
  const held = (why: string, carry: Decimal, cut: Cut | null = null): AllocatedBuy => {
    const reason = `${decision.reason}, but ${why}`;
    return { decision: { ...decision, inputs, action: 'hold', reason }, order: null, cut, due, carry };
  };

  if (heldBack !== null) return held(heldBack, carried);
  if (whole.quantity.isZero()) return held(whole.note ?? '', whole.carry);
  if (costOfOne.isZero()) return held(`its price is below the smallest price of ${terms.pair}`, carried);
  const cut = cutToLimits(due, isDivisible(candidate, sizing, carried), limits);
  const quantity = cut ? sizeCut(cut.to, { sizing, rules: terms, price, costOfOne }) : whole.quantity;
  if (cut && quantity.isZero())
    return held(`${describeHeadroom(cut.by)} and one buy is ${toExactString(due)}`, carried, cut);

  // A cap reduces this buy, and never the amount that earlier buys have carried: what is not spent of that stays carried.
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
    cut && `; ${describeHeadroom(cut.by)}: bought for ${toExactString(notional)}`,
  ];
  const reason = notes.join('');
  return { decision: { ...decision, inputs, reason }, order, cut, due, carry };
}

/** Whether a buy can be cut. A quantity is bought whole or not at all; an amount of money can be cut, also one that was carried. */
function isDivisible({ signal }: Candidate, sizing: Sizing, carried: Decimal): boolean {
  return 'notional' in sizing || signal.notional !== undefined || carried.greaterThan(0);
}
