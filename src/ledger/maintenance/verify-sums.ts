import { EVER } from '../../core/calendar.js';
import { type Decimal as DecimalValue, toExactString, ZERO } from '../../core/money.js';
import type { TableDatabase } from './tables.js';
import { readAmount } from './verify-positions.js';

/**
 * What is wrong with the sums that caps are measured by, which must be those of the orders. Nothing where an amount cannot
 * be read: another check tells it.
 */
export async function findWrongSpending(database: TableDatabase): Promise<string[]> {
  const orders = await sumOrders(database);
  const periods = await readSums(database, 'SELECT period AS name, amount FROM spending ORDER BY period');
  const coins = await readSums(database, 'SELECT coin_id AS name, amount FROM coin_spending ORDER BY coin_id');
  return [
    ...(orders && periods ? differences('spending', periods, orders.byPeriod) : []),
    ...(orders && coins ? differences('coin_spending', coins, orders.byCoin) : []),
  ];
}

type Sums = Map<string, DecimalValue>;

/**
 * What the orders cost, by UTC day, by month and in all, and by coin; null when one cannot be read. In batches, so that
 * memory is that of the sums.
 */
async function sumOrders(database: TableDatabase): Promise<{ byPeriod: Sums; byCoin: Sums } | null> {
  const byDay: Sums = new Map();
  const byCoin: Sums = new Map();
  const orders = (await database.tables()).find(({ name }) => name === 'orders');
  if (!orders) return null;
  const columns = orders.columns.filter(({ name }) => SUMMED.includes(name));
  for await (const batch of database.stream(database.selectJson({ ...orders, columns }))) {
    for (const { row } of batch) {
      const { coin_id, created_at, ...order } = JSON.parse(String(row));
      const [quantity, price] = [readAmount(order.quantity), readAmount(order.price)];
      if (!quantity || !price) return null;
      const cost = quantity.times(price);
      add(byDay, String(created_at).slice(0, 'YYYY-MM-DD'.length), cost);
      add(byCoin, String(coin_id), cost);
    }
  }
  return { byPeriod: byPeriod(byDay), byCoin };
}

const SUMMED = ['coin_id', 'quantity', 'price', 'created_at'];

/** By day, and by month and in all. */
function byPeriod(byDay: Sums): Sums {
  const sums = new Map(byDay);
  for (const [day, amount] of byDay) {
    add(sums, day.slice(0, 'YYYY-MM'.length), amount);
    add(sums, EVER, amount);
  }
  return sums;
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
