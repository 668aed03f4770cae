import type { Fill, Order } from '../model.js';
import { type Decimal, sum } from '../money.js';

/** The states of an order's life; transition.ts has the ways between them. */
export const orderStatuses = [
  'promised',
  'sending',
  'acknowledged',
  'partially-filled',
  'filled',
  'cancelled',
  'expired',
  'rejected',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** The states in which an order may still buy something. */
export const openStatuses = ['promised', 'sending', 'acknowledged', 'partially-filled'] as const;

/** Whether an order may still buy something. */
export function isOpen({ status }: Pick<OrderRecord, 'status'>): boolean {
  return openStatuses.some((open) => open === status);
}

/** A fill of an order, by the broker's name of it: the same name is the same fill, however often it is seen. */
export interface OrderFill extends Fill {
  readonly tradeId: string;
  /** The UTC day whose caps it counts against, where it was found after its order was closed; else null: that of its order. */
  readonly lateDay: string | null;
}

/** An order as the ledger keeps it: what was promised, and what became of it so far. */
export interface OrderRecord extends Order {
  /** What the broker is to call it: a lower-case UUID, the same after any crash. */
  readonly clientOrderId: string;
  readonly status: OrderStatus;
  /** By the real clock where the broker trades for real; else when its tick was started. */
  readonly promisedAt: Date;
  /** By the real clock, right before its sending was recorded; null for what was never sent. */
  readonly sentAt: Date | null;
  readonly closedAt: Date | null;
  /** What the exchange calls it; null until it says so. */
  readonly exchangeId: string | null;
  /** In words, why it is where it is; null when there is nothing to say. */
  readonly reason: string | null;
  /** Oldest first. */
  readonly fills: readonly OrderFill[];
}

/** An order at the beginning of its life. */
export function promiseOrder(
  order: Order,
  { clientOrderId, promisedAt }: Pick<OrderRecord, 'clientOrderId' | 'promisedAt'>,
): OrderRecord {
  const untouched = { sentAt: null, closedAt: null, exchangeId: null, reason: null, fills: [] };
  return { clientOrderId, promisedAt, status: 'promised', ...untouched, ...order };
}

/** The id of a fill's transaction. */
export function transactionIdOf({ id }: Pick<OrderRecord, 'id'>, { tradeId }: Pick<OrderFill, 'tradeId'>): string {
  return `${id}-${tradeId}`;
}

/** How much was bought so far, before any fee in the coin itself. */
export function filledQuantity({ fills }: Pick<OrderRecord, 'fills'>): Decimal {
  return sum(fills.map(({ quantity }) => quantity));
}
