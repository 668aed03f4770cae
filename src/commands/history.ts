import { Chalk } from 'chalk';
import type { Flags } from '../config.js';
import { endOf, parseInstant } from '../core/calendar.js';
import type { Transaction } from '../core/model.js';
import { usageError } from '../errors.js';
import type { TransactionQuery } from '../ledger/ledger.js';
import { renderHistoryCsv } from '../report/csv.js';
import { renderHistoryJson } from '../report/json.js';
import type { Context } from './context.js';
import { findCoin } from './find-coin.js';
import { chooseFormat, type Format } from './format.js';

/** A table is for reading; scripts get everything. */
const TABLE_LIMIT = 50;

/** `crypto-bot history`: prints what was bought, newest first, as it is read. Returns the exit code. */
export async function history(context: Context, flags: Flags): Promise<number> {
  const format = chooseFormat(flags);
  const range = readRange(flags, format);
  const ledger = await context.ports.openLedger('read');
  try {
    const coin = typeof flags.coin === 'string' ? await findCoin(ledger, flags.coin, '--coin ') : null;
    const query: TransactionQuery = { ...range, ...(coin !== null && { coin }) };
    const filtered = Boolean(flags.coin || flags.since || flags.until);
    for await (const chunk of await render(
      ledger.streamTransactions(query),
      { format, filtered, most: flags.limit ? null : TABLE_LIMIT },
      context,
    )) {
      if (!(await context.terminal.print(chunk))) break;
    }
    return 0;
  } finally {
    await ledger.close();
  }
}

/** Reads --since, --until and --limit. Throws one usage error that lists everything that is wrong. */
function readRange({ since, until, limit }: Flags, format: Format): TransactionQuery {
  const problems: string[] = [];
  const instant = (flag: string, text: unknown) => {
    const at = parseInstant(String(text));
    if (!at)
      problems.push(
        `${flag} is ${JSON.stringify(text)}, but expected a UTC day or time, such as 2026-11-22 or 2026-11-22T12:00:00Z`,
      );
    return at ?? new Date(0);
  };
  const from = since === undefined ? undefined : instant('--since', since);
  const to = until === undefined ? undefined : endOf(String(until), instant('--until', until));
  if (limit !== undefined && !/^[1-9]\d{0,8}$/.test(String(limit))) {
    problems.push(`--limit is ${JSON.stringify(limit)}, but expected a whole number from 1 to 999999999, such as 20`);
  }
  if (problems.length === 0 && from && to && from > to) problems.push('--since is later than --until');
  if (problems.length > 0) throw usageError(problems.join('\n'));

  // One more than a table shows by itself, to know whether there are more.
  const most = limit === undefined ? (format === 'table' ? TABLE_LIMIT + 1 : undefined) : Number(limit);
  return { ...(from && { since: from }), ...(to && { until: to }), ...(most && { limit: most }) };
}

async function render(
  transactions: AsyncIterable<Transaction>,
  { format, ...style }: { readonly format: Format; readonly filtered: boolean; readonly most: number | null },
  { terminal, color }: Context,
): Promise<AsyncIterable<string>> {
  if (format === 'json') return renderHistoryJson(transactions);
  if (format === 'csv') return renderHistoryCsv(transactions);
  const { renderHistoryTable } = await import('../report/table.js');
  return renderHistoryTable(transactions, {
    width: terminal.columns,
    color: new Chalk({ level: color ? 1 : 0 }),
    ...style,
  });
}
