import { period } from '../../core/values/times/period.js';
import { exchangeOf } from '../../ledger/broker-check.js';
import { renderHistoryCsv } from '../../report/csv.js';
import { renderSandboxNote } from '../../report/format/sandbox-note.js';
import { renderHistoryJson } from '../../report/tick/json.js';
import { coinName } from '../../settings/kinds/names.js';
import { defineCommand } from '../command.js';
import { findCoin } from '../find-coin.js';
import { checkFormat, formats } from '../format.js';
import { option } from '../input.js';
import { limit, printList } from '../list.js';

/** Prints what was bought, newest first, as it is read. */
export const command = defineCommand({
  uses: [],
  options: {
    coin: option('--coin <coin>', 'only this coin, by id (bitcoin), symbol (btc) or name', coinName, {
      example: 'bitcoin',
    }),
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
    limit,
    ...formats,
  },
  examples: ['crypto-bot history --coin bitcoin', 'crypto-bot history --since 2026-11-01 --csv > november.csv'],
  check: ({ since, until, ...flags }) => [
    ...checkFormat(flags),
    ...(since && until && since.first > until.last ? ['--since is later than --until'] : []),
  ],
  run: async (context, { coin: asked, since, until, ...given }) => {
    const ledger = await context.ports.openLedger('read');
    try {
      const coin = asked === undefined ? undefined : await findCoin(ledger, asked, '--coin ');
      const query = {
        ...(coin && { coin }),
        ...(since && { since: since.first }),
        ...(until && { until: until.last }),
      };
      const hasTicks = (await ledger.loadMarket()) !== null;
      const filtered = Boolean(asked || since || until);
      await printList(context, given, {
        load: (limit) => ledger.streamTransactions({ ...query, ...(limit && { limit }) }),
        json: renderHistoryJson,
        csv: renderHistoryCsv,
        note: async () => renderSandboxNote(await exchangeOf(ledger)),
        table: async (transactions, style) =>
          (await import('../../report/table.js')).renderHistoryTable(transactions, { ...style, filtered, hasTicks }),
      });
      return 0;
    } finally {
      await ledger.close();
    }
  },
});
