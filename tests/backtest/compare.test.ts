import { describe, expect, it } from 'vitest';
import { compare } from '../../src/backtest/compare/compare.js';
import { KnownPrices } from '../../src/backtest/compare/known-prices.js';
import { noteStoredPrices } from '../../src/backtest/compare/note-stored-prices.js';
import { readLedgerHistory } from '../../src/backtest/compare/read-ledger.js';
import type { PriceHistory } from '../../src/backtest/price-history.js';
import { Decimal } from '../../src/core/money.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.js';
import { day, historyOf } from './portfolios.js';
import { aPolicy, linesOf, randomRows, tryOn } from './trial.js';

async function compareLedger(ledger: Ledger, files: PriceHistory | null = null) {
  const prices = new KnownPrices();
  const history = await readLedgerHistory(ledger, prices);
  await noteStoredPrices(prices, { history, ledger, files, now: day(1000) });
  return compare(history, prices);
}

const dca = aPolicy('dca');
const terms = { feeRate: new Decimal('0.0026'), slippageBps: new Decimal('12.5') };
const weekly = { cash: new Decimal(500), amount: new Decimal(100), every: 'week' } as const;

describe('the comparison of a ledger', () => {
  it.each([
    ['money is paid in', weekly],
    ['what is bought is what comes in', null],
  ])('has the figures of the backtest that the ledger has history through, where %s', async (_, contributions) => {
    const ledger = createMemoryLedger();
    const rows = linesOf(randomRows(2, 120, ['bitcoin', 'ether', 'third']));
    const tried = await tryOn(rows, { terms, contributions }, ledger);
    const { since, until, result, benchmarks, ticks, missing } = await compareLedger(ledger);
    expect(result.metrics).toEqual(tried.result.metrics);
    expect(benchmarks.map(({ name, metrics }) => ({ name, metrics }))).toEqual(
      tried.benchmarks.map(({ name, metrics }) => ({ name, metrics })),
    );
    expect({ since, until, ticks }).toEqual({
      since: tried.since,
      until: tried.until,
      ticks: tried.ticks,
    });
    expect(result.metrics.purchases).toBeGreaterThan(20);
    expect(missing.flatMap(({ days }) => days).length).toBeGreaterThan(0); // the random rows have gaps
  });

  it('is of nothing where nothing has happened', async () => {
    expect(await compareLedger(createMemoryLedger())).toMatchObject({ since: null, until: null, benchmarks: [] });
  });

  it('takes a withdrawal from the benchmarks as well, and prices of files where the ledger has none', async () => {
    const ledger = createMemoryLedger();
    const cash = { cash: new Decimal(100), amount: null, every: 'month' } as const;
    await tryOn(
      ['date,coin,price', '2021-01-01,a,10', '2021-01-02,a,20'],
      { contributions: cash, policy: dca },
      ledger,
    );
    const move = { id: 'out', kind: 'withdrawal', amount: new Decimal(60), quoteCurrency: 'usd', at: day(3) } as const;
    await ledger.moveCash(move);
    const { result, benchmarks, missing } = await compareLedger(
      ledger,
      historyOf({ a: [null, null, null, '30', null, '40'], other: ['1', '1', '1', '1', '1', '1'] }),
    );
    const figures = ({ contributed, cash: left, value }: typeof result.metrics) =>
      [contributed, left, value].map((it) => it.toFixed());
    expect(figures(result.metrics)).toEqual(['40', '10', '90']); // two coins for 10 and 20
    expect(benchmarks.map(({ name, metrics }) => [name, ...figures(metrics), metrics.purchases])).toEqual([
      ['dca', '40', '0', '320', 1], // ten coins for 10, two of them sold for 30
      ['lump-sum', '40', '0', '160', 1],
      ['cash', '40', '40', '40', 0],
    ]);
    expect(missing).toEqual([{ coin: 'a', days: ['2021-01-03', '2021-01-05'] }]);
  });
});
