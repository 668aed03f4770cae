/** What is read page by page, newest first, however long the history. */
import type { RecordedDecision } from '../../core/decisions/decision.js';
import type { Transaction } from '../../core/model.js';
import type { DecisionQuery, ListedOrder, OrderQuery, TransactionQuery } from '../ledger.js';
import type { Database } from './database.js';
import { readDecisions } from './decision-rows.js';
import { loadMidnights } from './midnights.js';
import { readTransaction } from './order-rows.js';
import { selectOrders, WITH_FILLS } from './orders.js';
import { type Page, selectDecidedTicks, selectTransactions } from './statements.js';

/** In pages of `pageRows`. */
export async function* streamTransactions(
  database: Database,
  { limit = Number.POSITIVE_INFINITY, ...filter }: TransactionQuery,
  pageRows: number,
): AsyncGenerator<Transaction> {
  let left = limit;
  let after: Page['after'] = null;
  while (left > 0) {
    const rows = Math.min(left, pageRows);
    const found = await database.run(() => selectTransactions(database, { ...filter, after, rows }));
    const page = found.map(readTransaction);
    yield* page;
    left -= page.length;
    after = page.at(-1) ?? null;
    if (page.length < rows) return;
  }
}

/** In pages of `pageRows`. */
export async function* streamOrders(
  { client, run }: Database,
  { limit = Number.POSITIVE_INFINITY, ...filter }: OrderQuery,
  pageRows: number,
): AsyncGenerator<ListedOrder> {
  let left = limit;
  let after: ListedOrder | null = null;
  while (left > 0) {
    const rows = Math.min(left, pageRows);
    const page: readonly ListedOrder[] = await run(() => selectOrders(client, filter, { after, rows }));
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
    const found = await run(() =>
      client.tick.findMany({
        where: { id: { in: page.map(({ id }) => id) } },
        orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
        include: {
          decisions: { where: ofCoin, orderBy: { coinId: 'asc' } },
          orders: { include: WITH_FILLS }, // those of other coins are fewer than an index by coin would pass over
        },
      }),
    );
    const decisions = found.flatMap((tick) => tick.decisions);
    const midnights = await run(() => loadMidnights(client, decisions));
    yield* found.flatMap((tick) => readDecisions(tick, midnights));
    left -= page.length;
    after = page.at(-1) ?? null;
    if (page.length < rows) return;
  }
}
