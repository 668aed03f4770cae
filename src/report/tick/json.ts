import type { Decision } from '../../core/decisions/decision.js';
import { type CashEntry, cashOf } from '../../core/limits/cash.js';
import type { Transaction } from '../../core/model.js';
import { toExactString } from '../../core/money.js';
import { type OrderFill, type OrderRecord, transactionIdOf } from '../../core/order/order.js';
import type { Purchase } from '../../core/order/purchase.js';
import type { Portfolio } from '../../core/portfolio.js';
import type { TickResult } from '../../tick.js';
import {
  exactOrNull,
  orderFields,
  percentOrNull,
  pick,
  positionFields,
  type SymbolOrder,
  transactionFields,
} from '../format/fields.js';
import { renderJsonList } from '../format/json-list.js';
import { toJsonLine } from '../format/lines.js';

/** What `run --json` prints: one object on one line. */
export function renderTickJson(result: TickResult, { dryRun }: { readonly dryRun: boolean }): string {
  const { tick, status, decisions, purchases, orders, portfolio, lasting } = result;
  return toJsonLine({
    tick: {
      id: tick.id,
      startedAt: tick.startedAt.toISOString(),
      slot: tick.slot,
      market: tick.market,
      strategy: tick.strategy,
      status: dryRun && status === 'recorded' ? 'dry-run' : status,
    },
    decisions: decisions.map(pickDecision),
    purchases: purchases.map(pickPurchase),
    ...(dryRun && { orders: orders.flatMap(pickLimitOrder) }),
    portfolio: pickPortfolio(portfolio()),
    notes: lasting.map(({ text }) => text),
  });
}

/** What `run --json` prints where the slot that it was due in is over. */
export function renderMissedJson(slot: string): string {
  return toJsonLine({ tick: { slot, status: 'missed' } });
}

/** What `portfolio --json` prints. */
export function renderPortfolioJson(portfolio: Portfolio): string {
  return toJsonLine(pickPortfolio(portfolio));
}

/** What `cash --json` prints. */
export function renderCashJson(entries: readonly CashEntry[], quoteCurrency: string): string {
  return toJsonLine({
    quoteCurrency,
    balance: exactOrNull(cashOf(entries[0] ?? null)),
    entries: entries.map(({ id, kind, amount, balance, tickId, at }) => {
      return { id, kind, amount: toExactString(amount), balance: toExactString(balance), tickId, at: at.toISOString() };
    }),
  });
}

/** What `history --json` prints: one object, a transaction a line. */
export function renderHistoryJson(transactions: AsyncIterable<Transaction>): AsyncGenerator<string> {
  return renderJsonList('transactions', transactions, (transaction) => pick(transactionFields, transaction));
}

/** What `orders --json` prints: one object, an order with its fills a line. */
export function renderOrdersJson(orders: AsyncIterable<SymbolOrder>): AsyncGenerator<string> {
  return renderJsonList('orders', orders, pickOrder);
}

/** What `orders cancel --json` and `orders resolve --json` print. */
export function renderOrderJson(order: SymbolOrder): string {
  return toJsonLine({ order: pickOrder(order) });
}

function pickOrder(order: SymbolOrder) {
  return { ...pick(orderFields, order), fills: order.fills.map((fill) => pickFill(order, fill)) };
}

function pickFill(order: SymbolOrder, fill: OrderFill) {
  const { quantity, price, fee, feeCurrency, at } = fill;
  return {
    id: transactionIdOf(order, fill),
    quantity: toExactString(quantity),
    price: toExactString(price),
    fee: toExactString(fee),
    feeCurrency,
    at: at.toISOString(),
  };
}

function pickDecision({ coin, symbol, price, average, action, reason }: Decision) {
  return { coin, symbol, price: exactOrNull(price), average: exactOrNull(average), action, reason };
}

function pickPurchase({ coin, quantity, price, at }: Purchase) {
  return {
    coin,
    quantity: toExactString(quantity),
    price: toExactString(price),
    cost: toExactString(quantity.times(price)),
    at: at.toISOString(),
  };
}

/** What would have been sent; nothing of an order on paper. */
function pickLimitOrder({ coin, pair, side, quantity, limitPrice }: OrderRecord) {
  if (limitPrice === null) return [];
  return [{ coin, pair, side, quantity: toExactString(quantity), limitPrice: toExactString(limitPrice) }];
}

function pickPortfolio({ quoteCurrency, asOf, positions, totals }: Portfolio) {
  return {
    quoteCurrency,
    asOf: asOf.toISOString(),
    positions: positions.map((position) => pick(positionFields, position)),
    totals: {
      costBasis: toExactString(totals.costBasis),
      marketValue: toExactString(totals.marketValue),
      unrealizedPnl: toExactString(totals.unrealizedPnl),
      gainPercent: percentOrNull(totals.gainPercent),
    },
  };
}
