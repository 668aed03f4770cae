import { dayOf, EVER, monthOf } from '../../core/calendar.js';
import type { Plan } from '../../core/decisions/decision.js';
import type { Spending } from '../../core/limits/caps.js';
import { cashOf, enterPurchases } from '../../core/limits/cash.js';
import { beliefOf } from '../../core/limits/rank.js';
import type { CoinId, Tick } from '../../core/model.js';
import { ZERO } from '../../core/money.js';
import { expectedPositions } from '../../core/order/expected-positions.js';
import { promiseOrder } from '../../core/order/order.js';
import { clientOrderIdOf } from '../client-order-id.js';
import type { Promised, Seen } from '../ledger.js';
import { isSameMarket, otherCurrencyError, otherMarketError } from '../market-check.js';
import { enterCash, keepOrder, type Memory, openOrders } from './memory.js';

/** What counts against caps and cash at an instant, for some coins. */
export function spendingAt(memory: Memory, at: Date, wanted: readonly CoinId[]): Spending {
  const { sums, coinSums, cash, positions } = memory;
  const open = openOrders(memory);
  const ofWanted = <Thing extends { readonly coin: CoinId }>(things: readonly Thing[]) =>
    things.filter(({ coin }) => wanted.includes(coin));
  return {
    day: sums.get(dayOf(at)) ?? ZERO,
    month: sums.get(monthOf(at)) ?? ZERO,
    total: sums.get(EVER) ?? ZERO,
    coins: new Map([...coinSums].filter(([coin]) => wanted.includes(coin))),
    cash: cashOf(cash.at(-1) ?? null),
    balance: null,
    positions: expectedPositions(ofWanted([...positions.values()]), ofWanted(open)),
    openOrders: open,
  };
}

/** Begins a tick, unless it is begun already or its slot is taken. */
export function beginTick(
  memory: Memory,
  tick: Tick,
  seen: Seen,
  makePlan: (before: Spending) => Plan,
  promisedAt: Date,
): Promised | { readonly earlier: Tick } {
  const { ticks, ticksBySlot, plans, cash } = memory;
  const [first] = ticks.values();
  if (first && !isSameMarket(first, tick)) throw otherMarketError(first, tick);
  const begun = plans.get(tick.id);
  if (begun) return { ...begun, orders: openOrders(memory).filter(({ tickId }) => tickId === tick.id) };
  const earlier = tick.slot === null ? undefined : ticksBySlot.get(tick.slot);
  if (earlier) return { earlier };

  const currency = cash.at(-1)?.quoteCurrency;
  if (currency && currency !== tick.quoteCurrency) throw otherCurrencyError(currency, tick.quoteCurrency);

  const coins = seen.quotes.map((quote) => quote.coin);
  const plan = makePlan(spendingAt(memory, tick.startedAt, coins));
  const orders = plan.orders.map((order) =>
    promiseOrder(order, { clientOrderId: clientOrderIdOf(order.id), promisedAt }),
  );
  keepPlan(memory, plan);
  keepSeen(memory, seen);
  for (const order of orders) keepOrder(memory, order);
  return { decisions: plan.decisions, orders };
}

function keepPlan(memory: Memory, plan: Plan): void {
  const { sums, coinSums, cash, ticks, ticksBySlot, plans } = memory;
  const { tick, spending } = plan;
  const entry = enterPurchases(cashOf(cash.at(-1) ?? null), plan);
  if (entry) enterCash(memory, entry);
  sums.set(dayOf(tick.startedAt), spending.day);
  sums.set(monthOf(tick.startedAt), spending.month);
  sums.set(EVER, spending.total);
  for (const [coin, own] of spending.coins) coinSums.set(coin, own);
  ticks.set(tick.id, tick);
  if (tick.slot !== null) ticksBySlot.set(tick.slot, tick);
  plans.set(tick.id, { tick, decisions: plan.decisions });
}

function keepSeen(memory: Memory, seen: Seen): void {
  const { coins, categories, dailyPrices } = memory;
  for (const quote of [...seen.quotes, ...seen.heldQuotes])
    coins.set(quote.coin, { quote, belief: beliefOf(quote, seen.ranks) });
  for (const category of seen.fetchedCategories) categories.set(category.name, category);
  memory.members = seen.members ?? memory.members;
  for (const daily of seen.fetchedDailyPrices) dailyPrices.add(daily);
}
