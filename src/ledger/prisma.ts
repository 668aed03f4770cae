import { applyFill, emptyPosition } from '../core/portfolio.js';
import type { Database, Transaction } from './database.js';
import { decisionRow, readDecisions } from './decision-rows.js';
import type { Ledger } from './ledger.js';
import { isSameMarket, otherMarketError } from './market-check.js';
import {
  orderRow,
  positionRow,
  readDailyPrice,
  readHolding,
  readOrder,
  readPosition,
  readTransaction,
  transactionRow,
} from './rows.js';
import { findCoins, saveDailyPrices, saveQuotes, selectDecidedTicks, selectTransactions } from './statements.js';

/** A tick may have some hundred decisions, each with its inputs. */
const PAGE_TICKS = 20;

/** Longer than any wait inside, which has a limit of its own: Prisma's default of 5 s would end a transaction that waits its turn. */
const TRANSACTION_LIMIT_MS = 120_000;

/** The ledger in a database, SQLite and PostgreSQL alike. Transactions are read in pages of `pageRows`. */
export function createPrismaLedger(database: Database, pageRows: number): Ledger {
  const { client } = database;

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
        { maxWait: TRANSACTION_LIMIT_MS, timeout: TRANSACTION_LIMIT_MS },
      ),
    );

  return {
    loadMarket: () => database.run(() => client.tick.findFirst({ select: { market: true, quoteCurrency: true } })),

    async loadTickOfSlot(slot) {
      const tick = await database.run(() => client.tick.findUnique({ where: { slot }, select: { id: true } }));
      return tick?.id ?? null;
    },

    async loadHoldings() {
      const rows = await database.run(() =>
        client.position.findMany({ include: { coin: true }, orderBy: { coinId: 'asc' } }),
      );
      return rows.map(readHolding);
    },

    async loadDailyPrices(coins, fromDay) {
      const rows = await database.run(() =>
        client.dailyPrice.findMany({
          where: { coinId: { in: [...coins] }, day: { gte: fromDay } },
          orderBy: [{ coinId: 'asc' }, { day: 'asc' }],
        }),
      );
      return rows.map(readDailyPrice);
    },

    findCoins: (idOrSymbol) => database.run(() => findCoins(client, idOrSymbol)),

    begin: ({ plan, quotes, dailyPrices }) =>
      write(async (transaction) => {
        const { tick, decisions, orders } = plan;
        const own = await transaction.tick.findFirst({ select: { market: true, quoteCurrency: true } });
        if (own && !isSameMarket(own, tick)) throw otherMarketError(own, tick);

        if (await transaction.tick.findUnique({ where: { id: tick.id }, select: { id: true } })) return 'begun';
        const { slot } = tick;
        const earlier = slot && (await transaction.tick.findUnique({ where: { slot }, select: { id: true } }));
        if (earlier) return { tickOfSlot: earlier.id };

        await saveQuotes(transaction, quotes);
        await saveDailyPrices(transaction, dailyPrices);
        await transaction.tick.createMany({ data: tick });
        await transaction.decision.createMany({ data: decisions.map((decision) => decisionRow(tick, decision)) });
        await transaction.order.createMany({ data: orders.map(orderRow) });
        return 'begun';
      }),

    async loadOpenOrders() {
      const rows = await database.run(() =>
        client.order.findMany({ where: { status: 'promised' }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
      );
      return rows.map(readOrder);
    },

    settle: (order, fill) =>
      write(async (transaction) => {
        const settled = await transaction.order.updateMany({
          where: { id: order.id, status: 'promised' },
          data: { status: 'filled' },
        });
        if (settled.count === 0) return;

        await transaction.transaction.createMany({ data: transactionRow(order, fill) });
        const row = await transaction.position.findUnique({ where: { coinId: order.coin } });
        const position = positionRow(applyFill(row ? readPosition(row) : emptyPosition(order.coin), fill));
        if (row) await transaction.position.updateMany({ where: { coinId: order.coin }, data: position });
        else await transaction.position.createMany({ data: position });
      }),

    async *streamTransactions({ limit = Number.POSITIVE_INFINITY, ...filter }) {
      let left = limit;
      let after: { at: Date; id: string } | null = null;
      while (left > 0) {
        const rows = Math.min(left, pageRows);
        const page = (await database.run(() => selectTransactions(client, { ...filter, after, rows }))).map(
          readTransaction,
        );
        yield* page;
        left -= page.length;
        after = page.at(-1) ?? null;
        if (page.length < rows) return;
      }
    },

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
              orders: { where: ofCoin, include: { transactions: { orderBy: [{ executedAt: 'asc' }, { id: 'asc' }] } } },
            },
          }),
        );
        yield* found.flatMap(readDecisions);
        left -= page.length;
        after = page.at(-1) ?? null;
        if (page.length < rows) return;
      }
    },

    close: () => database.close(),
  };
}
