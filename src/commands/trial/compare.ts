import { stdin } from 'node:process';
import { Chalk } from 'chalk';
import { type Comparison, compare } from '../../backtest/compare/compare.js';
import { KnownPrices } from '../../backtest/compare/known-prices.js';
import { noteStoredPrices } from '../../backtest/compare/note-stored-prices.js';
import { readLedgerHistory } from '../../backtest/compare/read-ledger.js';
import { PRICE_FILE } from '../../core/model.js';
import { exitCodes, usageError } from '../../errors.js';
import { exchangeOf } from '../../ledger/broker-check.js';
import { type PriceFile, readPriceFiles } from '../../market/price-file/read.js';
import { attributionOf } from '../../market/sources.js';
import { renderComparisonJson } from '../../report/backtest/compare/json.js';
import type { ComparisonView } from '../../report/backtest/compare/text.js';
import { renderCoursesCsv } from '../../report/backtest/csv.js';
import { untilDeadline } from '../../runtime/deadline.js';
import { marketSettings } from '../../settings/table/of-ports.js';
import { defineCommand } from '../command.js';
import type { Context } from '../context.js';
import { checkFormat, type Format, formatOf, formats } from '../format.js';
import { flag, list } from '../input.js';
import { fetchMissing } from './fetch-missing.js';
import { html, openPageFile } from './page-file.js';
import { checkFiles, priceFile, writtenAs } from './price-files.js';

/** Compares the history of the ledger with plain buying for the same money on the same days. */
export const command = defineCommand({
  uses: marketSettings,
  options: {
    prices: list('--prices <file...>', 'prices of these files count before the midnights of the ledger', priceFile, {
      example: 'prices.csv',
    }),
    fetch: flag('--fetch', 'ask the market for the prices of now, and for those that are missing'),
    html,
    ...formats,
  },
  examples: [
    'crypto-bot compare',
    'crypto-bot compare --prices prices.csv --json',
    'crypto-bot compare --fetch --html compare.html',
  ],
  exitCodes: { 3: 'with --fetch: the market did not tell all prices' },
  check: ({ prices, json, csv }) => [...checkFormat({ json, csv }), ...checkFiles(prices)],
  run: async (context, { prices: files, fetch, html, json, csv }) => {
    const page = html === undefined ? null : openPageFile(html, files);
    const { config, terminal, deadline, ports } = context;
    const table = files.length > 0 ? (await readPriceFiles(files, stdin)).table : null;
    const ledger = await ports.openLedger('read');
    try {
      const own = await ledger.loadMarket();
      if (fetch && own?.market === PRICE_FILE)
        throw usageError('--fetch: a backtest has history in this ledger, and no market has its prices: say --prices');
      const prices = new KnownPrices();
      const history = await readLedgerHistory(ledger, prices);
      await noteStoredPrices(prices, { history, ledger, files: table, now: config.now });
      const asked = fetch && own ? await untilDeadline(fetchMissing(own, history, prices, context), deadline) : null;
      const view = {
        quoteCurrency: own?.quoteCurrency ?? config.quoteCurrency,
        prices: describePrices(files),
        exchange: await exchangeOf(ledger),
        attribution: own && attributionOf(own.market),
      };
      const comparison = compare(history, prices);
      if (page)
        page.write((await import('../../report/page/comparison-page.js')).renderComparisonPage(comparison, view));
      await terminal.print(await render(comparison, formatOf({ json, csv }), view, context));
      return asked === 'in part' ? exitCodes['market-data'] : 0;
    } finally {
      await ledger.close();
    }
  },
});

function describePrices(files: readonly PriceFile[]): string {
  const own = 'those that the ledger has of its ticks and of midnights (UTC)';
  return files.length === 0 ? own : `${files.map(writtenAs).join(', ')}; and ${own}`;
}

async function render(
  comparison: Comparison,
  format: Format,
  view: ComparisonView,
  { terminal, color }: Context,
): Promise<string> {
  if (format === 'json') return renderComparisonJson(comparison, view.quoteCurrency);
  if (format === 'csv') return renderCoursesCsv(comparison, 'ledger');
  const { renderComparison } = await import('../../report/backtest/compare/text.js');
  const style = { width: Math.min(terminal.columns, 120), color: new Chalk({ level: color ? 1 : 0 }) };
  return renderComparison(comparison, view, style);
}
