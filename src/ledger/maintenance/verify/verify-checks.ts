/** The checks of a ledger's rows. Most are SQL for both databases, which selects the rows that are wrong. */
import { inputsVersions } from '../../../core/decisions/inputs.js';
import { parseCoins } from '../../prisma/rows/category-rows.js';
import { amountColumns, wordColumns } from '../../prisma/rows/columns.js';
import type { Column, Table, TableDatabase } from '../tables.js';
import { findWrongCash, findWrongPurchases } from './verify-cash.js';
import { findMissingMidnights, SELECT_GAPS } from './verify-midnights.js';
import { SELECTS_OF_STATES } from './verify-states.js';
import { findWrongSpending, type OrderSums, sumOrders } from './verify-sums.js';

export interface Check {
  /** The statement that must be true. */
  readonly check: string;
  /** The tables that it is about. */
  readonly of: readonly string[];
  /** Whether `verify --repair` must not make positions from the transactions while this check fails. */
  readonly underPositions?: boolean;
  /** Whether its cost grows with the number of orders, and not with that of decisions. */
  readonly isQuick?: boolean;
  /** Returns the problems: all of them, or more than `SHOWN`. */
  readonly find: (database: TableDatabase) => Promise<string[]>;
}

/** How many problems of each check are reported. */
export const SHOWN = 10;

type Dialect = Pick<TableDatabase, 'isNoDecimal' | 'isNoJson' | 'isNoNumber' | 'isNoTime'>;

/** All checks but that of the positions themselves. */
export function checksOf(tables: readonly Table[], dialect: Dialect): Check[] {
  const FILLS = ['orders', 'transaction_history'];
  const ofFills = tables.filter(({ name }) => FILLS.includes(name));
  const others = tables.filter(({ name }) => !FILLS.includes(name));
  let walk: Promise<OrderSums> | undefined;
  const sums = (database: TableDatabase) => {
    walk ??= sumOrders(database);
    return walk;
  };
  return [
    {
      check: 'each fill has its order, each order its tick, each row what it belongs to',
      of: tables.filter(({ references }) => references.length > 0).map(({ name }) => name),
      underPositions: true,
      find: asking(tables.flatMap(orphans)),
    },
    {
      check: 'each order has the fills and times of its state',
      of: ['orders'],
      underPositions: true,
      isQuick: true,
      find: async (database) => [...(await asking(SELECTS_OF_STATES)(database)), ...(await sums(database)).impossible],
    },
    {
      check: 'orders and fills say what they may',
      of: FILLS,
      underPositions: true,
      isQuick: true,
      find: asking(ofFills.flatMap((table) => unreadable(table, dialect))),
    },
    {
      check: 'what was spent and is bound is what the orders make',
      of: ['orders'],
      underPositions: true,
      isQuick: true,
      find: async (database) => findWrongSpending(database, await sums(database)),
    },
    { check: 'no slot is twice', of: ['tick'], isQuick: true, find: asking([SLOTS]) },
    { check: 'ticks are numbered without a gap', of: ['tick'], isQuick: true, find: asking([GAPS]) },
    { check: 'all ticks are of one market', of: ['tick'], isQuick: true, find: asking([MARKETS]) },
    {
      check: 'all other rows say what they may',
      of: others.map(({ name }) => name),
      find: async (database) => [
        ...(await asking(others.flatMap((table) => unreadable(table, dialect)))(database)),
        ...(await findWrongCategories(database)),
      ],
    },
    {
      check: 'each decision has the midnights it was made from',
      of: ['decision', 'daily_price'],
      find: async (database) => [...(await asking([SELECT_GAPS])(database)), ...(await findMissingMidnights(database))],
    },
    {
      check: 'the cash is what its entries and the orders make',
      of: ['cash_entry'],
      find: async (database) => [
        ...(await findWrongCash(database)),
        ...(await findWrongPurchases(database)),
        ...(await asking([UNPAID])(database)),
      ],
    },
  ];
}

/** Asks queries that give what is wrong in a column "problem". */
function asking(queries: readonly string[]): Check['find'] {
  return async (database) => {
    const problems: string[] = [];
    for (const query of queries) {
      if (problems.length > SHOWN) break;
      const found = await database.query(`${query} LIMIT ${SHOWN + 1}`);
      problems.push(...found.map(({ problem }) => String(problem)));
    }
    return problems;
  };
}

