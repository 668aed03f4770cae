import { type Backtest, type BacktestRequest, backtest } from '../../src/backtest/backtest.js';
import { usualPeriod } from '../../src/backtest/schedule.js';
import { createPaperBroker } from '../../src/broker/paper.js';
import { OPEN_GATE } from '../../src/core/limits/sanity.js';
import { Decimal, ZERO } from '../../src/core/money.js';
import { topCoins } from '../../src/core/universe.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.js';
import { createPriceFileMarket } from '../../src/market/price-file/price-file.js';
import { aStrategy } from '../core/examples.js';
import { readAll } from '../market/price-file/files.js';

/** Tries a rule on the rows of a price file: the default one, of one coin a buy, unless it is said otherwise. */
export async function tryOn(
  csv: readonly string[],
  changes: Partial<BacktestRequest> = {},
  ledger: Ledger = createMemoryLedger(),
): Promise<Backtest> {
  const terms = changes.terms ?? { feeRate: ZERO, slippageBps: ZERO };
  const { table } = await readAll({ content: csv.join('\n') });
  const marketAt = (instant: number) => createPriceFileMarket(table, instant, 'usd');
  return backtest(
    { broker: createPaperBroker({ ...terms, quoteCurrency: 'usd' }), ledger, marketAt },
    {
      prices: table,
      span: { since: null, until: null },
      every: usualPeriod(table.instants),
      contributions: null,
      terms,
      universeAt: () => topCoins(3),
      policy: aPolicy('below-average'),
      quoteCurrency: 'usd',
      onTick: () => {},
      ...changes,
    },
  );
}

/** One coin a buy, by a kind of rule. */
export function aPolicy(kind: string, parameters: Readonly<Record<string, string>> = {}): BacktestRequest['policy'] {
  return { strategy: aStrategy(kind, parameters), sizing: { quantity: new Decimal(1) }, caps: {}, gate: OPEN_GATE };
}

/** A price a day for some coins, made by chance from a seed: coins begin so many days one after the other, and some days are missing. */
export function randomRows(seed: number, days: number, coins: readonly string[], apart = 50) {
  let state = seed;
  const chance = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  const prices = coins.map((_, index) => 2 + 100 / (index + 1));
  return Array.from({ length: days }, (_, number) => {
    const day = new Date(Date.UTC(2014, 0, 1 + number)).toISOString().slice(0, 10);
    return coins.flatMap((coin, index) => {
      const price = (prices[index] ?? 1) * (0.95 + chance() / 10);
      prices[index] = price;
      const isThere = number >= index * apart && (number === index * apart || chance() > 0.01);
      return isThere
        ? [{ day, coin, price: price.toFixed(8), marketCap: (price * 1e6 * (1 + chance())).toFixed(2) }]
        : [];
    });
  }).flat();
}

const COLUMNS = ['date', 'coin', 'price', 'market_cap'] as const;

/** Rows as the lines of a price file. */
export function linesOf(
  rows: ReturnType<typeof randomRows>,
  columns: readonly (typeof COLUMNS)[number][] = COLUMNS,
): string[] {
  const cells = rows.map(({ day: date, coin, price, marketCap: market_cap }) => ({ date, coin, price, market_cap }));
  return [columns.join(','), ...cells.map((row) => columns.map((column) => row[column]).join(','))];
}
