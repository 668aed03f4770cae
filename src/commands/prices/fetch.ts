import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { DAY_MS, dayOf } from '../../core/calendar.js';
import { filePath } from '../../core/values/file-path.js';
import { exitCodes, usageError } from '../../errors.js';
import { quotaOf } from '../../market/coingecko/quotas.js';
import { readPriceFiles } from '../../market/price-file/read.js';
import { attributionOf } from '../../market/sources.js';
import { displayCount } from '../../report/format/amounts.js';
import { toLines } from '../../report/format/lines.js';
import { marketSettings } from '../../settings/table/of-ports.js';
import { defineCommand } from '../command.js';
import type { Context } from '../context.js';
import { option } from '../input.js';
import { type OutputFile, openOutputFile } from '../output-file.js';
import { begin, day, end } from '../trial/inputs.js';
import { fetchCoins, type Wanted } from './fetch-coins.js';
import { limitRate } from './limit-rate.js';
import { PriceStore } from './price-store.js';

const USUAL_DAYS = 365;

/** Fetches daily prices and market caps from the market, into a file that a backtest reads. */
export const command = defineCommand({
  hasLedger: false,
  settings: ['coins', 'market'],
  uses: marketSettings,
  options: {
    since: option('--since <date>', `begin at this UTC day (default: ${USUAL_DAYS} days of prices)`, begin, day),
    until: option('--until <date>', 'end with this UTC day (default: today)', end, day),
    out: option('--out <file>', 'the file to write, or to go on with (default: standard output)', filePath, {
      example: 'prices.csv',
    }),
  },
  examples: [
    'crypto-bot prices fetch --coins bitcoin,ethereum --out prices.csv',
    'crypto-bot prices fetch --coins bitcoin --since 2026-01-01 > bitcoin.csv',
  ],
  exitCodes: { 3: 'some prices could not be had; the others are written' },
  check: ({ since, until, out }) => [
    ...(since && until && since > until ? ['--since is later than --until'] : []),
    ...(out?.endsWith('.gz') ? ['--out is written as plain text: give it a name that ends with .csv'] : []),
  ],
  run: async (context, { since, until, out }) => {
    const { config, terminal, log } = context;
    const wanted = wantedOf(context, since, until);
    const file = out === undefined ? null : openOutputFile('--out', out);
    const store = new PriceStore();
    if (file && existsSync(file.path)) {
      const { table } = await readPriceFiles([{ file: file.path, coin: null }], Readable.from([]));
      store.addFile(file.path, table);
    }
    const { problems, told, added } = await fetchInto(store, wanted, file, context);
    for (const problem of problems) log.warn(problem);
    const attribution = added > 0 ? attributionOf(config.market) : null;
    await terminal.print(file ? toLines([...told, ...(attribution ? [attribution] : [])]) : store.render());
    return problems.length > 0 ? exitCodes['market-data'] : 0;
  },
});

function wantedOf({ config }: Context, since: Date | undefined, until: Date | undefined): Wanted {
  const { coins, now } = config;
  if (!coins) throw usageError('say which coins, by their ids: --coins bitcoin,ethereum');
  const todayMs = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const lastMs = Math.min(todayMs, until ? Math.floor(until.getTime() / DAY_MS) * DAY_MS : todayMs);
  const firstMs = since ? Math.ceil(since.getTime() / DAY_MS) * DAY_MS : todayMs - (USUAL_DAYS - 1) * DAY_MS;
  if (firstMs > lastMs)
    throw usageError(`there is no midnight from ${dayOf(new Date(firstMs))} to ${dayOf(new Date(lastMs))}`);
  return { coins, firstMs, lastMs, todayMs };
}

/** Fetches, and writes the file after each coin, so that what was had is not asked for again. */
async function fetchInto(store: PriceStore, wanted: Wanted, file: OutputFile | null, context: Context) {
  const { config, terminal, deadline, ports } = context;
  const { market: name, quoteCurrency, coingeckoPlan } = config;
  const told: string[] = [];
  let total = 0;
  const market = await ports.openMarket({ market: name, quoteCurrency });
  try {
    const problems = await fetchCoins(market, store, wanted, {
      waitForQuota: limitRate(quotaOf(name, coingeckoPlan)?.perMinute ?? null, deadline),
      onCoin: (coin, number) => terminal.progress(`coin ${number} of ${wanted.coins.length}: ${coin}`),
      onDone: (coin, added) => {
        total += added;
        if (added > 0) file?.write(store.render());
        told.push(`${coin}: ${displayCount(store.count(coin))} prices, ${displayCount(added)} of them new`);
      },
    });
    const isWritten = wanted.coins.some((coin) => store.count(coin) > 0);
    return { problems, told: file && isWritten ? [...told, `All are in ${file.path}`] : told, added: total };
  } finally {
    terminal.progress('');
    await market.close();
  }
}
