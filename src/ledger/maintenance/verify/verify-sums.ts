import type { CoinId } from '../../../core/model.js';
import { type Decimal as DecimalValue, sum, toExactString, ZERO } from '../../../core/money.js';
import { commitmentsOf, sumByPeriod } from '../../../core/order/cost.js';
import { filledQuantity, isOpen } from '../../../core/order/order.js';
import { clientOrderIdOf } from '../../client-order-id.js';
import { readAmount } from '../readable.js';
import type { TableDatabase } from '../tables.js';
import { type CountedOrder, streamOrders } from './order-stream.js';

type Sums = Map<string, DecimalValue>;

/** What all orders come to. */
export interface OrderSums {
  /** What they count for, by UTC day, by month and in all, and by coin; null when one cannot be read. */
  readonly counted: { readonly byPeriod: Sums; readonly byCoin: Map<CoinId, DecimalValue> } | null;
  /**
   * A line for each that bought more than was promised, as one whose fill is recorded twice has; that is open and may cost
   * more than is reserved; and whose id at the exchange is not its own, so that it would never be found.
   */
  readonly impossible: readonly string[];
}

/** One walk of all orders. */
export async function sumOrders(database: TableDatabase): Promise<OrderSums> {
  const byPeriod: Sums = new Map();
  const byCoin = new Map<CoinId, DecimalValue>();
  const impossible: string[] = [];
  let isReadable = true;
  for await (const order of streamOrders(database)) {
    isReadable &&= order !== null;
    if (!order) continue;
    const commitments = commitmentsOf(order);
    for (const [period, amount] of sumByPeriod(commitments)) add(byPeriod, period, amount);
    add(byCoin, order.coin, sum(commitments.map(({ amount }) => amount)));
    impossible.push(...problemsOf(order).map((problem) => `order ${order.id} ${problem}`));
  }
  return { counted: isReadable ? { byPeriod, byCoin } : null, impossible };
}

/**
 * What is wrong with the sums that caps are measured by, which must be what the orders count for: what they have spent, and
 * what open ones may still cost. Nothing where an amount cannot be read: another check tells it.
 */
export async function findWrongSpending(database: TableDatabase, { counted }: OrderSums): Promise<string[]> {
  const periods = await readSums(database, 'SELECT period AS name, amount FROM spending ORDER BY period');
  const coins = await readSums(database, 'SELECT coin_id AS name, amount FROM coin_spending ORDER BY coin_id');
  return [
    ...(counted && periods ? differences('spending', periods, counted.byPeriod) : []),
    ...(counted && coins ? differences('coin_spending', coins, counted.byCoin) : []),
  ];
}

function add(sums: Sums, name: string, amount: DecimalValue): void {
  sums.set(name, (sums.get(name) ?? ZERO).plus(amount));
}

/** Sums as they are kept, by name; null when one cannot be read. */
async function readSums(database: TableDatabase, query: string): Promise<Sums | null> {
  const sums: Sums = new Map();
  for (const { name, amount } of await database.query(query)) {
    const sum = readAmount(amount);
    if (!sum) return null;
    sums.set(String(name), sum);
  }
  return sums;
}

function differences(table: string, kept: Sums, expected: Sums): string[] {
  return [...new Set([...kept.keys(), ...expected.keys()])].flatMap((name) => {
    const [has, needs] = [kept.get(name) ?? ZERO, expected.get(name) ?? ZERO];
    if (has.equals(needs)) return [];
    return [`${table} ${name}: the sum is ${toExactString(has)}, but the orders make ${toExactString(needs)}`];
  });
}

function problemsOf(order: CountedOrder): string[] {
  const { id, quantity, highestPrice, reserve, clientOrderId } = order;
  const [filled, most] = [filledQuantity(order), quantity.times(highestPrice)];
  const [isOverfilled, isBeyond] = [filled.greaterThan(quantity), isOpen(order) && reserve.lessThan(most)];
  const own = clientOrderIdOf(id);
  return [
    ...(isOverfilled ? [`is for ${toExactString(quantity)}, and its fills are ${toExactString(filled)}`] : []),
    ...(isBeyond ? [`may cost ${toExactString(most)}, and ${toExactString(reserve)} is reserved`] : []),
    ...((clientOrderId ?? own) === own ? [] : [`is called ${clientOrderId} at the exchange, and not ${own}`]),
  ];
}
