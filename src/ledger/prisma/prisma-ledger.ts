import { type CashEntry, type CashMove, enterMove } from '../../core/limits/cash.js';
import { promiseOrder } from '../../core/order/order.js';
import { applyFill, emptyPosition } from '../../core/portfolio.js';
import type { Deadline } from '../../runtime/deadline.js';
import { clientOrderIdOf } from '../client-order-id.js';
import type { Ledger, Promised, Settlement } from '../ledger.js';
import { isSameMarket, otherCurrencyError, otherMarketError, overdrawnError } from '../market-check.js';
import { addCashEntry, loadCash, loadSpending, saveSpending } from './budget.js';
import type { Database, Patience, Transaction } from './database.js';
import { decisionRow, readDecision, readTick } from './decision-rows.js';
import { loadDailyPrices, loadMidnights, referring, saveDailyPrices } from './midnights.js';
import { loadOpenOrders } from './orders.js';
import { createPrismaRecords, saveRecords } from './records.js';
import {
  orderRow,
  positionRow,
  readCashEntry,
  readCategory,
  readHolding,
  readLastSeen,
  readPosition,
  transactionRow,
} from './rows.js';
import { findCoins, insertRows, saveQuotes } from './statements.js';
import { streamDecisions, streamTransactions } from './streams.js';
import { saveUniverse } from './universe.js';
import { createWrite } from './write.js';

/** The ledger in a database, SQLite and PostgreSQL alike. Transactions are read in pages of `pageRows`. */
export function createPrismaLedger(
  database: Database,
  pageRows: number,
  patience: Patience,
  deadline?: Deadline,
): Ledger {
  const { client } = database;
  const write = createWrite(database, patience, deadline);

  return {
    ...createPrismaRecords(database, write),

    loadMarket: () => database.run(() => client.tick.findFirst({ select: { market: true, quoteCurrency: true } })),

    async loadTickOfSlot(slot) {
      const row = await database.run(() => client.tick.findUnique({ where: { slot } }));
      return row && readTick(row);
    },

    async loadHoldings() {
      const rows = await database.run(() =>
        client.position.findMany({ include: { coin: true }, orderBy: { coinId: 'asc' } }),
      );
      return rows.map(readHolding);
    },

    loadDailyPrices: (coins, fromDay) => database.run(() => loadDailyPrices(client, coins, fromDay)),

    async loadLastSeen(coins) {
      const select = { id: true, currentPrice: true, marketCapRank: true, fetchedAt: true } as const;
      const rows = await database.run(() => client.crypto.findMany({ where: { id: { in: [...coins] } }, select }));
      return rows.map(readLastSeen);
    },

    async loadCategories() {
      return (await database.run(() => client.category.findMany())).map(readCategory);
    },

    async loadMembers() {
      const rows = await database.run(() => client.universeMember.findMany({ orderBy: { coinId: 'asc' } }));
      return rows.map((row) => row.coinId);
    },

    loadSpending: (at, coins) => database.run(() => loadSpending(client, at, coins)),
    loadCash: (limit) => database.run(() => loadCash(client, limit)),
    moveCash: (move) => write((transaction) => moveCash(transaction, move), 'crypto-bot cash'),

    findCoins: (idOrSymbol) => database.run(() => findCoins(database, idOrSymbol)),

    begin: (tick, seen, plan) =>
      write(async (transaction) => {
        const own = await transaction.tick.findFirst({ select: { market: true, quoteCurrency: true } });
        if (own && !isSameMarket(own, tick)) throw otherMarketError(own, tick);

        if (await transaction.tick.findUnique({ where: { id: tick.id }, select: { id: true } }))
          return loadPromised(transaction, tick.id);
        const { slot } = tick;
        const earlier = slot && (await transaction.tick.findUnique({ where: { slot } }));
        if (earlier) return { earlier: readTick(earlier) };

        const [cash] = await loadCash(transaction, 1);
        if (cash && cash.quoteCurrency !== tick.quoteCurrency)
          throw otherCurrencyError(cash.quoteCurrency, tick.quoteCurrency);

        const quotes = [...seen.quotes, ...seen.heldQuotes];
        const coins = seen.quotes.map((quote) => quote.coin);
        const before = await loadSpending(transaction, tick.startedAt, coins);
        const planned = plan(before);
        const { decisions, orders } = planned;
        await saveQuotes(transaction, quotes);
        const saved = await saveDailyPrices(transaction, seen.fetchedDailyPrices);
        await saveUniverse(transaction, seen);
        await saveSpending(transaction, planned, before);
        await transaction.tick.createMany({ data: { ...tick, sequence: await nextSequence(transaction) } });
        const decisionRows = decisions.map((decision) => decisionRow(tick, referring(decision, saved)));
        await insertRows(transaction, 'decision', decisionRows);
        const promised = orders.map((order) =>
          promiseOrder(order, { clientOrderId: clientOrderIdOf(order.id), promisedAt: tick.startedAt }),
        );
        await insertRows(transaction, 'orders', promised.map(orderRow));
        await saveRecords(transaction, planned.records ?? {});
        return { decisions, orders: promised };
      }, 'crypto-bot why'),

    loadOpenOrders: () => database.run(() => loadOpenOrders(client)),

    settle: (settlements, recordsOf = () => ({})) =>
      write(async (transaction) => {
        const own: Settlement[] = [];
        for (const { order, fill } of settlements) {
          const settled = await transaction.order.updateMany({
            where: { id: order.id, status: 'promised' },
            data: { status: 'filled', closedAt: fill.at },
          });
          if (settled.count === 0) continue;

          own.push({ order, fill });
          await transaction.transaction.createMany({ data: transactionRow(order, fill) });
          const row = await transaction.position.findUnique({ where: { coinId: order.coin } });
          const position = positionRow(applyFill(row ? readPosition(row) : emptyPosition(order.coin), fill));
          if (row) await transaction.position.updateMany({ where: { coinId: order.coin }, data: position });
          else await transaction.position.createMany({ data: position });
        }
        if (own.length > 0) await saveRecords(transaction, recordsOf(own));
      }),

    streamTransactions: (query) => streamTransactions(database, query, pageRows),
    streamDecisions: (query) => streamDecisions(database, query),

    close: () => database.close(),
  };
}

/** A tick that is begun already, as it was promised. */
async function loadPromised(transaction: Transaction, tickId: string): Promise<Promised> {
  const decisions = await transaction.decision.findMany({ where: { tickId } });
  const midnights = await loadMidnights(transaction, decisions);
  return {
    decisions: decisions.map((row) => readDecision(row, midnights)),
    orders: await loadOpenOrders(transaction, tickId),
  };
}

/** Writers take turns, so no other can give the same number. */
async function nextSequence(transaction: Transaction): Promise<number> {
  const latest = await transaction.tick.findFirst({ orderBy: { sequence: 'desc' }, select: { sequence: true } });
  return (latest?.sequence ?? 0) + 1;
}

async function moveCash(transaction: Transaction, move: CashMove): Promise<CashEntry> {
  const done = await transaction.cashEntry.findUnique({ where: { id: move.id } });
  if (done) return readCashEntry(done);
  const [latest = null] = await loadCash(transaction, 1);
  const own = latest ?? (await transaction.tick.findFirst({ select: { quoteCurrency: true } }));
  if (own && own.quoteCurrency !== move.quoteCurrency) throw otherCurrencyError(own.quoteCurrency, move.quoteCurrency);
  const entry = enterMove(latest, move);
  if (!entry) throw overdrawnError(latest?.balance ?? null, move.amount);
  await addCashEntry(transaction, entry);
  return entry;
}
