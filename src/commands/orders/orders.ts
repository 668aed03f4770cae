import { Chalk } from 'chalk';
import { count } from '../../core/values/numbers/count.js';
import type { ListedOrder } from '../../ledger/ledger.js';
import { renderOrdersCsv } from '../../report/csv.js';
import { renderOrdersJson } from '../../report/json.js';
import { coinName } from '../../settings/kinds/names.js';
import { defineCommand } from '../command.js';
import type { Context } from '../context.js';
import { findCoin } from '../find-coin.js';
import { checkFormat, type Format, formatOf, formats } from '../format.js';
import { flag, option } from '../input.js';

/** A table is for reading; scripts get everything. */
const TABLE_LIMIT = 50;

/** Prints what was ordered and what became of it, newest first, as it is read. */
export const command = defineCommand({
  options: {
    open: flag('--open', 'only those that may still buy something'),
    coin: option('--coin <coin>', 'only this coin, by id (bitcoin) or symbol (btc)', coinName, { example: 'bitcoin' }),
    limit: option(
      '--limit <n>',
      `at most this many (default: ${TABLE_LIMIT} in a table, else all)`,
      count(1, 999_999_999),
      { example: '20' },
    ),
    ...formats,
  },
  examples: ['crypto-bot orders', 'crypto-bot orders --open --json      what may still buy something'],
  check: checkFormat,
  run: async (context, { open, coin: asked, limit, ...flags }) => {
    const format = formatOf(flags);
    const ledger = await context.ports.openLedger('read');
    try {
      const coin = asked === undefined ? undefined : await findCoin(ledger, asked, '--coin ');
      // One more than a table shows by itself, to know whether there are more.
      const most = limit ?? (format === 'table' ? TABLE_LIMIT + 1 : undefined);
      const query = { open, ...(coin !== undefined && { coin }), ...(most && { limit: most }) };
      const view = { format, filtered: open || asked !== undefined, most: limit ? null : TABLE_LIMIT };
      for await (const chunk of await render(ledger.streamOrders(query), view, context)) {
        if (!(await context.terminal.print(chunk))) break;
      }
      return 0;
    } finally {
      await ledger.close();
    }
  },
});

async function render(
  orders: AsyncIterable<ListedOrder>,
  { format, ...style }: { readonly format: Format; readonly filtered: boolean; readonly most: number | null },
  { terminal, color }: Context,
): Promise<AsyncIterable<string>> {
  if (format === 'json') return renderOrdersJson(orders);
  if (format === 'csv') return renderOrdersCsv(orders);
  const { renderOrdersTable } = await import('../../report/orders.js');
  return renderOrdersTable(orders, { width: terminal.columns, color: new Chalk({ level: color ? 1 : 0 }), ...style });
}
