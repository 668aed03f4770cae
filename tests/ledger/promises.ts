import type { Plan } from '../../src/core/decisions/decision.js';
import { afterBuying, type Spending } from '../../src/core/limits/caps.js';
import { OPEN_GATE } from '../../src/core/limits/sanity.js';
import type { DailyPrice, Fill, Order, Quote } from '../../src/core/model.js';
import { ZERO } from '../../src/core/money.js';
import { FREE_TERMS } from '../../src/core/order/instrument.js';
import { emptyPosition } from '../../src/core/portfolio.js';
import type { Ledger, Seen } from '../../src/ledger/ledger.js';
import { amount, aQuote, aTick, midnights, now } from '../core/examples.js';

/** A plan that asks for no sums, and what its tick saw. */
export interface APromise extends Partial<Seen> {
  readonly plan: Omit<Plan, 'spending'>;
  readonly quotes: readonly Quote[];
  readonly dailyPrices: readonly DailyPrice[];
}

const BOUGHT_WHOLE = { carried: ZERO, buysGiven: ZERO };

/** Begins a tick that promises just that. */
export async function begin(ledger: Ledger, { plan, quotes, dailyPrices, ...seen }: APromise) {
  const saw = {
    quotes,
    heldQuotes: [],
    fetchedDailyPrices: dailyPrices,
    fetchedCategories: [],
    members: [],
    ranks: new Map(),
    ...seen,
  };
  const makePlan = (before: Spending) => ({
    ...plan,
    spending: plan.orders.reduce((spending, order) => afterBuying(spending, order, BOUGHT_WHOLE), before),
  });
  const begun = await ledger.begin(plan.tick, saw, makePlan, plan.tick.startedAt);
  return 'earlier' in begun ? begun : 'begun';
}

/** Records that an order was filled; one that is closed already stays as it is. */
export async function fill(
  ledger: Ledger,
  { id }: Pick<Order, 'id'>,
  { quantity = amount('1'), price = amount('1.5'), fee = ZERO, feeCurrency = null, at = now }: Partial<Fill> = {},
): Promise<void> {
  const order = (await ledger.loadOpenOrders()).find((it) => it.id === id);
  const fill = { tradeId: '1', quantity, price, fee, feeCurrency, at };
  const sighting = { status: 'filled', exchangeId: null, executed: quantity, fills: [fill], reason: null } as const;
  const events = [{ kind: 'sending', at } as const, { kind: 'found', sighting, at } as const];
  if (order) await ledger.record([{ order, events }], 'a run');
}

/** What a tick that buys one of each coin promises. */
export function aPromise(id: string, coins: readonly string[], changes: { slot?: string; at?: Date } = {}): APromise {
  const tick = aTick({ id, slot: changes.slot ?? null, ...(changes.at && { startedAt: changes.at }) });
  const price = amount('1.5');
  return {
    plan: {
      tick,
      decisions: coins.map((coin) => ({
        coin,
        symbol: coin.slice(0, 3),
        price,
        average: amount('2'),
        action: 'buy',
        reason: 'cheap',
        inputs: {
          quote: aQuote(coin, '1.5'),
          dailyPrices: midnights(coin, ['2', '2.5']),
          position: emptyPosition(coin),
          strategy: 'below-average',
          parameters: { window: '3', margin: '0' },
          sizing: { quantity: amount('1') },
          gate: OPEN_GATE,
          lastSeen: null,
          limits: [],
          carried: ZERO,
          terms: FREE_TERMS,
          heldBack: null,
        },
      })),
      orders: coins.map((coin) => ({
        id: `${id}-${coin}`,
        tickId: id,
        coin,
        side: 'buy',
        quantity: amount('1'),
        price,
        limitPrice: null,
        reserve: price,
        carried: ZERO,
        pair: null,
        createdAt: tick.startedAt,
      })),
    },
    quotes: coins.map((coin) => aQuote(coin, '1.5')),
    dailyPrices: [],
  };
}
