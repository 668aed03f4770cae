import type { Spending } from '../../core/limits/caps.js';
import { enterMove } from '../../core/limits/cash.js';
import type { Quote } from '../../core/model.js';
import { isOpen } from '../../core/order/order.js';
import { absenceReasons } from '../../core/order/transition.js';
import type { Ledger, ListedOrder } from '../ledger.js';
import { lowercaseAscii } from '../lowercase-ascii.js';
import { otherCurrencyError, refusedMoveError } from '../market-check.js';
import type { Records } from '../records.js';
import { beginTick, spendingAt } from './begin.js';
import { streamDecisions, streamTransactions } from './history.js';
import {
  compare,
  emptyMemory,
  enterCash,
  forgetHistory,
  knownQuote,
  type Memory,
  oldestFirst,
  openOrders,
} from './memory.js';
import { createMemoryRecords } from './memory-records.js';
import { recordChange } from './record.js';

interface MemoryLedgerOptions {
  /** Whether decisions, orders, transactions and cash entries of earlier ticks are kept, which only history is made of. */
  readonly keepsHistory?: boolean;
  /** Where it is all kept. */
  readonly memory?: Memory;
}

/**
 * A ledger that is gone with the process: for tests and backtests, and what a reading command sees before the first tick. A
 * tick costs the same however many there were.
 */
export function createMemoryLedger({ keepsHistory = true, memory = emptyMemory() }: MemoryLedgerOptions = {}): Ledger {
  const { coins, positions, ticks, dailyPrices, categories, cash, settings } = memory;

  const records = createMemoryRecords(ticks, settings);

  return {
    place: null,
    ...records,

    async loadMarket() {
      const [first] = ticks.values();
      return first ? { market: first.market, quoteCurrency: first.quoteCurrency } : null;
    },

    async loadIdentity() {
      const [first] = ticks.values();
      return first ? { firstTick: first.id, ticks: ticks.size } : null;
    },

    async loadTickOfSlot(slot) {
      return memory.ticksBySlot.get(slot) ?? null;
    },

    async loadHoldings() {
      const held = [...positions.values()].sort((a, b) => compare(a.coin, b.coin));
      return held.map((position) => {
        const { symbol, name, price, fetchedAt } = knownQuote(memory, position.coin);
        return { symbol, name, price, priceAt: fetchedAt, ...position };
      });
    },

    async loadDailyPrices(wanted, fromDay) {
      return [...new Set(wanted)].sort(compare).flatMap((coin) => dailyPrices.from(coin, fromDay));
    },

    async findCoins(word) {
      const lower = lowercaseAscii(word);
      const isIt = ({ coin, symbol, name }: Quote) =>
        coin === word || lowercaseAscii(symbol) === lower || lowercaseAscii(name) === lower;
      const found = [...coins.values()].map(({ quote }) => quote).filter(isIt);
      return found.map(({ coin, symbol, name }) => ({ id: coin, symbol, name })).sort((a, b) => compare(a.id, b.id));
    },

    async loadLastSeen(wanted) {
      const seen = wanted.flatMap((coin) => coins.get(coin) ?? []);
      return seen.map(({ quote: { coin, price, marketCapRank: seenRank, fetchedAt: at }, belief }) => {
        return { coin, price, at, seenRank, ...belief };
      });
    },

    loadCategories: async () => [...categories.values()],
    loadMembers: async () => [...memory.members].sort(compare),
    loadSpending: async (at, wanted) => spendingAt(memory, at, wanted),
    loadCarried: async () =>
      new Map([...memory.coinSums].flatMap(([coin, { carried }]) => (carried.isZero() ? [] : [[coin, carried]]))),
    loadCash: async (limit) => cash.slice(-limit).reverse(),

    async moveCash(move) {
      const done = memory.cashById.get(move.id);
      if (done) return done;
      const latest = cash.at(-1) ?? null;
      const [first] = ticks.values();
      const own = latest ?? first;
      if (own && own.quoteCurrency !== move.quoteCurrency)
        throw otherCurrencyError(own.quoteCurrency, move.quoteCurrency);
      const entry = enterMove(latest, move);
      if (!entry) throw refusedMoveError(latest, move);
      enterCash(memory, entry);
      return entry;
    },

    async begin(tick, seen, plan, promisedAt = tick.startedAt) {
      if (!keepsHistory) forgetHistory(memory);
      let more: Records = {};
      const makePlan = (before: Spending) => {
        const planned = plan(before);
        more = planned.records ?? {};
        return planned;
      };
      const promise = beginTick(memory, tick, seen, makePlan, promisedAt);
      await records.keep(more);
      return promise;
    },

    loadOpenOrders: async () => openOrders(memory),

    async loadAbsentOrders(since) {
      const isAbsent = ({ reason }: { readonly reason: string | null }) =>
        reason !== null && absenceReasons.includes(reason);
      const closed = [...memory.orders.values()].filter(({ closedAt }) => closedAt !== null && closedAt >= since);
      return closed.filter(isAbsent).sort(oldestFirst);
    },

    async loadOrder(id) {
      const order = memory.orders.get(id);
      return order ? { ...order, symbol: knownQuote(memory, order.coin).symbol } : null;
    },

    async record(changes, _by, recordsOf = () => ({})) {
      const recorded = changes.map((change) => recordChange(memory, change));
      await records.keep(recordsOf(recorded.filter((it) => it !== null)));
      return recorded;
    },

    async *streamOrders({ coin, open, limit }) {
      const matching = [...memory.orders.values()].filter((it) => (!coin || it.coin === coin) && (!open || isOpen(it)));
      matching.sort((a, b) => b.promisedAt.getTime() - a.promisedAt.getTime() || compare(b.id, a.id));
      for (const order of matching.slice(0, limit))
        yield { ...order, symbol: knownQuote(memory, order.coin).symbol } satisfies ListedOrder;
    },

    streamTransactions: (query) => streamTransactions(memory, query),
    streamDecisions: (query) => streamDecisions(memory, query),

    loadSetting: async (name) => settings.get(name)?.value ?? null,

    async changeSetting(name, change, changedAt) {
      const value = change(settings.get(name)?.value ?? null);
      settings.set(name, { value, changedAt });
      return value;
    },

    async close() {},
  };
}