function orphans({ name, references }: Table): string[] {
  return references.map(({ columns, table, keys }) => {
    const match = columns.map((column, index) => `p."${keys[index]}" = c."${column}"`).join(' AND ');
    const [column = '', key = ''] = [columns[0], keys[0]];
    return `SELECT '${name}: there is no ${table} ' || c."${column}" AS problem
      FROM "${name}" c LEFT JOIN "${table}" p ON ${match} WHERE c."${column}" IS NOT NULL AND p."${key}" IS NULL`;
  });
}

const GAPS = `SELECT 'the tick after the number ' || n.before || ' has the number ' || n.sequence AS problem
  FROM (SELECT sequence, lag(sequence, 1, 0) OVER (ORDER BY sequence) AS before FROM tick) n WHERE n.sequence <> n.before + 1`;

const SLOTS = `SELECT 'slot ' || slot || ' is there ' || count(*) || ' times' AS problem
  FROM tick WHERE slot IS NOT NULL GROUP BY slot HAVING count(*) > 1`;

const MARKETS = `SELECT count(*) || ' ticks are of ' || market || ' in ' || quote_currency AS problem
  FROM tick WHERE (SELECT count(*) FROM (SELECT DISTINCT market, quote_currency FROM tick) AS kinds) > 1
  GROUP BY market, quote_currency`;

/**
 * Ticks that bought from the paper account without an entry there. With an account, the inputs of a decision to buy have what
 * the cash had left. One order of each tick is enough: a plan is made with an account, or without one. One query for all
 * ticks, since a database without statistics may read the whole tables for each tick.
 */
const UNPAID = `SELECT 'tick ' || d.tick_id || ' bought from the cash, and has no purchase there' AS problem
  FROM (SELECT tick_id, min(coin_id) AS coin_id FROM orders GROUP BY tick_id) o
  JOIN decision d ON d.tick_id = o.tick_id AND d.coin_id = o.coin_id
  LEFT JOIN cash_entry c ON c.id = d.tick_id AND c.kind = 'purchase'
  WHERE c.id IS NULL AND (d.inputs LIKE '%"limit":"cash"%' OR d.inputs LIKE '%["cash",%')`;

/** One query for all columns of a table. Messages name a row by its first column: each key begins with it. */
function unreadable({ name, columns }: Table, dialect: Dialect): string[] {
  const suspects = columns.flatMap((column) => {
    const wrong = wrongIn(name, column, dialect);
    return wrong ? [{ column: column.name, wrong: `("${column.name}" IS NOT NULL AND ${wrong})` }] : [];
  });
  const [key] = columns;
  if (suspects.length === 0 || !key) return [];
  const which = suspects.map(({ column, wrong }) => `WHEN ${wrong} THEN '${column} is ' || "${column}"`);
  return [
    `SELECT '${name} ' || "${key.name}" || ': ' || CASE ${which.join(' ')} END AS problem
      FROM "${name}" WHERE ${suspects.map(({ wrong }) => wrong).join(' OR ')}`,
  ];
}

const words: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = wordColumns;

/** SQL that is true of a wrong value of a column; null where every value is right. */
function wrongIn(table: string, { name, kind }: Column, dialect: Dialect): string | null {
  const column = `"${name}"`;
  if (amountColumns[table]?.includes(name)) return dialect.isNoDecimal(column);
  const known = words[table]?.[name];
  if (known) return `${column} NOT IN (${known.map((word) => `'${word}'`).join(', ')})`;
  if (table === 'decision' && name === 'inputs') {
    const unlike = inputsVersions.map((version) => `${column} NOT LIKE '{"version":${version},%'`);
    return `(${dialect.isNoJson(column)} OR (${column} <> 'null' AND ${unlike.join(' AND ')}))`;
  }
  if (table === 'tick' && name === 'policy') return dialect.isNoJson(column);
  if (table === 'setting' && name === 'value') return `("name" = 'live' AND ${dialect.isNoJson(column)})`;
  if (kind === 'time') return dialect.isNoTime(column);
  if (kind === 'number') return dialect.isNoNumber(column);
  return null;
}

/** There are as many categories as the program knows. */
async function findWrongCategories(database: TableDatabase): Promise<string[]> {
  const categories = await database.query('SELECT name, coins FROM category ORDER BY name');
  return categories
    .filter(({ coins }) => !parseCoins(String(coins)))
    .map(({ name, coins }) => `category ${name}: coins is ${coins}`);
}
