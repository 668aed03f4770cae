import type { CoinId, Quote } from '../../core/model.js';
import { promiseOrder } from '../../core/order/order.js';
import { applyFill, emptyPosition, type Holding } from '../../core/portfolio.js';
import type { Ledger, Settlement } from '../ledger.js';

/** A ledger that reads from another one and keeps what is written to itself: what a dry run works on. */
export function rehearse(ledger: Ledger): Ledger {
  const quotes = new Map<CoinId, Quote>();
  const settled: Settlement[] = [];

  return {
    ...ledger,

    async begin(tick, seen, plan) {
      for (const quote of [...seen.quotes, ...seen.heldQuotes]) quotes.set(quote.coin, quote);
      const coins = seen.quotes.map((quote) => quote.coin);
      const { decisions, orders } = plan(await ledger.loadSpending(tick.startedAt, coins));
      const promise = { clientOrderId: '', promisedAt: tick.startedAt };
      return { decisions, orders: orders.map((order) => promiseOrder(order, promise)) };
    },

    keep: async () => {},
    claimNotice: async () => false,
    recordTry: async () => {},

    moveCash: () => Promise.reject(new Error('nothing is paid in or out of a rehearsal')),

    async settle(settlements) {
      settled.push(...settlements);
    },

    async loadHoldings() {
      const holdings = new Map((await ledger.loadHoldings()).map((holding) => [holding.coin, holding]));
      for (const { order, fill } of settled) {
        const { coin } = order;
        const holding = holdings.get(coin) ?? unpriced(coin);
        holdings.set(coin, { ...holding, ...applyFill(holding, fill) });
      }
      return [...holdings.values()].map((holding) => requote(holding, quotes.get(holding.coin)));
    },
  };
}

function unpriced(coin: CoinId): Holding {
  return { ...emptyPosition(coin), symbol: coin, name: coin, price: null, priceAt: null };
}

function requote(holding: Holding, quote: Quote | undefined): Holding {
  if (!quote) return holding;
  const { symbol, name, price, fetchedAt } = quote;
  return { ...holding, symbol, name, price, priceAt: fetchedAt };
}
