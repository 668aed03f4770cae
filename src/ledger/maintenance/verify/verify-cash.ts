import { type Decimal as DecimalValue, sum, toExactString, ZERO } from '../../../core/money.js';
import { commitmentsOf } from '../../../core/order/cost.js';
import { readAmount } from '../readable.js';
import type { Row, TableDatabase } from '../tables.js';
import { type CountedOrder, groups, readOrder, selectOrders } from './order-stream.js';

/**
 * What is wrong with the paper account: its entries must be numbered from 1 and in the ledger's currency, and each balance
 * be the one before plus the amount. Nothing where an amount cannot be read: another check tells it.
 */
export async function findWrongCash(database: TableDatabase): Promise<string[]> {
  const [tick] = await database.query('SELECT quote_currency AS currency FROM tick LIMIT 1');
  let currency = tick?.currency;
  const problems: string[] = [];
  let before: { readonly sequence: number; readonly balance: DecimalValue | null } = { sequence: 0, balance: ZERO };
  for await (const batch of database.stream(SELECT_ENTRIES)) {
    for (const row of batch) {
      currency ??= row.currency;
      const [sequence, amount, balance] = [Number(row.sequence), readAmount(row.amount), readAmount(row.balance)];
      const found = [
        sequence === before.sequence + 1 ? null : `comes after the number ${before.sequence}`,
        row.currency === currency ? null : `is in ${row.currency}, but the ledger is in ${currency}`,
        before.balance && amount && balance ? wrongBalance(before.balance.plus(amount), balance) : null,
        row.kind === 'closing' && !balance?.isZero() ? 'is a closing that leaves a balance' : null,
        row.kind === 'purchase' || row.kind === 'released' ? wrongTick(row) : null,
      ];
      problems.push(...found.flatMap((problem) => (problem ? [`cash_entry ${sequence}: ${problem}`] : [])));
      before = { sequence, balance };
    }
  }
  return problems;
}

function wrongBalance(expected: DecimalValue, balance: DecimalValue): string | null {
  if (balance.equals(expected)) return null;
  return `the balance is ${toExactString(balance)}, but the entries make ${toExactString(expected)}`;
}

function wrongTick({ kind, tick_id, tick }: Row): string | null {
  if (tick_id === null) return `is a ${kind} of no tick`;
  return tick === null ? `there is no tick ${tick_id}` : null;
}

const SELECT_ENTRIES = `SELECT c.id, c.sequence, c.kind, c.amount, c.balance, c.quote_currency AS currency, c.tick_id, t.id AS tick
  FROM cash_entry c LEFT JOIN tick t ON t.id = c.tick_id ORDER BY c.sequence, c.id`;

/**
 * Where the entries of a tick do not come to what its orders count for: what they may cost at most, which is entered when
 * they are promised, less what is released of it.
 */
export async function findWrongPurchases(database: TableDatabase): Promise<string[]> {
  const problems: string[] = [];
  for await (const rows of groups(database, selectTicks(database), 'tick_id')) {
    const entered = rows.filter(({ entered }) => entered !== null).map((row) => readAmount(row.entered));
    const ofOrders = rows.filter(({ entered }) => entered === null);
    const ids = [...new Set(ofOrders.map(({ id }) => id))];
    const counted = ids.map((id) => readOrder(ofOrders.filter((row) => row.id === id)));
    if (entered.includes(null) || counted.includes(null)) continue; // another check tells it
    const [has, needs] = [sumOf(entered), sumOf(counted.map((order) => order && countOf(order)))];
    if (has.plus(needs).isZero()) continue;
    const tick = `tick ${rows[0]?.tick_id}`;
    problems.push(
      `${tick}: its entries in the cash make ${toExactString(has)}, but its orders ${toExactString(needs)}`,
    );
  }
  return problems;
}

function sumOf(amounts: readonly (DecimalValue | null)[]): DecimalValue {
  return sum(amounts.map((amount) => amount ?? ZERO));
}

function countOf(order: CountedOrder): DecimalValue {
  return sum(commitmentsOf(order).map(({ amount }) => amount));
}

/** The entries and the orders of each tick that has entries. */
const selectTicks = (database: TableDatabase) => `SELECT * FROM (
    SELECT tick_id, NULL AS id, NULL AS coin_id, NULL AS client_order_id, NULL AS quantity, NULL AS price, NULL AS limit_price,
      NULL AS reserve, NULL AS pair, NULL AS status,
      NULL AS day, NULL AS trade_id, NULL AS filled, NULL AS fill_price, NULL AS fee, NULL AS fee_currency, NULL AS late_day,
      amount AS entered
    FROM cash_entry WHERE tick_id IS NOT NULL
    UNION ALL
    SELECT x.*, NULL AS entered FROM (${selectOrders(database)}) x WHERE x.tick_id IN (SELECT tick_id FROM cash_entry)
  ) y ORDER BY tick_id, id`;
