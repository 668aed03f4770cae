import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { run, start, temporaryFolder } from '../support/program.js';

const days = Array.from({ length: 60 }, (_, index) =>
  new Date(Date.UTC(2021, 0, 1 + index)).toISOString().slice(0, 10),
);
const prices = [
  'date,coin,price',
  ...days.map(
    (day, index) => `${day},bitcoin,${100 + index - (index % 7 === 6 ? 30 : 0) - (index % 11 === 5 ? 15 : 0)}`,
  ),
].join('\n');

function arrange() {
  const folder = temporaryFolder();
  const file = path.join(folder, 'prices.csv');
  writeFileSync(file, prices);
  const env = { CRYPTO_BOT_HOME: path.join(folder, 'home') };
  const money = ['--prices', file, '--notional', '50', '--contribute', '100', '--contribute-every', 'week'];
  return {
    env,
    money,
    page: path.join(folder, 'sweep.html'),
    sweep: (...args: string[]) => run(['sweep', ...money, ...args], env),
  };
}

describe('sweep', () => {
  it('prints the best beside the median one, how many were tried, and a map of two parameters', async () => {
    const { sweep, page } = arrange();
    const { code, stdout, stderr } = await sweep(
      '--html',
      page,
      '--param',
      'window=5,10,20',
      '--param',
      'margin=0..20:10',
      '--jobs',
      '2',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'one tick each day. Money: 100 usd each week. Costs: fee 0 %, slippage 0 bps. ',
    );
    expect(stdout.replace(/The rule .*?\sbps\.\n/s, 'The rule …\n')).toMatchInlineSnapshot(`
      "9 combinations were tried. The best by money-weighted return a year is window 5,
      margin 0: 2,841.95 %. The median one, window 20, margin 0: 467.04 %.

      The rule …

              window  margin     Value  Profit     MWR %  TWR %  Drawdown %  Buys
      ──────  ──────  ──────  ────────  ──────  ────────  ─────  ──────────  ────
      1            5       0  1,355.72  355.72  2,841.95  83.08      -20.64    12
      2            5      10  1,264.71  264.71  1,301.41  59.11      -13.80     8
      3           10       0  1,262.78  262.78  1,278.50  48.77      -13.03    10
      4           10      10  1,210.10  210.10    767.40  38.69       -9.33     7
      5           20       0  1,164.32  164.32    467.04  26.69       -7.04     6
      6           20      10  1,164.32  164.32    467.04  26.69       -7.04     6
      7            5      20  1,092.73   92.73    178.24  19.41       -5.32     2
      8           10      20  1,046.95   46.95     70.53   8.13       -2.80     1
      9           20      20  1,046.95   46.95     70.53   8.13       -2.80     1
      ──────  ──────  ──────  ────────  ──────  ────────  ─────  ──────────  ────
      Median      20       0  1,164.32  164.32    467.04  26.69       -7.04     6

      The money-weighted return a year by window (down) and margin (across)
         0  10 20
       5 ◆█ ▒▒ ░░
      10 ▒▒ ▒▒ ░░
      20 ░░ ░░ ░░
      ░ ▒ ▓ █ from 70.53 (the worst) to 2,841.95   ◆ the best   · no figure

      Of 9 combinations some do well by chance, and the best was chosen knowing these
      prices: it will hardly do as well on others. Where its neighbours do badly, it
      was luck.
      "
    `);
    const written = readFileSync(page, 'utf8');
    const map = /<table class="map">.*?<\/table>/s.exec(written)?.[0] ?? '';
    const figures = [...map.matchAll(/<td class="shade-(\d)(?: best)?">([^<]*)/g)].map(([, shade, figure]) => [
      shade,
      figure,
    ]);
    expect(figures).toEqual([
      ['7', '2,841.95'],
      ['3', '1,301.41'],
      ['0', '178.24'],
      ['3', '1,278.50'],
      ['2', '767.40'],
      ['0', '70.53'],
      ['1', '467.04'],
      ['1', '467.04'],
      ['0', '70.53'],
    ]);
    expect(map).toContain('2,841.95<span class="hidden"> (the best)');
    expect(written).not.toContain('<script');
  });

  it('has each row as a backtest of its own, in the order of the parameters, byte for byte whatever the number of jobs', async () => {
    const { env, money, sweep } = arrange();
    const args = [
      '--param',
      'window=5,12',
      '--param',
      'sizing.max_multiplier=1..3:1',
      '--metric',
      'volatility',
      '--json',
    ];
    const [one, three] = [await sweep(...args, '--jobs', '1'), await sweep(...args, '--jobs', '3')];
    expect(three.stdout).toBe(one.stdout);
    const { sweep: said, rows, tried, best, median } = JSON.parse(one.stdout);
    expect({ said: [said.metric, said.combinations], tried }).toEqual({ said: ['volatility', 6], tried: 6 });
    expect(rows.map(({ parameters }: { parameters: object }) => Object.values(parameters).join('/'))).toEqual([
      '5/1',
      '5/2',
      '5/3',
      '12/1',
      '12/2',
      '12/3',
    ]);
    const { parameters, ...metrics } = rows[3];
    const alone = await run(['backtest', ...money, '--param', 'window=12', '--json'], env);
    expect(metrics).toEqual(JSON.parse(alone.stdout).result);
    const sorted = rows
      .map(({ volatility }: { volatility: number }) => volatility)
      .sort((a: number, b: number) => a - b);
    expect([best.volatility, median.volatility]).toEqual([sorted[0], sorted[3]]);

    const csv = await sweep(...args.slice(0, -1), '--csv');
    const [header, first] = csv.stdout.split('\n');
    expect(header).toMatch(/^window,sizing\.max_multiplier,contributed,/);
    expect(first).toMatch(/^5,1,1000,/);
  });

  it('walks forward: chooses on each training span, and reports the test spans as one backtest', async () => {
    const { env, money, page, sweep } = arrange();
    const args = ['--param', 'window=5,10', '--param', 'margin=0..20:10', '--walk-forward', '20,10', '--html', page];
    const { code, stdout } = await sweep(...args, '--json');
    expect(code).toBe(0);
    const { sweep: said, rows, result } = JSON.parse(stdout);
    expect(said.walkForward).toEqual({ trainDays: 20, testDays: 10 });
    expect(
      rows.map((row: Record<string, string>) => [row.trainSince, row.trainUntil, row.testSince, row.testUntil]),
    ).toEqual([
      ['2021-01-01T00:00:00.000Z', '2021-01-20T23:59:59.999Z', '2021-01-21T00:00:00.000Z', '2021-01-30T23:59:59.999Z'],
      ['2021-01-11T00:00:00.000Z', '2021-01-30T23:59:59.999Z', '2021-01-31T00:00:00.000Z', '2021-02-09T23:59:59.999Z'],
      ['2021-01-21T00:00:00.000Z', '2021-02-09T23:59:59.999Z', '2021-02-10T00:00:00.000Z', '2021-02-19T23:59:59.999Z'],
      ['2021-01-31T00:00:00.000Z', '2021-02-19T23:59:59.999Z', '2021-02-20T00:00:00.000Z', '2021-03-01T00:00:00.000Z'],
    ]);
    const trained = await sweep(...args.slice(0, 4), '--since', '2021-01-11', '--until', '2021-01-30', '--json');
    const { parameters, ...train } = JSON.parse(trained.stdout).best;
    expect([rows[1].parameters, rows[1].train]).toEqual([parameters, train]);
    const grown = rows.reduce(
      (product: number, { test }: { test: { timeWeightedReturn: number } }) =>
        product * (1 + test.timeWeightedReturn / 100),
      1,
    );
    expect(100 * (grown - 1)).toBeCloseTo(result.timeWeightedReturn, 2);
    expect(readFileSync(page, 'utf8')).toContain('What was chosen for each window');

    const fixed = await sweep('--param', 'window=10', '--walk-forward', '20,10', '--json');
    const alone = await run(['backtest', ...money, '--since', '2021-01-21', '--param', 'window=10', '--json'], env);
    const { result: once, benchmarks } = JSON.parse(alone.stdout);
    expect(JSON.parse(fixed.stdout)).toMatchObject({ result: once, benchmarks });
    const text = await sweep('--param', 'window=5,10', '--walk-forward', '20,20');
    expect(text.stdout).toMatch(
      /Test from +to +window +In training +In the test +TWR %\n.*\n2021-01-21 +2021-02-09 +\d+ +[\d.,]+ % +/,
    );
  });

  it('prints what it has when it is interrupted, and exits 130', async () => {
    const { env, money } = arrange();
    const many = ['--param', 'window=2..60:1', '--param', 'margin=0..80:0.1', '--jobs', '1', '--json'];
    const { child, outcome } = start(['sweep', ...money, ...many], env);
    child.stdout?.once('data', () => child.stdout?.once('data', () => child.kill('SIGINT')));
    const { code, stdout, stderr } = await outcome;
    expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
    const { rows, tried, best, median, sweep } = JSON.parse(stdout);
    expect(rows).toHaveLength(tried);
    expect(tried).toBeLessThan(sweep.combinations);
    expect(Object.keys(best)).toEqual(Object.keys(median));
  });

  it.each([
    ['a page in no folder', ['--param', 'window=10', '--html', '/none/sweep.html'], 'there is no folder /none'],
    [
      'a walk longer than the prices',
      ['--param', 'window=10', '--walk-forward', '40,21'],
      '--walk-forward 40,21 is longer than the prices',
    ],
    ['a walk that is no two numbers', ['--param', 'window=10', '--walk-forward', '40'], 'TRAIN,TEST in days'],
    [
      'a rule that needs more than a training span',
      ['--param', 'window=10,30', '--walk-forward', '20,10'],
      'window=30: below-average needs 30 daily prices',
    ],
    ['nothing to vary', [], 'give what to vary, such as --param window=10..50:10'],
    [
      'a value out of bounds',
      ['--param', 'window=10,400'],
      'window=400: the parameter window in the command line is "400"',
    ],
    ['a window longer than the file', ['--param', 'window=10,90'], 'window=90: below-average needs 90 daily prices'],
    ['a setting given twice', ['--param', 'notional=10,20'], '--notional and --param notional: give one of them'],
    ['a parameter given twice', ['--param', 'window=10', '--param', 'window=20'], '--param window is given twice'],
    [
      'very many combinations unasked',
      ['--param', 'margin=0..99.9999:0.0001'],
      'these are 1,000,000 combinations: use fewer values, or add --yes to try them all',
    ],
  ])('refuses %s with exit code 2, in one plain line', async (_, args, problem) => {
    const { code, stdout, stderr } = await arrange().sweep(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(problem);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
