import type { Transaction as Fill } from '../../core/model.js';
import type { Ledger, ListedOrder } from '../ledger.js';
import { loadCash, moveCash } from './cash.js';
import type { Database, Patience, Transaction } from './database.js';
import { readDecisions } from './decision-rows.js';
import { loadHoldings, loadLastSeen } from './holdings.js';
import { loadDailyPrices, loadMidnights } from './midnights.js';
import { readTransaction } from './order-rows.js';
import { loadAbsentOrders, loadListedOrder, loadOpenOrders, selectOrders, WITH_FILLS } from './orders.js';
import { recordChanges } from './record.js';
import { loadSpending } from './spending.js';
import { findCoins, selectDecidedTicks, selectTransactions } from './statements.js';
import { beginTick, loadMarket, loadTickOfSlot } from './ticks.js';
import { loadCategories, loadMembers } from './universe.js';

/** A tick may have some hundred decisions, each with its inputs. */
const PAGE_TICKS = 20;

/** What a transaction may take besides its waits. */
const WORK_MS = 60_000;

/** The ledger in a database, SQLite and PostgreSQL alike. Transactions are read in pages of `pageRows`. */
export function createPrismaLedger(database: Database, pageRows: number, { lockTimeoutMs }: Patience): Ledger {
  const { client } = database;
  // For the turn, and for a statement, which may take twice as long: Prisma's default of 5 s would end what waits as it may.
  const limitMs = WORK_MS + 3 * lockTimeoutMs;

  /**
   * One transaction, alone among writers. It may run twice: when the answer to a commit is lost, the way to find out
   * whether it happened is to look again. So `work` must first look whether it is done already.
   */
  const write = <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> =>
    database.run(() =>
      client.$transaction(
        async (transaction) => {
          await database.takeTurn(transaction);
          return work(transaction);
        },
        { maxWait: limitMs, timeout: limitMs },
      ),
    );

  return {
    loadMarket: () => database.run(() => loadMarket(client)),
    loadTickOfSlot: (slot) => database.run(() => loadTickOfSlot(client, slot)),
    loadHoldings: () => database.run(() => loadHoldings(client)),
    loadDailyPrices: (coins, fromDay) => database.run(() => loadDailyPrices(client, coins, fromDay)),
    loadLastSeen: (coins) => database.run(() => loadLastSeen(client, coins)),
    loadCategories: () => database.run(() => loadCategories(client)),
    loadMembers: () => database.run(() => loadMembers(client)),
    loadSpending: (at, coins) => database.run(() => loadSpending(client, at, coins)),
    loadCash: (limit) => database.run(() => loadCash(client, limit)),
    moveCash: (move) => write((transaction) => moveCash(transaction, move)),
    findCoins: (idOrSymbol) => database.run(() => findCoins(client, idOrSymbol)),
    begin: (tick, seen, plan, promisedAt = tick.startedAt) =>
      write((transaction) => beginTick(transaction, { tick, seen, plan, promisedAt })),

    loadOpenOrders: () => database.run(() => loadOpenOrders(client)),
    loadAbsentOrders: (since) => database.run(() => loadAbsentOrders(client, since)),
    loadOrder: (id) => database.run(() => loadListedOrder(client, id)),
    record: (changes, by) => write((transaction) => recordChanges(transaction, changes, by)),

    streamOrders: ({ limit, ...filter }) =>
      pages(limit, pageRows, (after: ListedOrder | null, rows) =>
        database.run(() => selectOrders(client, filter, { after, rows })),
      ),

    streamTransactions: ({ limit, ...filter }) =>
      pages(limit, pageRows, async (after: Fill | null, rows) => {
        const page = await database.run(() => selectTransactions(client, { ...filter, after, rows }));
        return page.map(readTransaction);
      }),

    async *streamDecisions({ ticks = Number.POSITIVE_INFINITY, ...filter }) {
      const ofCoin = filter.coin === undefined ? {} : { coinId: filter.coin };
      let left = ticks;
      let after: { at: Date; id: string } | null = null;
      while (left > 0) {
        const rows = Math.min(left, PAGE_TICKS);
        const page = await database.run(() => selectDecidedTicks(client, { ...filter, after, rows }));
        const found = await database.run(() =>
          client.tick.findMany({
            where: { id: { in: page.map(({ id }) => id) } },
            orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
            include: {
              decisions: { where: ofCoin, orderBy: { coinId: 'asc' } },
              orders: { include: WITH_FILLS }, // those of other coins are fewer than an index by coin would pass over
            },
          }),
        );
        const midnights = await database.run(() =>
          loadMidnights(
            client,
            found.flatMap((tick) => tick.decisions),
          ),
        );
        yield* found.flatMap((tick) => readDecisions(tick, midnights));
        left -= page.length;
        after = page.at(-1) ?? null;
        if (page.length < rows) return;
      }
    },

    async loadSetting(name) {
      const row = await database.run(() => client.setting.findUnique({ where: { name } }));
      return row?.value ?? null;
    },

    changeSetting: (name, change, changedAt) =>
      write(async (transaction) => {
        const row = await transaction.setting.findUnique({ where: { name } });
        const value = change(row?.value ?? null);
        if (row) await transaction.setting.updateMany({ where: { name }, data: { value, changedAt } });
        else await transaction.setting.createMany({ data: { name, value, changedAt } });
        return value;
      }),

    close: () => database.close(),
  };
}

/** Reads page after page, each after the last item of the one before. */
async function* pages<Item>(
  limit: number | undefined,
  pageRows: number,
  read: (after: Item | null, rows: number) => Promise<readonly Item[]>,
): AsyncGenerator<Item> {
  let left = limit ?? Number.POSITIVE_INFINITY;
  let after: Item | null = null;
  while (left > 0) {
    const rows = Math.min(left, pageRows);
    const page: readonly Item[] = await read(after, rows);
    yield* page;
    left -= page.length;
    after = page.at(-1) ?? null;
    if (page.length < rows) return;
  }
}
