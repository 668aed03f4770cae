import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordedDecision } from '../../src/core/decisions/decision.js';
import type { Quote } from '../../src/core/model.js';
import { Decimal, ZERO } from '../../src/core/money.js';
import { strategyKinds } from '../../src/core/strategies/index.js';
import type { UniverseRule } from '../../src/core/universe.js';
import { topCoins } from '../../src/core/universe.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.js';
import { type TinyRow, tinyBacktest } from './tiny.js';
import { aPolicy, linesOf, randomRows, tryOn } from './trial.js';

const amount = (digits: string) => new Decimal(digits);
const weekly = (digits: string) => ({ cash: ZERO, amount: amount(digits), every: 'week' }) as const;

async function decisionsOf(ledger: Ledger): Promise<RecordedDecision[]> {
  const all: RecordedDecision[] = [];
  for await (const decision of ledger.streamDecisions({})) all.push(decision);
  return all;
}

function rowsOf(file: string): TinyRow[] {
  const [, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const [day = '', coin = '', price = '', marketCap = ''] = line.split(',');
    return { day, coin, price, marketCap };
  });
}

async function purchasesOf(ledger: Ledger): Promise<string[]> {
  const all: string[] = [];
  for await (const { at, coin } of ledger.streamTransactions({})) all.push(`${at.toISOString().slice(0, 10)} ${coin}`);
  return all.sort();
}

const byChance = (years: number) => () => randomRows(7, years * 365, ['a', 'b', 'c', 'd', 'e']);
/** A file of date,coin,price,market_cap with real closes, which may not be a part of the program. */
const { CLOSES } = process.env;
const fiveYears = ({ day }: TinyRow) => day >= '2014-06-01' && day < '2019-06-01';

it.each([
  ['0', '0', '40', 1, byChance(1)],
  ['0.0026', '12.5', '40', 5, byChance(5)],
  ...(CLOSES ? [['0.0026', '12.5', '5000', 5, () => rowsOf(CLOSES).filter(fiveYears)] as const] : []),
] as const)(
  'agrees with what the definitions come to, to the last digit, with a fee of %s, %s bps of slippage and %s a week, in %i years',
  async (feeRate, slippageBps, paid, years, read) => {
    const rows = read();
    const tiny = tinyBacktest(rows, { weekly: paid, feeRate, slippageBps });
    const ledger = createMemoryLedger();
    const { result, benchmarks } = await tryOn(
      linesOf(rows),
      { contributions: weekly(paid), terms: { feeRate: amount(feeRate), slippageBps: amount(slippageBps) } },
      ledger,
    );
    expect(await purchasesOf(ledger)).toEqual(tiny.purchases);
    expect(tiny.purchases.length).toBeGreaterThan(40 * years);
    expect(result.metrics.cash.toFixed()).toBe(tiny.cash.toFixed());
    expect(result.metrics.marketValue.toFixed()).toBe(tiny.marketValue.toFixed());
    expect(benchmarks.find(({ name }) => name === 'dca')?.metrics.value.toFixed()).toBe(tiny.dcaValue.toFixed());
  },
);

