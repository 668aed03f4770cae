import type { Transaction } from '../../core/model.js';
import { type Decimal, toExactString, toPercentString } from '../../core/money.js';
import { boundBy } from '../../core/order/cost.js';
import { averagePrice, feeOf } from '../../core/order/execution.js';
import { filledQuantity, type OrderRecord } from '../../core/order/order.js';
import type { ValuedHolding } from '../../core/portfolio.js';

/** What scripts read: amounts as exact decimal strings, times as ISO 8601 UTC, null where unknown. */
export type Field = string | number | null;

/** The fields of one thing, by name and in order: JSON's keys and CSV's columns are the same by construction. */
export type Fields<Thing> = Readonly<Record<string, (thing: Thing) => Field>>;

export const positionFields: Fields<ValuedHolding> = {
  coin: (holding) => holding.coin,
  symbol: (holding) => holding.symbol,
  name: (holding) => holding.name,
  buyCount: (holding) => holding.buyCount,
  quantity: (holding) => toExactString(holding.quantity),
  averageCost: (holding) => exactOrNull(holding.averageCost),
  costBasis: (holding) => toExactString(holding.costBasis),
  price: (holding) => exactOrNull(holding.price),
  priceAt: (holding) => holding.priceAt?.toISOString() ?? null,
  marketValue: (holding) => exactOrNull(holding.marketValue),
  unrealizedPnl: (holding) => exactOrNull(holding.unrealizedPnl),
  gainPercent: (holding) => percentOrNull(holding.gainPercent),
};

export const transactionFields: Fields<Transaction> = {
  id: (transaction) => transaction.id,
  tickId: (transaction) => transaction.tickId,
  coin: (transaction) => transaction.coin,
  symbol: (transaction) => transaction.symbol,
  side: (transaction) => transaction.side,
  quantity: (transaction) => toExactString(transaction.quantity),
  price: (transaction) => toExactString(transaction.price),
  cost: (transaction) => toExactString(transaction.quantity.times(transaction.price)),
  fee: (transaction) => toExactString(transaction.fee),
  at: (transaction) => transaction.at.toISOString(),
  feeCurrency: (transaction) => transaction.feeCurrency,
};

/** An order with its coin's symbol. */
export type SymbolOrder = OrderRecord & { readonly symbol: string };

/** Without its fills, which JSON adds. */
export const orderFields: Fields<SymbolOrder> = {
  id: (order) => order.id,
  tickId: (order) => order.tickId,
  coin: (order) => order.coin,
  symbol: (order) => order.symbol,
  pair: (order) => order.pair,
  side: (order) => order.side,
  clientOrderId: (order) => order.clientOrderId,
  status: (order) => order.status,
  quantity: (order) => toExactString(order.quantity),
  limitPrice: (order) => exactOrNull(order.limitPrice),
  decidedPrice: (order) => toExactString(order.price),
  reserved: (order) => toExactString(boundBy(order)),
  filledQuantity: (order) => toExactString(filledQuantity(order)),
  averagePrice: (order) => exactOrNull(averagePrice(order)),
  fee: (order) => exactOrNull(feeOf(order).fee),
  feeCurrency: (order) => feeOf(order).feeCurrency,
  exchangeId: (order) => order.exchangeId,
  reason: (order) => order.reason,
  promisedAt: (order) => order.promisedAt.toISOString(),
  closedAt: (order) => order.closedAt?.toISOString() ?? null,
};

/** The fields of a thing, as JSON has them. */
export function pick<Thing>(fields: Fields<Thing>, thing: Thing): Record<string, Field> {
  return Object.fromEntries(Object.entries(fields).map(([name, read]) => [name, read(thing)]));
}

export function exactOrNull(amount: Decimal | null): string | null {
  return amount === null ? null : toExactString(amount);
}

export function percentOrNull(percent: Decimal | null): string | null {
  return percent === null ? null : toPercentString(percent);
}
