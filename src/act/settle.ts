import type { OrderRecord } from '../core/order/order.js';
import { lookFor } from './look-for.js';
import { place } from './place.js';
import { type Deeds, type Hands, type Run, record, timeOf, together } from './run.js';

/** How long an order that nobody had may still be found. */
const LATE_MS = 7 * 86_400_000;

/** Does what earlier runs have left: finds what they sent, and places or gives up what they promised. */
export async function settle(hands: Hands, run: Run): Promise<Deeds> {
  const { broker, ledger } = hands;
  const open = await ledger.loadOpenOrders();
  const promised = open.filter(({ status }) => status === 'promised');
  const sent = open.filter(({ status }) => status !== 'promised');
  if (!broker.isRemote) return together(await place(hands, run, promised), await lookFor(hands, run, sent));

  const absent = await ledger.loadAbsentOrders(new Date(run.clock().getTime() - LATE_MS));
  const given = await giveUp(hands, run, promised);
  // One look after the other: where it fails for old orders, the others are settled all the same.
  return together(given, await lookFor(hands, run, sent), await lookFor(hands, run, absent));
}

/** Only the run that promised an order may send it: when that is over, it was not sent. */
function giveUp(hands: Hands, run: Run, promised: readonly OrderRecord[]): Promise<Deeds> {
  const at = timeOf(hands, run);
  const isOver = ({ promisedAt }: OrderRecord) => at.getTime() - promisedAt.getTime() > run.giveUpAfterMs;
  const changes = promised.filter(isOver).map((order) => ({ order, events: [{ kind: 'given-up', at } as const] }));
  return record(hands, run, changes);
}
