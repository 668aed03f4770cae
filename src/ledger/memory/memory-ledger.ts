import { dayOf, EVER, monthOf } from '../../core/calendar.js';
import type { Plan } from '../../core/decisions/decision.js';
import type { CoinSpending, Spending } from '../../core/limits/caps.js';
import { type CashEntry, enterMove, enterPurchases } from '../../core/limits/cash.js';
import type { CoinId, DailyPrice, Position, Quote, Tick, Transaction } from '../../core/model.js';
import { type Decimal, ZERO } from '../../core/money.js';
import { isOpen, type OrderRecord, promiseOrder } from '../../core/order/order.js';
import { applyFill, emptyPosition, withPromised } from '../../core/portfolio.js';
import type { CategoryCoins } from '../../core/universe.js';
import { clientOrderIdOf } from '../client-order-id.js';
import type { Ledger, Settlement } from '../ledger.js';
import { lowerAscii } from '../lower-ascii.js';
import { isSameMarket, otherCurrencyError, otherMarketError, overdrawnError } from '../market-check.js';
import { createMemoryRecords } from './memory-records.js';

/** A ledger that forgets: for tests, and what a reading command sees before the first tick. */
export function createMemoryLedger(): Ledger {
  const coins = new Map<CoinId, Quote>();
  const ticks = new Map<string, Tick>();
  const plans = new Map<string, Plan>();
  const orders = new Map<string, OrderRecord>();
  const positions = new Map<CoinId, Position>();
  const dailyPrices = new Map<string, DailyPrice>();
  const transactions: Transaction[] = [];
  const categories = new Map<string, CategoryCoins>();
  let members: readonly CoinId[] = [];
  const sums = new Map<string, Decimal>();
  const coinSums = new Map<CoinId, CoinSpending>();
  const cash: CashEntry[] = [];
  const records = createMemoryRecords(ticks);

  const openOrders = () => [...orders.values()].filter(isOpen).sort(oldestFirst);

  const spendingAt = (at: Date, wanted: readonly CoinId[]): Spending => {
    const ofWanted = <Thing extends { readonly coin: CoinId }>(things: readonly Thing[]) =>
      things.filter(({ coin }) => wanted.includes(coin));
    return {
      day: sums.get(dayOf(at)) ?? ZERO,
      month: sums.get(monthOf(at)) ?? ZERO,
      total: sums.get(EVER) ?? ZERO,
      coins: new Map([...coinSums].filter(([coin]) => wanted.includes(coin))),
      cash: cash.at(-1)?.balance ?? null,
      positions: withPromised(ofWanted([...positions.values()]), ofWanted(openOrders())),
    };
  };

  return {
    ...records,

    async loadMarket() {
      const [first] = plans.values();
      return first ? { market: first.tick.market, quoteCurrency: first.tick.quoteCurrency } : null;
    },

    async loadTickOfSlot(slot) {
      return [...plans.values()].find(({ tick }) => tick.slot === slot)?.tick ?? null;
    },

    async loadHoldings() {
      const held = [...positions.values()].sort((a, b) => compare(a.coin, b.coin));
      return held.map((position) => {
        const { symbol, name, price, fetchedAt } = known(coins, position.coin);
        return { ...position, symbol, name, price, priceAt: fetchedAt };
      });
    },

    async loadDailyPrices(wanted, fromDay) {
      const matching = [...dailyPrices.values()].filter(({ coin, day }) => wanted.includes(coin) && day >= fromDay);
      return matching.sort((a, b) => compare(a.coin, b.coin) || compare(a.day, b.day));
    },

    async findCoins(idOrSymbol) {
      const symbol = lowerAscii(idOrSymbol);
      const found = [...coins.values()].filter((it) => it.coin === idOrSymbol || lowerAscii(it.symbol) === symbol);
      return found.map(({ coin, symbol, name }) => ({ id: coin, symbol, name })).sort((a, b) => compare(a.id, b.id));
    },

    async loadLastSeen(wanted) {
      const seen = wanted.flatMap((coin) => coins.get(coin) ?? []);
      return seen.map(({ coin, price, marketCapRank, fetchedAt }) => ({ coin, price, marketCapRank, at: fetchedAt }));
    },

    loadCategories: async () => [...categories.values()],
    loadMembers: async () => [...members].sort(compare),

    loadSpending: async (at, wanted) => spendingAt(at, wanted),

    loadCash: async (limit) => cash.slice(-limit).reverse(),

    async moveCash(move) {
      const done = cash.find(({ id }) => id === move.id);
      if (done) return done;
      const latest = cash.at(-1) ?? null;
      const own = latest ?? [...ticks.values()][0];
      if (own && own.quoteCurrency !== move.quoteCurrency)
        throw otherCurrencyError(own.quoteCurrency, move.quoteCurrency);
      const entry = enterMove(latest, move);
      if (!entry) throw overdrawnError(latest?.balance ?? null, move.amount);
      cash.push(entry);
      return entry;
    },

    async begin(tick, seen, makePlan) {
      const [first] = ticks.values();
      if (first && !isSameMarket(first, tick)) throw otherMarketError(first, tick);
      const begun = plans.get(tick.id);
      if (begun) return { decisions: begun.decisions, orders: openOrders().filter(({ tickId }) => tickId === tick.id) };
      const earlier = tick.slot !== null && [...ticks.values()].find(({ slot }) => slot === tick.slot);
      if (earlier) return { earlier };

      const currency = cash.at(-1)?.quoteCurrency;
      if (currency && currency !== tick.quoteCurrency) throw otherCurrencyError(currency, tick.quoteCurrency);

      const before = spendingAt(
        tick.startedAt,
        seen.quotes.map((quote) => quote.coin),
      );
      const plan = makePlan(before);
      const { decisions, spending } = plan;
      sums.set(dayOf(tick.startedAt), spending.day);
      sums.set(monthOf(tick.startedAt), spending.month);
      sums.set(EVER, spending.total);
      for (const [coin, sum] of spending.coins) coinSums.set(coin, sum);
      const entry = enterPurchases(before.cash, plan);
      if (entry) cash.push(entry);

      for (const quote of [...seen.quotes, ...seen.heldQuotes]) coins.set(quote.coin, quote);
      for (const category of seen.fetchedCategories) categories.set(category.name, category);
      members = seen.members;
      for (const daily of seen.fetchedDailyPrices) {
        const key = `${daily.coin} ${daily.day}`;
        const newest = dailyPrices.get(key);
        if (newest && (daily.price.equals(newest.price) || daily.price.isZero())) continue;
        dailyPrices.set(key, { ...daily, version: (newest?.version ?? 0) + 1 });
      }
      ticks.set(tick.id, tick);
      plans.set(tick.id, plan);
      const promised = plan.orders.map((order) =>
        promiseOrder(order, { clientOrderId: clientOrderIdOf(order.id), promisedAt: tick.startedAt }),
      );
      for (const order of promised) orders.set(order.id, order);
      await records.keep(plan.records ?? {});
      return { decisions, orders: promised };
    },

    async loadOpenOrders() {
      return openOrders();
    },

    async settle(settlements, recordsOf = () => ({})) {
      const settled: Settlement[] = [];
      for (const { order, fill } of settlements) {
        const own = orders.get(order.id);
        if (!own || !isOpen(own)) continue;
        settled.push({ order, fill });
        orders.set(own.id, { ...own, status: 'filled', closedAt: fill.at, fills: [{ ...fill, lateDay: null }] });
        const { id: orderId, tickId, coin, side } = own;
        const { symbol } = known(coins, coin);
        const { tradeId, ...rest } = fill;
        transactions.push({ ...rest, id: `${orderId}-${tradeId}`, orderId, tickId, coin, symbol, side });
        positions.set(coin, applyFill(positions.get(coin) ?? emptyPosition(coin), fill));
      }
      if (settled.length > 0) await records.keep(recordsOf(settled));
    },

    async *streamTransactions({ coin, since, until, limit }) {
      const matching = transactions.filter(
        (it) => (!coin || it.coin === coin) && (!since || it.at >= since) && (!until || it.at <= until),
      );
      matching.sort((a, b) => b.at.getTime() - a.at.getTime() || compare(b.id, a.id));
      for (const transaction of matching.slice(0, limit))
        yield { ...transaction, symbol: known(coins, transaction.coin).symbol };
    },

    async *streamDecisions({ coin, at, ticks }) {
      const matching = [...plans.values()]
        .map(({ tick, decisions }) => ({
          tick,
          decisions: decisions.filter((it) => coin === undefined || it.coin === coin),
        }))
        .filter(({ decisions }) => coin === undefined || decisions.length > 0)
        .filter(({ tick }) => !at || tick.startedAt <= at)
        .sort((a, b) => b.tick.startedAt.getTime() - a.tick.startedAt.getTime() || compare(b.tick.id, a.tick.id));
      for (const { tick, decisions } of matching.slice(0, ticks)) {
        for (const decision of decisions.toSorted((a, b) => compare(a.coin, b.coin))) {
          const own = [...orders.values()].filter(({ tickId }) => tickId === tick.id);
          yield { tick, decision, order: own.find(({ coin }) => coin === decision.coin) ?? null };
        }
      }
    },

    async close() {},
  };
}

function known(coins: ReadonlyMap<CoinId, Quote>, coin: CoinId): Quote {
  const quote = coins.get(coin);
  if (!quote) throw new Error(`an order for ${coin}, which has no quote`);
  return quote;
}

function oldestFirst(a: OrderRecord, b: OrderRecord): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || compare(a.id, b.id);
}

/** By code units, as SQLite and the PostgreSQL columns compare. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
