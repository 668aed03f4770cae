import { exchangeOf } from '../../ledger/broker-check.js';
import { renderOrdersCsv } from '../../report/csv.js';
import { renderSandboxNote } from '../../report/format/sandbox-note.js';
import { renderOrdersJson } from '../../report/tick/json.js';
import { coinName } from '../../settings/kinds/names.js';
import { defineCommand } from '../command.js';
import { findCoin } from '../find-coin.js';
import { checkFormat, formats } from '../format.js';
import { flag, option } from '../input.js';
import { limit, printList } from '../list.js';

/** Prints what was ordered and what became of it, newest first, as it is read. */
export const command = defineCommand({
  uses: [],
  options: {
    open: flag('--open', 'only those that may still buy something'),
    coin: option('--coin <coin>', 'only this coin, by id (bitcoin), symbol (btc) or name', coinName, {
      example: 'bitcoin',
    }),
    limit,
    ...formats,
  },
  examples: ['crypto-bot orders', 'crypto-bot orders --open --json      what may still buy something'],
  check: checkFormat,
  run: async (context, { open, coin: asked, ...given }) => {
    const ledger = await context.ports.openLedger('read');
    try {
      const coin = asked === undefined ? undefined : await findCoin(ledger, asked, '--coin ');
      const query = { open, ...(coin && { coin }) };
      const filtered = open || asked !== undefined;
      await printList(context, given, {
        load: (limit) => ledger.streamOrders({ ...query, ...(limit && { limit }) }),
        json: renderOrdersJson,
        csv: renderOrdersCsv,
        note: async () => renderSandboxNote(await exchangeOf(ledger)),
        table: async (orders, style) =>
          (await import('../../report/orders.js')).renderOrdersTable(orders, { ...style, filtered }),
      });
      return 0;
    } finally {
      await ledger.close();
    }
  },
});
