import { LIVE, turnOff } from '../../broker/live.js';
import { exchangeOf } from '../../ledger/broker-check.js';
import { toLines } from '../../report/format/lines.js';
import { renderSandboxNote } from '../../report/format/sandbox-note.js';
import { defineCommand } from '../command.js';
import { printRecorded } from '../print-recorded.js';

/** Ends what `live on` has allowed. It needs the ledger only: no exchange, no key, no other setting. */
export const command = defineCommand({
  needsOnlyLedger: true,
  examples: ['crypto-bot live off'],
  run: async (context) => {
    const ledger = await context.ports.openLedger('write', { mustExist: true });
    try {
      await ledger.changeSetting(LIVE, (before) => turnOff(before, new Date()), new Date());
      context.log.info('live: off');
      const sent = (await ledger.loadOpenOrders()).filter(({ status }) => status !== 'promised');
      const said = toLines([`Live is off in ${ledger.place}: no order is sent from now on.`, ...sent.map(tellOrder)]);
      return await printRecorded(context, said + renderSandboxNote(await exchangeOf(ledger)));
    } finally {
      await ledger.close();
    }
  },
});

function tellOrder({ id, status }: { readonly id: string; readonly status: string }): string {
  return `The order ${id} was sent before, and is ${status}: the next run looks what became of it.`;
}
