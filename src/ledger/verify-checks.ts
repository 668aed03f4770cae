/** What must be true of a ledger's rows, as SQL that both databases understand and that finds the rows where it is not. */
import type { Column, Table, TableDatabase } from './tables.js';

export interface Check {
  /** What is true when nothing is wrong. */
  readonly check: string;
  /** The tables it is about. */
  readonly of: readonly string[];
  /** Queries that give what is wrong in a column "problem". */
  readonly queries: readonly string[];
}

type Dialect = Pick<TableDatabase, 'isNoDecimal' | 'isNoTime'>;

/** The columns of text that hold exact decimals, by table. A test sees that none is forgotten. */
export const amountColumns: Readonly<Record<string, readonly string[]>> = {
  crypto: [
    'current_price',
    'market_cap',
    'high_24h',
    'low_24h',
    'price_change_24h',
    'price_change_percentage_24h',
    'market_cap_change_24h',
    'market_cap_change_percentage_24h',
  ],
  decision: ['price', 'average'],
  orders: ['quantity', 'price'],
  transaction_history: ['quantity', 'price', 'fee'],
  position: ['quantity', 'cost_basis'],
  daily_price: ['price'],
  spending: ['amount'],
  coin_spending: ['amount', 'carried'],
  cash_entry: ['amount', 'balance'],
};

export function checksOf(tables: readonly Table[], dialect: Dialect): Check[] {
  const names = tables.map(({ name }) => name);
  return [
    {
      check: 'each fill has its order, each order its tick, each row what it belongs to',
      of: tables.filter(({ references }) => references.length > 0).map(({ name }) => name),
      queries: tables.flatMap(orphans),
    },
    {
      check: 'a filled order has exactly its fill, a promised one none',
      of: ['orders'],
      queries: [UNSETTLED, STRANGE],
    },
    { check: 'no slot is twice', of: ['tick'], queries: [SLOTS] },
    { check: 'all ticks are of one market', of: ['tick'], queries: [MARKETS] },
    {
      check: 'amounts are exact decimals, and times are times',
      of: names,
      queries: tables.flatMap((table) => [...unreadableAmounts(table, dialect), ...unreadableTimes(table, dialect)]),
    },
  ];
}

function orphans({ name, references }: Table): string[] {
  return references.map(({ columns, table, keys }) => {
    const match = columns.map((column, index) => `p."${keys[index]}" = c."${column}"`).join(' AND ');
    const [column = '', key = ''] = [columns[0], keys[0]];
    return `SELECT '${name}: there is no ${table} ' || c."${column}" AS problem
      FROM "${name}" c LEFT JOIN "${table}" p ON ${match} WHERE c."${column}" IS NOT NULL AND p."${key}" IS NULL`;
  });
}

const UNSETTLED = `SELECT 'order ' || o.id || ' is ' || o.status || ', and has ' || count(t.id) || ' fills' AS problem
  FROM orders o LEFT JOIN transaction_history t ON t.order_id = o.id GROUP BY o.id, o.status
  HAVING count(t.id) <> CASE o.status WHEN 'filled' THEN 1 WHEN 'promised' THEN 0 ELSE -1 END`;

const STRANGE = `SELECT 'fill ' || t.id || ' is not of the coin and side of its order' AS problem
  FROM transaction_history t JOIN orders o ON o.id = t.order_id WHERE t.coin_id <> o.coin_id OR t.side <> o.side`;

const SLOTS = `SELECT 'slot ' || slot || ' is there ' || count(*) || ' times' AS problem
  FROM tick WHERE slot IS NOT NULL GROUP BY slot HAVING count(*) > 1`;

const MARKETS = `SELECT count(*) || ' ticks are of ' || market || ' in ' || quote_currency AS problem
  FROM tick WHERE (SELECT count(*) FROM (SELECT DISTINCT market, quote_currency FROM tick) AS kinds) > 1
  GROUP BY market, quote_currency`;

function unreadableAmounts({ name, columns }: Table, { isNoDecimal }: Dialect): string[] {
  const amounts = columns.filter((column) => amountColumns[name]?.includes(column.name));
  return unreadable(name, amounts, isNoDecimal, columns);
}

function unreadableTimes({ name, columns }: Table, { isNoTime }: Dialect): string[] {
  const times = columns.filter((column) => column.kind === 'time');
  return unreadable(name, times, isNoTime, columns);
}

/** One walk of the table for all columns; a row is named by its first column, which every table has its key begin with. */
function unreadable(
  name: string,
  suspects: readonly Column[],
  isWrong: (column: string) => string,
  [first]: readonly Column[],
): string[] {
  if (suspects.length === 0 || !first) return [];
  const wrong = suspects.map((it) => `("${it.name}" IS NOT NULL AND ${isWrong(`"${it.name}"`)})`);
  const which = suspects.map((it, index) => `WHEN ${wrong[index]} THEN '${it.name} is ' || "${it.name}"`);
  return [
    `SELECT '${name} ' || "${first.name}" || ': ' || CASE ${which.join(' ')} END AS problem
      FROM "${name}" WHERE ${wrong.join(' OR ')}`,
  ];
}