describe('a backtest', () => {
  const rising = [
    'date,coin,price',
    ...[10, 11, 12, 13].map((price, index) => `2021-01-0${index + 1},bitcoin,${price}`),
  ];
  const dca = { policy: aPolicy('dca') };

  it('buys at the price of each tick, and values what it holds at the last one', async () => {
    const { since, until, ticks, decisions, result, portfolio } = await tryOn(rising, dca);
    expect([since, until]).toEqual([new Date('2021-01-01'), new Date('2021-01-04')]);
    expect([ticks, decisions]).toEqual([4, { buy: 4, hold: 0, skip: 0 }]);
    expect(result.metrics).toMatchObject({
      contributed: amount('46'),
      cash: ZERO,
      marketValue: amount('52'),
      profit: amount('6'),
      purchases: 4,
    });
    expect(portfolio.positions).toMatchObject([{ coin: 'bitcoin', quantity: amount('4'), costBasis: amount('46') }]);
    expect(portfolio.totals.marketValue).toEqual(amount('52'));
  });

  it('pays a fee and slippage on top of the price, from what there is', async () => {
    const terms = { feeRate: amount('0.01'), slippageBps: amount('100') };
    const { result } = await tryOn(rising, {
      policy: { ...aPolicy('dca'), sizing: { notional: amount('10'), step: amount('0.1') } },
      contributions: { cash: amount('25'), amount: null, every: 'month' },
      terms,
    });
    // 1 at 10.1, 0.9 at 11.11, 0.3 at 12.12, and nothing at 13.13, each and 1 % of it
    expect(result.metrics).toMatchObject({
      contributed: amount('25'),
      cash: amount('1.02765'),
      fees: amount('0.23735'),
      slippage: amount('0.235'),
      purchases: 3,
    });
  });

  it('buys only for as long as the cash lasts', async () => {
    const { result } = await tryOn(rising, {
      ...dca,
      contributions: { cash: amount('25'), amount: null, every: 'month' },
    });
    expect(result.metrics).toMatchObject({ contributed: amount('25'), cash: amount('4'), purchases: 2 });
  });

  it('decides with what has come in at the same tick', async () => {
    const contributions = { cash: ZERO, amount: amount('10'), every: 'day' } as const;
    const { result } = await tryOn(rising, { ...dca, contributions });
    expect(result.metrics.purchases).toBe(3); // 10, then 20 − 10 < 11 is not enough at 20 − 10 = 10, but at 20 is, and so on
  });

  it('begins at since and ends at until, and knows what was before since as midnights', async () => {
    const falling = Array.from(
      { length: 12 },
      (_, index) => `2021-01-${String(index + 1).padStart(2, '0')},bitcoin,${100 - index}`,
    );
    const span = { since: new Date('2021-01-11'), until: new Date('2021-01-11T23:59:59Z') };
    const { since, until, decisions } = await tryOn(['date,coin,price', ...falling], { span });
    expect([since, until]).toEqual([new Date('2021-01-11'), new Date('2021-01-11')]);
    expect(decisions).toEqual({ buy: 1, hold: 0, skip: 0 });
  });

  it('lets the process hear a signal while it runs', async () => {
    let isHeard = false;
    const heard: boolean[] = [];
    const signal = () => {
      isHeard = true;
    };
    const onTick = (done: number) => {
      if (done === 1) setImmediate(signal);
      heard.push(isHeard);
    };
    await tryOn(linesOf(randomRows(3, 30, ['a'])), { policy: aPolicy('dca'), onTick });
    expect(heard).toContain(true);
  });

  it('refuses a span without a row', async () => {
    const span = { since: new Date('2022-01-01'), until: null };
    await expect(tryOn(rising, { span })).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('2022-01-01'),
    });
  });

  it('holds a coin at its last price when it has none any longer', async () => {
    const rows = ['date,coin,price', '2021-01-01,a,5', '2021-01-01,b,1', '2021-01-02,b,2', '2021-01-03,b,3'];
    const { portfolio, result } = await tryOn(rows, { ...dca, universeAt: () => topCoins(2) });
    expect(portfolio.positions[0]).toMatchObject({ coin: 'a', price: amount('5'), priceAt: new Date('2021-01-01') });
    expect(result.metrics.marketValue).toEqual(amount('14'));
  });
});

describe('an instant at which no coin of the universe has a price', () => {
  const rows = [
    'date,coin,price',
    '2021-01-01,a,1',
    '2021-01-02,a,1',
    '2021-01-03,a,1',
    '2021-01-03,b,5',
    '2021-01-04,a,1',
    '2021-01-05,b,7',
  ];
  const onlyB: UniverseRule = { ...topCoins(1), coins: ['b'] };

  it('has no tick, but what comes in there comes in', async () => {
    const contributions = { cash: ZERO, amount: amount('3'), every: 'day' } as const;
    const { ticks, result, problems } = await tryOn(rows, {
      policy: aPolicy('dca'),
      contributions,
      universeAt: () => onlyB,
    });
    expect(ticks).toBe(2);
    expect(result.metrics).toMatchObject({ contributed: amount('15'), cash: amount('3'), purchases: 2 });
    expect(result.valuations.map(({ cash }) => cash.toNumber())).toEqual([3, 6, 4, 7, 3]);
    expect(problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      expect.stringMatching(/^no-tick: no tick at 2 instants from 2021-01-01 to 2021-01-02: /),
      expect.stringMatching(/^no-tick: no tick at 2021-01-04: .*b: the price/),
    ]);
  });

  it('is waited out by the benchmarks', async () => {
    const contributions = { cash: amount('12'), amount: null, every: 'month' } as const;
    const { benchmarks } = await tryOn(rows, { policy: aPolicy('dca'), contributions, universeAt: () => onlyB });
    const dca = benchmarks.find(({ name }) => name === 'dca');
    expect(dca?.valuations[0]).toMatchObject({ at: new Date('2021-01-01'), cash: amount('12') });
    expect(dca?.firstBought).toEqual(new Map([['b', new Date('2021-01-03')]]));
  });
});

