import type { CoinId, DailyPrice, Order, Plan, Position, Quote, Transaction } from '../core/model.js';
import { applyFill, emptyPosition } from '../core/portfolio.js';
import type { Ledger } from './ledger.js';
import { isSameMarket, otherMarketError } from './market-check.js';

/** A ledger that forgets: for dry runs, backtests and tests, and what a reading command sees before the first tick. */
export function createMemoryLedger(): Ledger {
  const coins = new Map<CoinId, Quote>();
  const plans = new Map<string, Plan>();
  const open = new Map<string, Order>();
  const positions = new Map<CoinId, Position>();
  const dailyPrices = new Map<string, DailyPrice>();
  const transactions: Transaction[] = [];

  return {
    async loadMarket() {
      const [first] = plans.values();
      return first ? { market: first.tick.market, quoteCurrency: first.tick.quoteCurrency } : null;
    },

    async loadTickOfSlot(slot) {
      return [...plans.values()].find(({ tick }) => tick.slot === slot)?.tick.id ?? null;
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
      const symbol = idOrSymbol.toLowerCase();
      const found = [...coins.values()].filter((it) => it.coin === idOrSymbol || it.symbol.toLowerCase() === symbol);
      return found.map(({ coin, symbol, name }) => ({ id: coin, symbol, name })).sort((a, b) => compare(a.id, b.id));
    },

    async begin({ plan, quotes, dailyPrices: fetched }) {
      const { tick, orders } = plan;
      const [first] = plans.values();
      if (first && !isSameMarket(first.tick, tick)) throw otherMarketError(first.tick, tick);
      if (plans.has(tick.id)) return 'begun';
      const earlier = tick.slot !== null && [...plans.values()].find((it) => it.tick.slot === tick.slot);
      if (earlier) return { tickOfSlot: earlier.tick.id };

      for (const quote of quotes) coins.set(quote.coin, quote);
      for (const daily of fetched) {
        const key = `${daily.coin} ${daily.day}`;
        if (!dailyPrices.has(key)) dailyPrices.set(key, daily);
      }
      plans.set(tick.id, plan);
      for (const order of orders) open.set(order.id, order);
      return 'begun';
    },

    async loadOpenOrders() {
      return [...open.values()].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || compare(a.id, b.id));
    },

    async settle(order, fill) {
      if (!open.delete(order.id)) return;
      const { id: orderId, tickId, coin, side } = order;
      const { symbol } = known(coins, coin);
      transactions.push({ ...fill, id: `${orderId}-1`, orderId, tickId, coin, symbol, side });
      positions.set(coin, applyFill(positions.get(coin) ?? emptyPosition(coin), fill));
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
        .map(({ tick, decisions, orders }) => ({
          tick,
          orders,
          decisions: decisions.filter((it) => coin === undefined || it.coin === coin),
        }))
        .filter(({ decisions }) => coin === undefined || decisions.length > 0)
        .filter(({ tick }) => !at || tick.startedAt <= at)
        .sort((a, b) => b.tick.startedAt.getTime() - a.tick.startedAt.getTime() || compare(b.tick.id, a.tick.id));
      for (const { tick, decisions, orders } of matching.slice(0, ticks)) {
        for (const decision of decisions.toSorted((a, b) => compare(a.coin, b.coin))) {
          const order = orders.find((it) => it.coin === decision.coin) ?? null;
          const fills = transactions
            .filter((it) => it.orderId === order?.id)
            .map(({ quantity, price, fee, at }) => ({ quantity, price, fee, at }));
          yield { tick, decision, order, fills };
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

/** By code units, as SQLite and the PostgreSQL columns compare. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
