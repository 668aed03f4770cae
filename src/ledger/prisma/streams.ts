/** What is read page by page, newest first, however long the history. */
import type { RecordedDecision } from '../../core/decisions/decision.js';
import type { CoinId, Transaction } from '../../core/model.js';
import type { DecisionQuery, ListedOrder, OrderQuery, TransactionQuery } from '../ledger.js';
import type { Database } from './database/database.js';
import { type Page, selectDecidedTicks, selectTransactions } from './database/statements.js';
import { loadMidnights } from './midnights.js';
import { loadOrderPage, loadOrderRows } from './orders.js';
import { readDecisions } from './rows/decision-rows.js';
import { readTransaction } from './rows/order-rows.js';

/** In pages of `pageRows`. */
export function streamTransactions(
  database: Database,
  { limit, ...filter }: TransactionQuery,
  pageRows: number,
): AsyncGenerator<Transaction> {
  return pages(limit, pageRows, async (after: Transaction | null, rows) =>
    (await database.run(() => selectTransactions(database, { ...filter, after, rows }))).map(readTransaction),
  );
}

/** Orders are read with their fills by their ids, and Prisma takes at most 999 parameters on SQLite. */
const MAX_PAGE_ORDERS = 500;

/** In pages of at most `pageRows`. */
export function streamOrders(
  database: Database,
  { limit, ...filter }: OrderQuery,
  pageRows: number,
): AsyncGenerator<ListedOrder> {
  return pages(limit, Math.min(pageRows, MAX_PAGE_ORDERS), (after: ListedOrder | null, rows) =>
    database.run(() => loadOrderPage(database, { ...filter, after, rows })),
  );
}

/** One page after the other, each from behind the last item of the one before, until one is not full. */
async function* pages<Item>(
  limit = Number.POSITIVE_INFINITY,
  pageRows: number,
  load: (after: Item | null, rows: number) => Promise<readonly Item[]>,
): AsyncGenerator<Item> {
  let left = limit;
  let after: Item | null = null;
  while (left > 0) {
    const rows = Math.min(left, pageRows);
    const page: readonly Item[] = await load(after, rows);
    yield* page;
    left -= page.length;
    after = page.at(-1) ?? null;
    if (page.length < rows) return;
  }
}

/** A tick may have some hundred decisions, each with its inputs. */
const PAGE_TICKS = 20;

/** Those of a tick by coin. */
export async function* streamDecisions(
  database: Database,
  { ticks = Number.POSITIVE_INFINITY, ...filter }: DecisionQuery,
): AsyncGenerator<RecordedDecision> {
  const { client, run } = database;
  const ofCoin = filter.coin === undefined ? {} : { coinId: filter.coin };
  let left = ticks;
  let after: Page['after'] = null;
  while (left > 0) {
    const rows = Math.min(left, PAGE_TICKS);
    const page = await run(() => selectDecidedTicks(database, { ...filter, after, rows }));
    if (page.length === 0) return;
    const found = await run(() =>
      client.tick.findMany({
        where: { id: { in: page.map(({ id }) => id) } },
        orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
        include: { decisions: { where: ofCoin, orderBy: { coinId: 'asc' } } },
      }),
    );
    // Those of other coins are fewer than an index by coin would pass over.
    const orders = await run(() => loadOrderRows(client, { tickId: { in: page.map(({ id }) => id) } }));
    const decisions = found.flatMap((tick) => tick.decisions);
    const midnights = await run(() => loadMidnights(client, decisions));
    const byDecision = new Map(orders.map((order) => [`${order.tickId} ${order.coinId}`, order]));
    const orderOf = (tickId: string, coin: CoinId) => byDecision.get(`${tickId} ${coin}`);
    yield* found.flatMap((tick) => readDecisions(tick, orderOf, midnights));
    left -= page.length;
    after = page.at(-1) ?? null;
    if (page.length < rows) return;
  }
}