describe('laws', () => {
  const coins = ['a', 'b', 'c', 'd'];
  const strategies = [...strategyKinds.keys()];
  const parameters: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'below-average': { window: '4' },
    dip: { window: '4', threshold: '20' },
    rsi: { period: '3', below: '50' },
    drawdown: { days: '4', percent: '3' },
    'value-averaging': { start: '2014-01-05', growth: '3' },
  };
  const told = (decisions: readonly RecordedDecision[], until = '9999') =>
    decisions
      .filter(({ tick }) => tick.startedAt.toISOString() <= until)
      .map(({ tick, decision, order }) => JSON.stringify([tick, decision, order]));
  const plans = fc.record({
    seed: fc.nat(1_000_000),
    strategy: fc.constantFrom(...strategies),
    cut: fc.integer({ min: 5, max: 39 }),
    weekly: fc.option(fc.integer({ min: 1, max: 200 }), { nil: null }),
  });
  const live = async (
    lines: readonly string[],
    { strategy, weekly: money }: { readonly strategy: string; readonly weekly: number | null },
    isAlone = false,
  ) => {
    const ledger = createMemoryLedger();
    const tried = await tryOn(
      lines,
      {
        policy: {
          ...aPolicy(strategy, parameters[strategy]),
          sizing: { notional: amount('25'), minNotional: amount('20') },
        },
        universeAt: () => ({ ...topCoins(2), hysteresis: 1 }),
        contributions: money === null ? null : weekly(String(money)),
        isAlone,
      },
      ledger,
    );
    return { tried, decisions: await decisionsOf(ledger) };
  };

  it('changing any row later than an instant changes nothing before it', async () => {
    await fc.assert(
      fc.asyncProperty(plans, fc.nat(1_000_000), async ({ seed, cut, ...plan }, otherSeed) => {
        const rows = randomRows(seed, 40, coins, 8);
        const last = new Date(Date.UTC(2014, 0, cut)).toISOString().slice(0, 10);
        const others = randomRows(otherSeed, 60, coins, 8).filter(({ day }) => day > last);
        const before = rows.filter(({ day }) => day <= last);
        const one = await live(linesOf(rows), plan, true);
        const other = await live(linesOf([...before, ...others]), plan, true);
        const early = told(one.decisions, `${last}T24`);
        expect(early).toEqual(told(other.decisions, `${last}T24`));
        expect(early.length).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });

  it('the same backtest twice is the same, whatever the order of its rows and columns', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async ({ seed, ...plan }) => {
        const rows = randomRows(seed, 40, coins, 8);
        const one = await live(linesOf(rows), plan);
        const other = await live(linesOf(rows.toReversed(), ['market_cap', 'price', 'date', 'coin']), plan);
        expect(JSON.stringify(other.tried)).toBe(JSON.stringify(one.tried));
        expect(told(other.decisions)).toEqual(told(one.decisions));
      }),
      { numRuns: 10 },
    );
  });

  it('with one coin, no fee and a purchase at each inflow, the rule is its own benchmark', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000_000), async (seed) => {
        const rows = randomRows(seed, 40, ['a']);
        const { result, benchmarks } = await tryOn(linesOf(rows), {
          policy: { ...aPolicy('dca'), sizing: { notional: amount('20'), step: amount('1e-18') } },
          universeAt: () => topCoins(1),
          contributions: { cash: ZERO, amount: amount('20'), every: 'day' },
        });
        expect(benchmarks.find(({ name }) => name === 'dca')?.metrics).toEqual(result.metrics);
      }),
      { numRuns: 20 },
    );
  });
});

it('tells the ports nothing of the day after', async () => {
  const rows = randomRows(3, 30, ['a', 'b']);
  const seen: Quote[] = [];
  const ledger = createMemoryLedger();
  await tryOn(
    linesOf(rows),
    { policy: aPolicy('dca') },
    {
      ...ledger,
      begin: (tick, it, plan) => {
        seen.push(...it.quotes);
        expect(it.quotes.every((quote) => quote.fetchedAt.getTime() === tick.startedAt.getTime())).toBe(true);
        expect(it.fetchedDailyPrices.every(({ day }) => day < tick.startedAt.toISOString().slice(0, 10))).toBe(true);
        return ledger.begin(tick, it, plan);
      },
    },
  );
  expect(seen.length).toBeGreaterThan(20);
});
