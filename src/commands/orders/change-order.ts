import { randomUUID } from 'node:crypto';
import type { OrderPorts, Run } from '../../act/run.js';
import type { Kind } from '../../core/values/kind.js';
import { usageError } from '../../errors.js';
import { exchangeOf, refuseOtherBroker } from '../../ledger/broker-check.js';
import type { Ledger, ListedOrder } from '../../ledger/ledger.js';
import { renderSandboxNote } from '../../report/format/sandbox-note.js';
import { renderOrder } from '../../report/orders.js';
import { renderOrderJson } from '../../report/tick/json.js';
import { untilDeadline } from '../../runtime/deadline.js';
import type { Context } from '../context.js';
import { argument } from '../input.js';
import { printRecorded } from '../print-recorded.js';

const orderId: Kind<string> = {
  expected: 'the name of an order as crypto-bot orders prints it',
  example: '20261122T222112951Z-6fca0d5a-bitcoin',
  parse: (text) => (/^[\w.-]{1,200}$/.test(text) ? text : undefined),
  print: (id) => id,
};

export const order = argument('<order>', 'as crypto-bot orders prints it', orderId, { example: orderId.example });

/** Changes one order, and prints it as it is then. Throws a usage CryptoBotError when there is no such order. */
export async function changeOrder(
  context: Context,
  { order: id, json }: { readonly order: string; readonly json: boolean },
  change: (ports: OrderPorts, run: Run, order: ListedOrder) => Promise<unknown>,
): Promise<number> {
  const { config, ports, deadline, log } = context;
  const ledger = await ports.openLedger('write', { mustExist: true });
  try {
    const before = await load(ledger, id);
    const broker = await ports.openBroker(ledger);
    await refuseOtherBroker(ledger, broker.name); // only who has the order can tell what became of it
    const run = {
      id: randomUUID(),
      now: config.now,
      clock: () => new Date(),
      giveUpAfterMs: 0,
      onPurchases: () => {},
    };
    await untilDeadline(change({ broker, ledger }, run, before), deadline);
    const after = await load(ledger, id);
    log.info(renderOrder(after).trimEnd());
    const note = renderSandboxNote(await exchangeOf(ledger));
    return await printRecorded(context, json ? renderOrderJson(after) : renderOrder(after) + note);
  } finally {
    await ledger.close();
  }
}

async function load(ledger: Ledger, id: string): Promise<ListedOrder> {
  const order = await ledger.loadOrder(id);
  if (!order) throw usageError(`there is no order ${id}: crypto-bot orders lists them`);
  return order;
}
