import type { Deadline } from '../../runtime/deadline.js';
import type { Ledger } from '../ledger.js';
import { loadCash, moveCash } from './cash.js';
import type { Database, LedgerTimeouts } from './database/database.js';
import { findCoins } from './database/statements.js';
import { createWrite } from './database/write.js';
import { loadHoldings, loadLastSeen } from './holdings.js';
import { loadIdentity } from './identity.js';
import { loadDailyPrices } from './midnights.js';
import { loadAbsentOrders, loadListedOrder, loadOpenOrders } from './orders.js';
import { recordChanges } from './record.js';
import { createPrismaRecords, saveRecords } from './records.js';
import { changeSetting, loadSetting } from './settings.js';
import { loadCarried, loadSpending } from './spending.js';
import { streamDecisions, streamOrders, streamTransactions } from './streams.js';
import { beginTick, loadMarket, loadTickOfSlot } from './ticks.js';
import { loadCategories, loadMembers } from './universe.js';

/** The ledger in a database, SQLite and PostgreSQL alike. Transactions are read in pages of `pageRows`. */
export function createPrismaLedger(
  database: Database,
  pageRows: number,
  timeouts: LedgerTimeouts,
  deadline?: Deadline,
): Ledger {
  const { client } = database;
  const write = createWrite(database, timeouts, deadline);

  return {
    place: database.place,
    ...createPrismaRecords(database, write),

    loadMarket: () => database.run(() => loadMarket(client)),
    loadIdentity: () => database.run(() => loadIdentity(database)),
    loadTickOfSlot: (slot) => database.run(() => loadTickOfSlot(client, slot)),
    loadHoldings: () => database.run(() => loadHoldings(client)),
    loadDailyPrices: (coins, fromDay) => database.run(() => loadDailyPrices(client, coins, fromDay)),
    loadLastSeen: (coins) => database.run(() => loadLastSeen(client, coins)),
    loadCategories: () => database.run(() => loadCategories(client)),
    loadMembers: () => database.run(() => loadMembers(client)),
    loadSpending: (at, coins) => database.run(() => loadSpending(client, at, coins)),
    loadCarried: () => database.run(() => loadCarried(database)),
    loadCash: (limit) => database.run(() => loadCash(database, limit)),
    moveCash: (move) => write((transaction) => moveCash(transaction, move), 'crypto-bot cash'),
    findCoins: (word) => database.run(() => findCoins(database, word)),
    begin: (tick, seen, plan, promisedAt = tick.startedAt) =>
      write((transaction) => beginTick(transaction, { tick, seen, plan, promisedAt }), 'crypto-bot why'),

    loadOpenOrders: () => database.run(() => loadOpenOrders(client)),
    loadAbsentOrders: (since) => database.run(() => loadAbsentOrders(client, since)),
    loadOrder: (id) => database.run(() => loadListedOrder(client, id)),
    record: (changes, by, recordsOf = () => ({})) =>
      write(async (transaction) => {
        const recorded = await recordChanges(transaction, changes, by);
        await saveRecords(transaction, recordsOf(recorded.filter((it) => it !== null)));
        return recorded;
      }),

    streamOrders: (query) => streamOrders(database, query, pageRows),
    streamTransactions: (query) => streamTransactions(database, query, pageRows),
    streamDecisions: (query) => streamDecisions(database, query),

    loadSetting: (name) => database.run(() => loadSetting(client, name)),
    changeSetting: (name, change, at) => write((transaction) => changeSetting(transaction, name, change, at)),

    close: () => database.close(),
  };
}
