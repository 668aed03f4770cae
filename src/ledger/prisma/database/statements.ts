/** What Prisma's own queries cannot say, or not fast enough: SQL that SQLite and PostgreSQL both understand. */
import { empty, join, raw, type Sql, sqltag as sql } from '@prisma/client/runtime/client';
import { beliefOf, type RankBelief } from '../../../core/limits/rank.js';
import type { Quote } from '../../../core/model.js';
import { type Decimal, toExactString } from '../../../core/money.js';
import { openStatuses } from '../../../core/order/order.js';
import type { DecisionQuery, KnownCoin, OrderQuery, Seen, TransactionQuery } from '../../ledger.js';
import { lowercaseAscii } from '../../lowercase-ascii.js';
import type { TransactionRow } from '../rows/order-rows.js';
import type { Row } from '../rows/rows.js';
import type { Database, Transaction } from './database.js';

/** SQLite takes at most 32,766 parameters in a statement. */
export const ROWS_PER_INSERT = 1000;

const decimal = (amount: Decimal | null) => amount && toExactString(amount);

type ReadColumn = (quote: Quote, belief: RankBelief) => string | number | Date | null;

const cryptoColumns: Readonly<Record<string, ReadColumn>> = {
  id: (quote) => quote.coin,
  symbol: (quote) => quote.symbol,
  name: (quote) => quote.name,
  current_price: (quote) => decimal(quote.price),
  market_cap: (quote) => decimal(quote.marketCap),
  market_cap_rank: (quote) => quote.marketCapRank,
  high_24h: (quote) => decimal(quote.high24h),
  low_24h: (quote) => decimal(quote.low24h),
  price_change_24h: (quote) => decimal(quote.priceChange24h),
  price_change_percentage_24h: (quote) => decimal(quote.priceChangePercentage24h),
  market_cap_change_24h: (quote) => decimal(quote.marketCapChange24h),
  market_cap_change_percentage_24h: (quote) => decimal(quote.marketCapChangePercentage24h),
  last_updated: (quote) => quote.updatedAt,
  fetched_at: (quote) => quote.fetchedAt,
  believed_rank: (_, belief) => belief.believedRank,
  doubted_since: (_, belief) => belief.doubtedSince,
};

/** A coin's latest figures, by column. */
export function cryptoRow(quote: Quote, belief: RankBelief): Record<string, string | number | Date | null> {
  return Object.fromEntries(Object.entries(cryptoColumns).map(([column, value]) => [column, value(quote, belief)]));
}

/** Inserts or replaces the coins' latest figures. */
export async function saveQuotes(
  transaction: Transaction,
  { quotes, heldQuotes, ranks }: Pick<Seen, 'quotes' | 'heldQuotes' | 'ranks'>,
): Promise<void> {
  const columns = Object.keys(cryptoColumns);
  const read = Object.values(cryptoColumns);
  const update = columns.slice(1).map((column) => `${column} = excluded.${column}`);
  const latest = [...new Map([...quotes, ...heldQuotes].map((quote) => [quote.coin, quote])).values()]; // PostgreSQL refuses a row twice
  for (const chunk of chunks(latest, ROWS_PER_INSERT)) {
    const rows = chunk.map((quote) => sql`(${join(read.map((value) => value(quote, beliefOf(quote, ranks))))})`);
    await transaction.$executeRaw`INSERT INTO crypto (${raw(columns.join(', '))}) VALUES ${join(rows)}
      ON CONFLICT (id) DO UPDATE SET ${raw(update.join(', '))}`;
  }
}

/**
 * Adds rows to a table whose columns are the fields' names in snake case. Prisma's own createMany has another plan for each
 * number of rows, which would be made in every run.
 */
export async function insertRows(
  transaction: Transaction,
  table: 'decision' | 'orders' | 'coin_spending' | 'universe_member',
  rows: readonly (Row<'Decision'> | Row<'Order'> | Row<'CoinSpending'> | Row<'UniverseMember'>)[],
): Promise<void> {
  for (const chunk of chunks(rows, ROWS_PER_INSERT)) {
    const columns = Object.keys(chunk[0] ?? {}).map(inSnakeCase);
    const values = chunk.map((row) => sql`(${join(Object.values(row))})`);
    await transaction.$executeRaw`INSERT INTO ${raw(table)} (${raw(columns.join(', '))}) VALUES ${join(values)}`;
  }
}

