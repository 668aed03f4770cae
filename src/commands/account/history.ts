import { Chalk } from 'chalk';
import type { Transaction } from '../../core/model.js';
import { count } from '../../core/values/numbers/count.js';
import { period } from '../../core/values/times/period.js';
import { renderHistoryCsv } from '../../report/csv.js';
import { renderHistoryJson } from '../../report/json.js';
import { coinName } from '../../settings/kinds/names.js';
import { defineCommand } from '../command.js';
import type { Context } from '../context.js';
import { findCoin } from '../find-coin.js';
import { checkFormat, type Format, formatOf, formats } from '../format.js';
import { option } from '../input.js';

/** A table is for reading; scripts get everything. */
const TABLE_LIMIT = 50;

/** Prints what was bought, newest first, as it is read. */
export const command = defineCommand({
  options: {
    coin: option('--coin <coin>', 'only this coin, by id (bitcoin) or symbol (btc)', coinName, { example: 'bitcoin' }),
    since: option(
      '--since <date>',
      'from this UTC day or time on, such as 2026-11-01 or 2026-11-01T12:00:00Z',
      period,
      {
        example: period.example,
      },
    ),
    until: option('--until <date>', 'up to and including this UTC day or time', period, {
      example: period.example,
    }),
    limit: option(
      '--limit <n>',
      `at most this many (default: ${TABLE_LIMIT} in a table, else all)`,
      count(1, 999_999_999),
      { example: '20' },
    ),
    ...formats,
  },
  examples: ['crypto-bot history --coin bitcoin', 'crypto-bot history --since 2026-11-01 --csv > november.csv'],
  check: ({ since, until, ...flags }) => [
    ...checkFormat(flags),
    ...(since && until && since.first > until.last ? ['--since is later than --until'] : []),
  ],
  run: async (context, { coin: asked, since, until, limit, ...flags }) => {
    const format = formatOf(flags);
    const ledger = await context.ports.openLedger('read');
    try {
      const coin = asked === undefined ? undefined : await findCoin(ledger, asked, '--coin ');
      // One more than a table shows by itself, to know whether there are more.
      const most = limit ?? (format === 'table' ? TABLE_LIMIT + 1 : undefined);
      const query = {
        ...(coin && { coin }),
        ...(since && { since: since.first }),
        ...(until && { until: until.last }),
        ...(most && { limit: most }),
      };
      const view = { format, filtered: Boolean(asked || since || until), most: limit ? null : TABLE_LIMIT };
      for await (const chunk of await render(ledger.streamTransactions(query), view, context)) {
        if (!(await context.terminal.print(chunk))) break;
      }
      return 0;
    } finally {
      await ledger.close();
    }
  },
});

async function render(
  transactions: AsyncIterable<Transaction>,
  { format, ...style }: { readonly format: Format; readonly filtered: boolean; readonly most: number | null },
  { terminal, color }: Context,
): Promise<AsyncIterable<string>> {
  if (format === 'json') return renderHistoryJson(transactions);
  if (format === 'csv') return renderHistoryCsv(transactions);
  const { renderHistoryTable } = await import('../../report/table.js');
  return renderHistoryTable(transactions, {
    width: terminal.columns,
    color: new Chalk({ level: color ? 1 : 0 }),
    ...style,
  });
}
