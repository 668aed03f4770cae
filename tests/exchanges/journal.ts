import { type Decimal, sum, ZERO } from '../../src/core/money.js';

/** What an exchange lists: amounts in coins (base) and in the currency they are paid in (quote). */
export interface Pair {
  readonly id: string;
  readonly base: string;
  readonly quote: string;
  /** What the exchange calls the coin in words. */
  readonly name: string;
  readonly step: Decimal;
  readonly tick: Decimal;
  readonly minimumQuantity: Decimal;
  readonly minimumNotional: Decimal;
}

/** A limit order to buy, as it was accepted. */
export interface AcceptedOrder {
  readonly id: string;
  readonly clientOrderId: string | null;
  readonly pair: Pair;
  readonly quantity: Decimal;
  readonly limitPrice: Decimal;
  readonly timeInForce: 'IOC' | 'GTC';
  readonly atMs: number;
}

export interface Trade {
  readonly id: string;
  readonly orderId: string;
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly fee: Decimal;
  readonly feeCurrency: string;
  readonly atMs: number;
}

/** What happened to the account, in the order in which it did. */
export type Entry =
  | { readonly kind: 'paid in'; readonly currency: string; readonly amount: Decimal; readonly atMs: number }
  | { readonly kind: 'accepted'; readonly order: AcceptedOrder; readonly atMs: number }
  | { readonly kind: 'traded'; readonly trade: Trade; readonly atMs: number }
  | { readonly kind: 'ended'; readonly orderId: string; readonly by: 'user' | 'time in force'; readonly atMs: number };

export interface OrderState extends AcceptedOrder {
  readonly trades: readonly Trade[];
  readonly filled: Decimal;
  /** The sum of quantity × price, without fees. */
  readonly cost: Decimal;
  readonly status: 'open' | 'filled' | 'cancelled by user' | 'ended by its time in force';
  readonly closedAtMs: number | null;
}

export interface Balance {
  readonly free: Decimal;
  readonly held: Decimal;
}

/** The account as it was at a moment. */
export interface AccountState {
  /** The oldest first. */
  readonly orders: readonly OrderState[];
  readonly trades: readonly Trade[];
  readonly balances: ReadonlyMap<string, Balance>;
}

/** `holdOf` is what an open order binds of its quote currency for each coin that it still waits for. */
export function stateAt(
  entries: readonly Entry[],
  atMs: number,
  holdOf: (order: AcceptedOrder) => Decimal,
): AccountState {
  const past = entries.filter((entry) => entry.atMs <= atMs);
  const trades = past.flatMap((entry) => (entry.kind === 'traded' ? [entry.trade] : []));
  const tradesOf = new Map<string, Trade[]>();
  for (const trade of trades) tradesOf.set(trade.orderId, [...(tradesOf.get(trade.orderId) ?? []), trade]);
  const endOf = new Map(past.flatMap((entry) => (entry.kind === 'ended' ? [[entry.orderId, entry]] : [])));
  const orders = past.flatMap((entry) => {
    if (entry.kind !== 'accepted') return [];
    const { order } = entry;
    return [orderState(order, tradesOf.get(order.id) ?? [], endOf.get(order.id))];
  });

  const totals = new Map<string, Decimal>();
  const held = new Map<string, Decimal>();
  const add = (to: Map<string, Decimal>, currency: string, amount: Decimal) =>
    to.set(currency, (to.get(currency) ?? ZERO).plus(amount));
  for (const entry of past) if (entry.kind === 'paid in') add(totals, entry.currency, entry.amount);
  for (const order of orders) {
    const { pair, filled, quantity, status } = order;
    add(totals, pair.base, filled);
    add(totals, pair.quote, order.cost.negated());
    if (status === 'open') add(held, pair.quote, quantity.minus(filled).times(holdOf(order)));
  }
  for (const { feeCurrency, fee } of trades) add(totals, feeCurrency, fee.negated());

  const balances = new Map(
    [...totals].map(([currency, total]) => {
      const bound = held.get(currency) ?? ZERO;
      return [currency, { free: total.minus(bound), held: bound }];
    }),
  );
  return { orders, trades, balances };
}

function orderState(
  order: AcceptedOrder,
  trades: readonly Trade[],
  end: Extract<Entry, { kind: 'ended' }> | undefined,
): OrderState {
  const filled = sum(trades.map(({ quantity }) => quantity));
  const cost = sum(trades.map(({ quantity, price }) => quantity.times(price)));
  const base = { ...order, trades, filled, cost };
  if (filled.equals(order.quantity))
    return { ...base, status: 'filled', closedAtMs: trades.at(-1)?.atMs ?? order.atMs };
  if (!end) return { ...base, status: 'open', closedAtMs: null };
  const status = end.by === 'user' ? 'cancelled by user' : 'ended by its time in force';
  return { ...base, status, closedAtMs: end.atMs };
}