/** The column of a field of a model. */
export function inSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The column's own collation lowers ASCII letters only, which a parameter's would not. */
export function findCoins({ client, tables }: Database, word: string): Promise<KnownCoin[]> {
  return client.$queryRaw`SELECT id, symbol, name FROM ${raw(tables)}crypto
    WHERE id = ${word} OR lower(symbol) = ${lowercaseAscii(word)} OR lower(name) = ${lowercaseAscii(word)} ORDER BY id`;
}

/** Where a page begins (after this one, newest first), and how many it may have. */
export interface Page {
  readonly after: { readonly at: Date; readonly id: string } | null;
  readonly rows: number;
}

/** One page, newest first. The inner query walks an index; only its rows are joined. */
export function selectTransactions(
  { client, tables }: Database,
  query: TransactionQuery & Page,
): Promise<TransactionRow[]> {
  return client.$queryRaw`
    SELECT t.id, t.order_id AS "orderId", o.tick_id AS "tickId", t.coin_id AS "coinId", c.symbol, t.side, t.quantity,
      t.price, t.fee, t.fee_currency AS "feeCurrency", t.executed_at AS "executedAt", t.trade_id AS "tradeId",
      t.late_day AS "lateDay"
    FROM (
      SELECT * FROM ${raw(tables)}transaction_history ${where(query)} ORDER BY executed_at DESC, id DESC LIMIT ${query.rows}
    ) AS t
    JOIN ${raw(tables)}orders AS o ON o.id = t.order_id
    JOIN ${raw(tables)}crypto AS c ON c.id = t.coin_id
    ORDER BY t.executed_at DESC, t.id DESC`;
}

function where({ coin, since, until, after }: TransactionQuery & Page): Sql {
  return allOf([
    coin !== undefined && sql`coin_id = ${coin}`,
    since && sql`executed_at >= ${since}`,
    until && sql`executed_at <= ${until}`,
    after && sql`(executed_at, id) < (${after.at}, ${after.id})`,
  ]);
}

/** Where a page of orders begins (after this one, newest first), and how many it may have. */
export interface OrderPage {
  readonly after: { readonly promisedAt: Date; readonly id: string } | null;
  readonly rows: number;
}

/** The orders of one page, newest first: a walk along an index. */
export function selectOrderPage(
  { client, tables }: Database,
  { coin, open, after, rows }: OrderQuery & OrderPage,
): Promise<{ id: string; symbol: string }[]> {
  return client.$queryRaw`
    SELECT o.id, c.symbol FROM ${raw(tables)}orders AS o JOIN ${raw(tables)}crypto AS c ON c.id = o.coin_id
    ${allOf([
      coin !== undefined && sql`o.coin_id = ${coin}`,
      open && sql`o.status IN (${join([...openStatuses])})`,
      after && sql`(o.promised_at, o.id) < (${after.promisedAt}, ${after.id})`,
    ])}
    ORDER BY o.promised_at DESC, o.id DESC LIMIT ${rows}`;
}

/** A WHERE of the conditions there are. */
function allOf(conditions: readonly (Sql | false | null | undefined)[]): Sql {
  const given = conditions.filter((condition) => condition instanceof Object);
  return given.length === 0 ? empty : sql`WHERE ${join(given, ' AND ')}`;
}

/** One page of the ticks that decided on a coin, or on any, newest first: a walk along an index. */
export function selectDecidedTicks(
  { client, tables }: Database,
  { coin, at, after, rows }: DecisionQuery & Page,
): Promise<{ id: string; at: Date }[]> {
  return coin === undefined
    ? client.$queryRaw`SELECT id, started_at AS at FROM ${raw(tables)}tick
        ${allOf([at && sql`started_at <= ${at}`, after && sql`(started_at, id) < (${after.at}, ${after.id})`])}
        ORDER BY started_at DESC, id DESC LIMIT ${rows}`
    : client.$queryRaw`SELECT tick_id AS id, decided_at AS at FROM ${raw(tables)}decision
        ${allOf([
          sql`coin_id = ${coin}`,
          at && sql`decided_at <= ${at}`,
          after && sql`(decided_at, tick_id) < (${after.at}, ${after.id})`,
        ])}
        ORDER BY decided_at DESC, tick_id DESC LIMIT ${rows}`;
}

/** Items in lists of at most `size`. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));
}
