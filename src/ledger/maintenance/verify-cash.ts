import { type Decimal as DecimalValue, toExactString, ZERO } from '../../core/money.js';
import type { Row, TableDatabase } from './tables.js';
import { readAmount } from './verify-positions.js';

/** An entry of the paper account, with what is known of its tick. */
interface Entry {
  readonly row: Row;
  /** What the orders of its tick cost; null when one of them cannot be read. */
  readonly cost: DecimalValue | null;
}

/**
 * What is wrong with the paper account: its entries must be numbered from 1 and in the ledger's currency, each balance must
 * be the one before plus the amount, and each purchase what the orders of its tick cost. Nothing where an amount cannot be
 * read: another check tells it.
 */
export async function findWrongCash(database: TableDatabase): Promise<string[]> {
  const [tick] = await database.query('SELECT quote_currency AS currency FROM tick LIMIT 1');
  let currency = tick?.currency;
  const problems: string[] = [];
  let before: { readonly sequence: number; readonly balance: DecimalValue | null } = { sequence: 0, balance: ZERO };
  for await (const entry of streamEntries(database)) {
    currency ??= entry.row.currency;
    const [sequence, amount, balance] = [
      Number(entry.row.sequence),
      readAmount(entry.row.amount),
      readAmount(entry.row.balance),
    ];
    const found = [
      sequence === before.sequence + 1 ? null : `comes after the number ${before.sequence}`,
      entry.row.currency === currency ? null : `is in ${entry.row.currency}, but the ledger is in ${currency}`,
      before.balance && amount && balance ? wrongBalance(before.balance.plus(amount), balance) : null,
      entry.row.kind === 'purchase' ? wrongPurchase(entry, amount) : null,
    ];
    problems.push(...found.flatMap((problem) => (problem ? [`cash_entry ${sequence}: ${problem}`] : [])));
    before = { sequence, balance };
  }
  return problems;
}

function wrongBalance(expected: DecimalValue, balance: DecimalValue): string | null {
  if (balance.equals(expected)) return null;
  return `the balance is ${toExactString(balance)}, but the entries make ${toExactString(expected)}`;
}

function wrongPurchase({ row, cost }: Entry, amount: DecimalValue | null): string | null {
  if (row.tick_id === null) return 'is a purchase of no tick';
  if (row.tick === null) return `there is no tick ${row.tick_id}`;
  if (!amount || !cost || amount.equals(cost.negated())) return null;
  return `the amount is ${toExactString(amount)}, but the orders of its tick cost ${toExactString(cost)}`;
}

/** The entries in their order, each put together from a row for every order of its tick. */
async function* streamEntries(database: TableDatabase): AsyncIterable<Entry> {
  let entries: Entry[] = []; // the one at hand, or none yet
  for await (const batch of database.stream(SELECT_ENTRIES)) {
    for (const row of batch) {
      const [entry] = entries;
      const before = entry?.row.id === row.id ? entry : null;
      if (entry && !before) yield entry;
      entries = [{ row, cost: plusCost(before ? before.cost : ZERO, row) }];
    }
  }
  yield* entries;
}

function plusCost(cost: DecimalValue | null, { quantity, price }: Row): DecimalValue | null {
  if (!cost || quantity === null) return cost;
  const [bought, at] = [readAmount(quantity), readAmount(price)];
  return bought && at ? cost.plus(bought.times(at)) : null;
}

const SELECT_ENTRIES = `SELECT c.id, c.sequence, c.kind, c.amount, c.balance, c.quote_currency AS currency, c.tick_id,
    t.id AS tick, o.quantity, o.price
  FROM cash_entry c LEFT JOIN tick t ON t.id = c.tick_id LEFT JOIN orders o ON o.tick_id = c.tick_id
  ORDER BY c.sequence, c.id`;
