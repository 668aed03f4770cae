import type { Transaction } from '../../core/model.js';
import { type Decimal, toExactString, toPercentString } from '../../core/money.js';
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
