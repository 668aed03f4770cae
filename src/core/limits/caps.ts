import type { CoinId, Order, Position } from '../model.js';
import { Decimal, sum, toExactString, ZERO } from '../money.js';
import type { OrderRecord } from '../order/order.js';

/** The most that may be bought, in the quote currency. A cap that is absent does not limit. */
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

/** What was spent so far and what open orders may still cost, with the money there is. A plan needs no more of the past than this. */
export interface Spending {
  readonly day: Decimal;
  readonly month: Decimal;
  readonly total: Decimal;
  /** By coin. A coin that is not here was never bought. */
  readonly coins: ReadonlyMap<CoinId, CoinSpending>;
  /** The balance of the paper account; null where there is no account: then cash does not limit. */
  readonly cash: Decimal | null;
  /** What the broker's account has for new orders; null where nothing limits it, as on paper. */
  readonly balance: Decimal | null;
  /** What is held, together with what open orders are expected to buy, by coin. A coin that is not here was never bought. */
  readonly positions: ReadonlyMap<CoinId, Position>;
  /** All orders that may still buy something, also those of coins that the plan is not about. */
  readonly openOrders: readonly OrderRecord[];
}

export interface CoinSpending {
  /** What was spent on the coin in all, and what its open orders may still cost. */
  readonly amount: Decimal;
  /** An amount that was too small for an order. It is added to the coin's next buy. */
  readonly carried: Decimal;
  /** How many buys the coin was given. A buy that a limit has cut counts for a part of one: see priority.ts. Column `turns`. */
  readonly buysGiven: Decimal;
  /** When its latest order was planned; null before the first. Column `last_bought_at`. */
  readonly lastOrderedAt: Date | null;
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
const NEVER_BOUGHT: CoinSpending = { amount: ZERO, carried: ZERO, buysGiven: ZERO, lastOrderedAt: null };

/** What was spent on one coin. */
export function spendingOf({ coins }: Spending, coin: CoinId): CoinSpending {
  return coins.get(coin) ?? NEVER_BOUGHT;
}

/** The most that an order can cost. This counts against the limits until the real cost is known. */
export function costOf({ reserve }: Pick<Order, 'reserve'>): Decimal {
  return reserve;
}

export const limits = ['tick', 'day', 'month', 'total', 'coin', 'cash', 'balance'] as const;
export type Limit = (typeof limits)[number];

/** What one limit leaves for one coin. The field names are those of the recorded inputs of a decision. */
export interface Headroom {
  readonly limit: Limit;
  /** The cap itself; null for cash and balance, which are only what is left. */
  readonly size: Decimal | null;
  readonly left: Decimal;
  /** Whether this limit has cut the buy of a coin with a higher priority in this tick: then it gives nothing more. */
  readonly closed: boolean;
}

/** What each limit leaves for a coin. `inTick` is what this tick has spent so far; `closed` is the limit that gives nothing more. */
export function headroomsFor(
  coin: CoinId,
  caps: Caps,
  spending: Spending,
  inTick: Decimal,
  closed: Limit | null,
): readonly Headroom[] {
  const spent = {
    tick: inTick,
    day: spending.day,
    month: spending.month,
    total: spending.total,
    coin: spendingOf(spending, coin).amount,
  };
  const ofCaps = (['tick', 'day', 'month', 'total', 'coin'] as const).flatMap((limit): Headroom[] => {
    const size = caps[limit];
    return size ? [{ limit, size, left: notBelowZero(size.minus(spent[limit])), closed: limit === closed }] : [];
  });
  const ofMoney = (['cash', 'balance'] as const).flatMap((limit): Headroom[] => {
    const left = spending[limit];
    return left ? [{ limit, size: null, left: notBelowZero(left), closed: limit === closed }] : [];
  });
  return [...ofCaps, ...ofMoney];
}

function notBelowZero(amount: Decimal): Decimal {
  return amount.isNegative() ? ZERO : amount;
}

/** How a limit reduces a buy. */
export interface Cut {
  /** The most that the buy may cost now; 0 for no buy. */
  readonly to: Decimal;
  readonly by: Headroom;
  /** Whether some limit has too little left for any buy: see MIN_PART. */
  readonly hasTooLittle: boolean;
}

/** A limit has too little left when it has less than this part of the buy, or of the cap where the cap is smaller. */
const MIN_PART = new Decimal('0.1');

/**
 * Cuts a buy to what the limits leave; null where it fits. A buy that cannot be divided is cut to 0, and so is every buy where
 * a limit has too little left.
 */
export function cutToLimits(cost: Decimal, isDivisible: boolean, headrooms: readonly Headroom[]): Cut | null {
  const closed = headrooms.find((headroom) => headroom.closed);
  if (closed) return { to: ZERO, by: closed, hasTooLittle: true };
  const [by] = headrooms.toSorted((a, b) => a.left.comparedTo(b.left));
  if (!by || cost.lessThanOrEqualTo(by.left)) return null;
  const tooLittle = headrooms.find(({ left, size }) => left.lessThan(Decimal.min(cost, size ?? cost).times(MIN_PART)));
  if (tooLittle) return { to: ZERO, by: tooLittle, hasTooLittle: true };
  return { to: isDivisible ? by.left : ZERO, by, hasTooLittle: false };
}

/** "the day cap of 100 has 12.5 left" */
export function describeHeadroom({ limit, size, left, closed }: Headroom): string {
  const money = limit === 'cash' ? 'cash' : 'money in the account';
  const told =
    size === null
      ? `only ${toExactString(left)} of ${money} is left`
      : `the ${limit} cap of ${toExactString(size)} has ${toExactString(left)} left`;
  return closed && !left.isZero() ? `${told}, too little for a coin due before it` : told;
}

/** The sums after an order. `carried` and `buysGiven` are what its coin has then. */
export function afterBuying(
  spending: Spending,
  order: Order,
  { carried, buysGiven }: Pick<CoinSpending, 'carried' | 'buysGiven'>,
): Spending {
  const cost = costOf(order);
  const { amount } = spendingOf(spending, order.coin);
  const coin: CoinSpending = { amount: amount.plus(cost), carried, buysGiven, lastOrderedAt: order.createdAt };
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

/** The sums after a coin's carried amount has become another one. */
export function afterCarrying(spending: Spending, coin: CoinId, carried: Decimal): Spending {
  const before = spendingOf(spending, coin);
  if (before.carried.equals(carried)) return spending;
  return { ...spending, coins: new Map([...spending.coins, [coin, { ...before, carried }]]) };
}

/** The most that orders can cost together. */
export function totalCost(orders: readonly Order[]): Decimal {
  return sum(orders.map(costOf));
}
