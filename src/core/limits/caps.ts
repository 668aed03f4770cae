import type { CoinId, Order, Position } from '../model.js';
import { Decimal, sum, toExactString, ZERO } from '../money.js';
import type { OrderRecord } from '../order/order.js';

/** The most that may be bought, in the quote currency; an absent cap does not limit. */
export interface Caps {
  readonly tick?: Decimal;
  /** Per UTC day. */
  readonly day?: Decimal;
  /** Per UTC month. */
  readonly month?: Decimal;
  /** Per coin, in all. */
  readonly coin?: Decimal;
  /** In all. */
  readonly total?: Decimal;
}

/** What was spent so far, and is bound by open orders: all of the past that a plan must know to keep within caps and cash. */
export interface Spending {
  readonly day: Decimal;
  readonly month: Decimal;
  readonly total: Decimal;
  /** By coin; one that is not here was never bought. */
  readonly coins: ReadonlyMap<CoinId, CoinSpending>;
  /** The paper account's balance; null when nothing was ever deposited: then cash does not limit. */
  readonly cash: Decimal | null;
  /** What the broker's account has left for new orders, as the plan is told; null where it has no end, as on paper. */
  readonly balance: Decimal | null;
  /** What is held, and what is promised and not settled yet, by coin; one that is not here was never bought. */
  readonly positions: ReadonlyMap<CoinId, Position>;
  /** All orders that may still buy something, also of other coins. */
  readonly openOrders: readonly OrderRecord[];
}

export interface CoinSpending {
  readonly amount: Decimal;
  /** Too little to buy so far, added to the coin's next buy. */
  readonly carried: Decimal;
  /** How many buys it was given: one that a limit cut short counts for its part. See the line. */
  readonly turns: Decimal;
  readonly lastBoughtAt: Date | null;
}

export const NOTHING_SPENT: Spending = {
  day: ZERO,
  month: ZERO,
  total: ZERO,
  coins: new Map(),
  cash: null,
  balance: null,
  positions: new Map(),
  openOrders: [],
};
const NEVER_BOUGHT: CoinSpending = { amount: ZERO, carried: ZERO, turns: ZERO, lastBoughtAt: null };

export function spendingOf({ coins }: Spending, coin: CoinId): CoinSpending {
  return coins.get(coin) ?? NEVER_BOUGHT;
}

/** What an order may cost at most, which counts until it is known what it did cost. */
export function costOf({ reserve }: Pick<Order, 'reserve'>): Decimal {
  return reserve;
}

export const limits = ['tick', 'day', 'month', 'total', 'coin', 'cash', 'balance'] as const;
export type Limit = (typeof limits)[number];

/** What one limit leaves for a coin. */
export interface Room {
  readonly limit: Limit;
  /** The cap itself; null for money, which has no other size than what is left. */
  readonly size: Decimal | null;
  readonly left: Decimal;
  /** A coin that was due earlier was cut short by it: what little is left is nobody's. */
  readonly closed: boolean;
}

/** What each limit leaves for a coin, after `inTick` was bought in the tick at hand; `closed` is the limit that ended its line. */
export function roomsFor(
  coin: CoinId,
  caps: Caps,
  spending: Spending,
  inTick: Decimal,
  closed: Limit | null,
): readonly Room[] {
  const spent = {
    tick: inTick,
    day: spending.day,
    month: spending.month,
    total: spending.total,
    coin: spendingOf(spending, coin).amount,
  };
  const rooms = (['tick', 'day', 'month', 'total', 'coin'] as const).flatMap((limit): Room[] => {
    const size = caps[limit];
    return size ? [{ limit, size, left: notBelowZero(size.minus(spent[limit])), closed: limit === closed }] : [];
  });
  const money = (['cash', 'balance'] as const).flatMap((limit): Room[] => {
    const left = spending[limit];
    return left ? [{ limit, size: null, left: notBelowZero(left), closed: limit === closed }] : [];
  });
  return [...rooms, ...money];
}

function notBelowZero(amount: Decimal): Decimal {
  return amount.isNegative() ? ZERO : amount;
}

/** The most a buy may cost: null for all it wants; `by` is the limit that cuts it, and is `worn` when it has crumbs only. */
export type Allowance = { readonly cutTo: Decimal; readonly by: Room; readonly worn: boolean } | null;

/** Less than this part of a buy, or of the cap if that is smaller, is not worth a purchase. */
const LEAST_PART = new Decimal('0.1');

/**
 * How much of a buy the limits allow. What does not fit is cut to what is left, where it can be and unless that is hardly
 * anything; else it is cut to nothing.
 */
export function allow(cost: Decimal, divisible: boolean, rooms: readonly Room[]): Allowance {
  const shut = rooms.find((room) => room.closed);
  if (shut) return { cutTo: ZERO, by: shut, worn: true };
  const [by] = rooms.toSorted((a, b) => a.left.comparedTo(b.left));
  if (!by || cost.lessThanOrEqualTo(by.left)) return null;
  const worn = rooms.find(({ left, size }) => left.lessThan(Decimal.min(cost, size ?? cost).times(LEAST_PART)));
  return divisible && !worn ? { cutTo: by.left, by, worn: false } : { cutTo: ZERO, by: worn ?? by, worn: !!worn };
}

/** "the day cap of 100 has 12.5 left" */
export function describeRoom({ limit, size, left, closed }: Room): string {
  const money = limit === 'cash' ? 'cash' : 'money in the account';
  const told =
    size === null
      ? `only ${toExactString(left)} of ${money} is left`
      : `the ${limit} cap of ${toExactString(size)} has ${toExactString(left)} left`;
  return closed && !left.isZero() ? `${told}, too little for a coin due before it` : told;
}

/** The sums after a purchase, which leaves its coin with so many turns and so much that is carried. */
export function afterBuying(
  spending: Spending,
  order: Order,
  { carried, turns }: Pick<CoinSpending, 'carried' | 'turns'>,
): Spending {
  const cost = costOf(order);
  const { amount } = spendingOf(spending, order.coin);
  const coin: CoinSpending = { amount: amount.plus(cost), carried, turns, lastBoughtAt: order.createdAt };
  return {
    day: spending.day.plus(cost),
    month: spending.month.plus(cost),
    total: spending.total.plus(cost),
    coins: new Map([...spending.coins, [order.coin, coin]]),
    cash: spending.cash?.minus(cost) ?? null,
    balance: spending.balance?.minus(cost) ?? null,
    positions: spending.positions,
    openOrders: spending.openOrders,
  };
}

/** The sums after a coin's amount was carried forward, or not carried any longer. */
export function afterCarrying(spending: Spending, coin: CoinId, carried: Decimal): Spending {
  const before = spendingOf(spending, coin);
  if (before.carried.equals(carried)) return spending;
  return { ...spending, coins: new Map([...spending.coins, [coin, { ...before, carried }]]) };
}

/** What a plan's orders cost together. */
export function totalCost(orders: readonly Order[]): Decimal {
  return sum(orders.map(costOf));
}
