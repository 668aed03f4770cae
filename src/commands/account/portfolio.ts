import { Chalk } from 'chalk';
import { type CoinId, PRICE_FILE } from '../../core/model.js';
import { type Holding, type Portfolio, valuePortfolio } from '../../core/portfolio.js';
import { CryptoBotError, exitCodes } from '../../errors.js';
import { exchangeOf } from '../../ledger/broker-check.js';
import type { Ledger, LedgerMarket } from '../../ledger/ledger.js';
import { attributionOf } from '../../market/sources.js';
import { renderPortfolioCsv } from '../../report/csv.js';
import { renderSandboxNote } from '../../report/format/sandbox-note.js';
import { renderPortfolioJson } from '../../report/tick/json.js';
import { untilDeadline } from '../../runtime/deadline.js';
import { marketSettings } from '../../settings/table/of-ports.js';
import { defineCommand } from '../command.js';
import type { Context } from '../context.js';
import { checkFormat, type Format, formatOf, formats } from '../format.js';
import { flag } from '../input.js';

/** Prints what is held at the market's prices. */
export const command = defineCommand({
  uses: marketSettings,
  options: {
    offline: flag('--offline', 'use the last stored prices'),
    chart: flag('--chart', 'draw what is held and what was paid for it over time, at prices of the ledger'),
    ...formats,
  },
  examples: [
    'crypto-bot portfolio',
    'crypto-bot portfolio --chart',
    'crypto-bot portfolio --offline --json        at the last stored prices',
  ],
  exitCodes: { 3: 'the market did not tell all prices; the last stored ones are shown' },
  check: ({ chart, json, csv }) => [
    ...checkFormat({ json, csv }),
    ...(chart && (json || csv) ? ['--chart is for reading: leave out --json and --csv'] : []),
  ],
  run: async (context, { offline, chart, ...flags }) => {
    const { config, terminal, deadline } = context;
    const ledger = await context.ports.openLedger('read');
    try {
      const own = await ledger.loadMarket();
      const holdings = await ledger.loadHoldings();
      const isAsked = own && own.market !== PRICE_FILE && !offline;
      const priced = !isAsked ? stored(holdings) : await untilDeadline(quote(holdings, own, context), deadline);
      const valued = valuePortfolio(priced.holdings, own?.quoteCurrency ?? config.quoteCurrency, config.now);
      const attribution = own && attributionOf(own.market);
      const view = { format: formatOf(flags), attribution, storedPrices: priced.storedPrices, hasTicks: own !== null };
      const note = view.format === 'table' ? renderSandboxNote(await exchangeOf(ledger)) : '';
      const drawn = chart ? await renderChart(ledger, priced.holdings, context) : '';
      await terminal.print((await render(valued, view, context)) + drawn + note);
      return priced.complete ? 0 : exitCodes['market-data'];
    } finally {
      await ledger.close();
    }
  },
});

/** Draws what was held over time, up to the prices that the table has. */
async function renderChart(
  ledger: Ledger,
  holdings: readonly Holding[],
  { config, terminal, color }: Pick<Context, 'config' | 'terminal' | 'color'>,
): Promise<string> {
  const [
    { compare },
    { KnownPrices },
    { noteStoredPrices },
    { readLedgerHistory: readLived },
    { renderHoldingsChart },
  ] = await Promise.all([
    import('../../backtest/compare/compare.js'),
    import('../../backtest/compare/known-prices.js'),
    import('../../backtest/compare/note-stored-prices.js'),
    import('../../backtest/compare/read-ledger.js'),
    import('../../report/backtest/compare/chart.js'),
  ]);
  const prices = new KnownPrices();
  const history = await readLived(ledger, prices);
  await noteStoredPrices(prices, { history, ledger, files: null, now: config.now });
  for (const { coin, price, priceAt } of holdings) if (price && priceAt) prices.note(coin, priceAt, price);
  const width = Math.min(terminal.columns, 120);
  const drawn = renderHoldingsChart(compare(history, prices), width, new Chalk({ level: color ? 1 : 0 }));
  return drawn === '' ? 'There is no chart yet: it needs two days.\n' : `\n${drawn}`;
}

/** The holdings at the best prices that could be had. */
interface Priced {
  readonly holdings: readonly Holding[];
  /** The coins whose price is the last one stored. */
  readonly storedPrices: ReadonlySet<CoinId>;
  /** False when the market was asked and could not price every coin. */
  readonly complete: boolean;
}

function stored(holdings: readonly Holding[]): Priced {
  return { holdings, storedPrices: new Set(holdings.map((it) => it.coin)), complete: true };
}

/** Prices the holdings by the ledger's own market; what it cannot price keeps its stored price, with a warning. */
async function quote(holdings: readonly Holding[], own: LedgerMarket, context: Context): Promise<Priced> {
  if (holdings.length === 0) return stored(holdings);
  const market = await context.ports.openMarket(own);
  try {
    const { quotes, problems } = await market.fetchQuotes(holdings.map((holding) => holding.coin));
    for (const { problem } of problems) context.log.warn(`${problem}; showing its last stored price`);
    const fresh = new Map(quotes.map((it) => [it.coin, it]));
    return {
      holdings: holdings.map((holding) => {
        const now = fresh.get(holding.coin);
        return now
          ? { ...holding, symbol: now.symbol, name: now.name, price: now.price, priceAt: now.fetchedAt }
          : holding;
      }),
      storedPrices: new Set(holdings.map((it) => it.coin).filter((coin) => !fresh.has(coin))),
      complete: holdings.every((holding) => fresh.has(holding.coin)),
    };
  } catch (error) {
    if (!(error instanceof CryptoBotError) || error.code !== 'market-data') throw error;
    context.log.warn(`${error.message}\nShowing the last stored prices.`);
    return { ...stored(holdings), complete: false };
  } finally {
    await market.close();
  }
}

interface View {
  readonly format: Format;
  readonly storedPrices: ReadonlySet<CoinId>;
  readonly attribution: string | null;
  readonly hasTicks: boolean;
}

async function render(valued: Portfolio, { format, ...style }: View, { terminal, color }: Context): Promise<string> {
  if (format === 'json') return renderPortfolioJson(valued);
  if (format === 'csv') return renderPortfolioCsv(valued);
  const { renderPortfolioTable } = await import('../../report/table.js');
  return renderPortfolioTable(valued, {
    width: terminal.columns,
    color: new Chalk({ level: color ? 1 : 0 }),
    ...style,
  });
}
