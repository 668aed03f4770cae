import type { CoinId, Quote } from '../../core/model.js';
import { promiseOrder } from '../../core/order/order.js';
import { transition } from '../../core/order/transition.js';
import { applyFill, emptyPosition, type Holding } from '../../core/portfolio.js';
import { clientOrderIdOf } from '../client-order-id.js';
import type { Ledger, Recorded } from '../ledger.js';

/** A ledger that reads from another one and keeps what is written to itself: what a dry run works on. */
export function createDryRunLedger(ledger: Ledger): Ledger {
  const quotes = new Map<CoinId, Quote>();
  const recorded: Recorded[] = [];

  return {
    ...ledger,

    async begin(tick, seen, plan, promisedAt = tick.startedAt) {
      for (const quote of [...seen.quotes, ...seen.heldQuotes]) quotes.set(quote.coin, quote);
      const coins = seen.quotes.map((quote) => quote.coin);
      const { decisions, orders } = plan(await ledger.loadSpending(tick.startedAt, coins));
      const promised = orders.map((order) =>
        promiseOrder(order, { clientOrderId: clientOrderIdOf(order.id), promisedAt }),
      );
      return { decisions, orders: promised };
    },

    keep: async () => {},
    claimNotice: async () => false,
    recordTry: async () => {},

    moveCash: () => Promise.reject(new Error('nothing is paid in or out of a dry run')),

    async record(changes) {
      const done = changes.map(({ order, events }) => {
        const { order: after, effects } = transition(order, ...events);
        return { order: after, fills: effects.fills };
      });
      recorded.push(...done);
      return done;
    },

    changeSetting: async (name, change) => change(await ledger.loadSetting(name)),

    async loadHoldings() {
      const holdings = new Map((await ledger.loadHoldings()).map((holding) => [holding.coin, holding]));
      for (const { order, fills } of recorded) {
        const { coin, pair } = order;
        for (const fill of fills) {
          const holding = holdings.get(coin) ?? unpriced(coin);
          const isFirst = fill.tradeId === order.fills[0]?.tradeId;
          holdings.set(coin, { ...holding, ...applyFill(holding, fill, { pair, isFirst }) });
        }
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
