import type { Broker } from '../broker/broker.js';
import type { OrderRecord } from '../core/order/order.js';
import type { Purchase } from '../core/order/purchase.js';
import type { Change, Ledger } from '../ledger/ledger.js';

/** Who acts, and when. */
export interface Run {
  /** Unique: what a run has recorded is known by it. */
  readonly id: string;
  /** The time of its tick. */
  readonly now: Date;
  /** The real time, which counts wherever a broker trades for real. */
  readonly clock: () => Date;
  /** Told of purchases as soon as they are recorded, before anything else can fail. */
  readonly onPurchases: (purchases: readonly Purchase[]) => void;
  /** How long after its promise an order that was not sent is given up, since the run that may send it is over. */
  readonly giveUpAfterMs: number;
}

/** The ports that orders need. */
export interface OrderPorts {
  readonly broker: Broker;
  readonly ledger: Ledger;
}

/** What a run has done with orders. */
export interface OrderResults {
  /** The fills that this run has recorded, and no other. */
  readonly purchases: readonly Purchase[];
  /** The orders that it changed, as they are now. */
  readonly orders: readonly OrderRecord[];
  /** What the broker failed to do, in words. */
  readonly failures: readonly string[];
}

/** Several results as one. Of an order that is in several, the last one counts. */
export function mergeResults(...all: readonly OrderResults[]): OrderResults {
  const orders = new Map(all.flatMap((it) => it.orders.map((order) => [order.id, order] as const)));
  return {
    purchases: all.flatMap(({ purchases }) => purchases),
    orders: [...orders.values()],
    failures: all.flatMap(({ failures }) => failures),
  };
}

export const NO_RESULTS: OrderResults = { purchases: [], orders: [], failures: [] };

/** The time of what is recorded: the real one where the broker trades for real, else the tick's own. */
export function timeOf({ broker }: Pick<OrderPorts, 'broker'>, { now, clock }: Run): Date {
  return broker.isRemote ? clock() : now;
}

/** Records changes in one transaction. A change of an order that another run has changed first is left out: that run reports it. */
export async function record({ ledger }: OrderPorts, run: Run, changes: readonly Change[]): Promise<OrderResults> {
  if (changes.length === 0) return NO_RESULTS;
  const recorded = (await ledger.record(changes, run.id)).filter((it) => it !== null);
  const purchases = recorded.flatMap(({ order: { tickId, coin }, fills }) =>
    fills.map(({ tradeId: _, lateDay: __, ...fill }) => ({ tickId, coin, ...fill })),
  );
  if (purchases.length > 0) run.onPurchases(purchases);
  return { purchases, orders: recorded.map(({ order }) => order), failures: [] };
}
