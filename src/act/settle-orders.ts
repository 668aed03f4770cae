import type { OrderRecord } from '../core/order/order.js';
import { lookFor } from './look-for.js';
import { placeOrders } from './place-orders.js';
import { mergeResults, type OrderPorts, type OrderResults, type Run, record, timeOf } from './run.js';

/** How long after its closing an order is still looked for that the broker did not have. */
const LATE_MS = 7 * 86_400_000;

/** Finishes what earlier runs have left: looks for orders that were sent, and places or gives up those that were promised. */
export async function settleOrders(ports: OrderPorts, run: Run): Promise<OrderResults> {
  const { broker, ledger } = ports;
  const open = await ledger.loadOpenOrders();
  const promised = open.filter(({ status }) => status === 'promised');
  const sent = open.filter(({ status }) => status !== 'promised');
  if (!broker.isRemote) return mergeResults(await placeOrders(ports, run, promised), await lookFor(ports, run, sent));

  const absent = await ledger.loadAbsentOrders(new Date(run.clock().getTime() - LATE_MS));
  const given = await giveUp(ports, run, promised);
  // One request after the other: where that for old orders fails, the others are settled all the same.
  return mergeResults(given, await lookFor(ports, run, sent), await lookFor(ports, run, absent));
}

/** Only the run that promised an order may send it: when that is over, it was not sent. */
function giveUp(ports: OrderPorts, run: Run, promised: readonly OrderRecord[]): Promise<OrderResults> {
  const at = timeOf(ports, run);
  const isOver = ({ promisedAt }: OrderRecord) => at.getTime() - promisedAt.getTime() > run.giveUpAfterMs;
  const changes = promised.filter(isOver).map((order) => ({ order, events: [{ kind: 'given-up', at } as const] }));
  return record(ports, run, changes);
}
