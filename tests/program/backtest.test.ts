import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/program.js';
import { runHere as run } from '../support/run-here.js';

/** A home, and files of prices in a folder beside it. */
function arrange(files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  const home = path.join(folder, 'home');
  return { at: (name: string) => path.join(folder, name), home, env: { CRYPTO_BOT_HOME: home } };
}

/** Thirty days of two coins; bitcoin falls at each end of five days. */
const days = Array.from({ length: 30 }, (_, index) =>
  new Date(Date.UTC(2021, 0, 1 + index)).toISOString().slice(0, 10),
);
const prices = [
  'date,coin,price,market_cap',
  ...days.map((day, index) => `${day},bitcoin,${100 + index - (index % 5 === 4 ? 20 : 0)},900`),
  ...days.map((day, index) => `${day},ethereum,${10 + index},${index < 15 ? 100 : 1000}`),
].join('\n');

describe('backtest', () => {
  it('prints what was run, the courses side by side, a chart, positions and what is not known, in 80 columns', async () => {
    const { at, env } = arrange({ 'prices.csv': prices });
    const args = [
      'backtest',
      '--prices',
      at('prices.csv'),
      '--top',
      '1',
      '--contribute',
      '300',
      '--contribute-every',
      'week',
    ];
    const { code, stdout, stderr } = await run(args, env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.replaceAll(/.*prices\.csv/g, 'Prices   prices.csv')).toMatchInlineSnapshot(`
      "Contributed 1,500.00, worth 1,535.00; plain DCA would be worth 1,719.20 (12.00 %
      more).

      Rule     below-average, window 10, margin 0, strength_span 20
      One buy  1 of the coin
      Coins    the top 1 by market cap
      Prices   prices.csv: bitcoin, ethereum
      Ticks    30, one each day; decisions: 2 to buy, 28 to hold, 0 skipped
      Money    300 usd each week
      Costs    fee 0 %, slippage 0 bps

                        Rule         DCA     Bitcoin    Lump sum      Cash
      ──────────  ──────────  ──────────  ──────────  ──────────  ────────
      Paid in       1,500.00    1,500.00    1,500.00    1,500.00  1,500.00
      Value         1,535.00    1,719.20    1,535.66    1,635.00  1,500.00
        in cash     1,317.00        0.00        0.00        0.00  1,500.00
      Profit           35.00      219.20       35.66      135.00      0.00
      Gain %            2.33       14.61        2.38        9.00      0.00
      MWR %            58.62    1,377.51       59.98      195.84      0.00
      TWR %             5.34       24.24        9.00        9.00      0.00
      TWR/year %           -           -           -           -         -
      Drawdown %       -3.03      -18.45      -18.45      -18.45      0.00
        from      2021-01-19  2021-01-04  2021-01-04  2021-01-04         -
        to        2021-01-20  2021-01-05  2021-01-05  2021-01-05         -
      Volatil. %           -           -           -           -         -
      Sharpe               -           -           -           -         -
      Invested %       11.87      100.00      100.00      100.00      0.00
      Fees              0.00        0.00        0.00        0.00      0.00
      Slippage          0.00        0.00        0.00        0.00      0.00
      Buys                 2           5           5           1         0
      MWR: money-weighted return a year · TWR: time-weighted return

      1,863.42 ┤                                                           ●●●●●●●●●●●
               ┤                                                        ●●●▁▁▁▁▁▁▁▁▁
               ┤                                                    ●●●●──────────────
               ┤                                        ●●●●●  ●●●●●▁▁▁▁██████████████
               ┤                                        ─────●●─────────██████████████
               ┤                       ●●●●●●●●●●  ●●●●●██████████████████████████████
               ┤                       ──────────●●─────██████████████████████████████
               ┤                ●●●●●  ███████████████████████████████████████████████
               ┤      ●●●●●●●●●●─────●●███████████████████████████████████████████████
               ┤      ████████████████████████████████████████████████████████████████
               ┤●●●●●●████████████████████████████████████████████████████████████████
             0 ┤██████████████████████████████████████████████████████████████████████
                2021-01-01                                                  2021-01-30
      █ Rule   ─ Contributed   ● DCA

      Portfolio in USD at 2021-01-30T00:00:00.000Z

      Coin     Quantity  Average cost    Cost basis  Unrealized P&L
      Symbol       Buys         Price  Market value          Gain %
      ───────  ────────  ────────────  ────────────  ──────────────
      bitcoin         2         91.50        183.00           35.00
      bitcoin         2        109.00        218.00           19.13
      ───────  ────────  ────────────  ────────────  ──────────────
      Total                                  183.00           35.00
                                             218.00           19.13

      - The 2 coins were chosen today, when it is known which coins still exist: coins
        that failed are in no file, and would have lost.
      - Prices are of midnight UTC only: what happened during a day is not seen.
      - No fee and no slippage were counted.
      - The past does not repeat itself: a rule that was chosen because it did well on
        these prices may do worse later.
      "
    `);
    expect(
      Math.max(
        ...stdout
          .split('\n')
          .filter((line) => !line.includes('prices.csv'))
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(80);
  });

  it('prints everything exactly as JSON, the same from a pipe, and opens no ledger', async () => {
    const { at, env, home } = arrange({ 'prices.csv.gz': gzipSync(prices) });
    const args = ['--cash', '250', '--every', 'week', '--series', '--json'];
    const { stdout, code } = await run(['backtest', '--prices', at('prices.csv.gz'), ...args], env);
    expect(code).toBe(0);
    const { backtest, result, benchmarks, positions, problems, series } = JSON.parse(stdout);
    const files = backtest.prices.files.map((file: string) => path.basename(file));
    expect({ ...backtest, prices: { ...backtest.prices, files } }).toMatchInlineSnapshot(`
      {
        "caps": {
          "coin": null,
          "day": null,
          "month": null,
          "tick": null,
          "total": null,
        },
        "contributions": {
          "amount": null,
          "cash": "250",
          "every": null,
        },
        "decisions": {
          "buy": 1,
          "hold": 9,
          "skip": 0,
        },
        "every": "week",
        "feeRate": "0",
        "parameters": {
          "margin": "0",
          "strength_span": "20",
          "window": "10",
        },
        "prices": {
          "coins": [
            "bitcoin",
            "ethereum",
          ],
          "files": [
            "prices.csv.gz",
          ],
          "sha256": "7e84816bf0d62e06adc54a45ec63db34ba8b17689065cb7997080229d04ca3a9",
        },
        "quoteCurrency": "usd",
        "since": "2021-01-01T00:00:00.000Z",
        "sizing": {
          "maxMultiplier": "1",
          "minNotional": null,
          "notional": null,
          "quantity": "1",
          "step": "0.00000001",
        },
        "slippageBps": "0",
        "strategy": "below-average",
        "ticks": 5,
        "universe": {
          "coins": null,
          "exclude": [],
          "hysteresis": 0,
          "include": [],
          "top": 3,
        },
        "until": "2021-01-30T00:00:00.000Z",
      }
    `);
    expect({ result, benchmarks: benchmarks.length, positions, problems }).toMatchInlineSnapshot(`
      {
        "benchmarks": 4,
        "positions": [
          {
            "averageCost": "104",
            "buyCount": 1,
            "coin": "bitcoin",
            "costBasis": "104",
            "gainPercent": "4.81",
            "marketValue": "109",
            "name": "bitcoin",
            "price": "109",
            "priceAt": "2021-01-30T00:00:00.000Z",
            "quantity": "1",
            "symbol": "bitcoin",
            "unrealizedPnl": "5",
          },
        ],
        "problems": [
          {
            "code": "market-data",
            "coin": null,
            "message": "at 5 instants from 2021-01-01 to 2021-01-25: the market listed 2 of the 3 coins asked for",
          },
        ],
        "result": {
          "annualizedReturn": null,
          "cash": "146",
          "contributed": "250",
          "fees": "0",
          "gainPercent": "2.00",
          "marketValue": "109",
          "maxDrawdown": -6.9343,
          "maxDrawdownSince": "2021-01-29T00:00:00.000Z",
          "maxDrawdownUntil": "2021-01-30T00:00:00.000Z",
          "moneyWeightedReturn": 28.305,
          "profit": "5",
          "purchases": 1,
          "sharpe": null,
          "slippage": "0",
          "timeInMarket": 9.001,
          "timeWeightedReturn": 2,
          "value": "255",
          "volatility": null,
        },
      }
    `);
    expect(benchmarks.map((it: { name: string; sameCashFlows: boolean }) => [it.name, it.sameCashFlows])).toEqual([
      ['dca', true],
      ['bitcoin', true],
      ['lump-sum', false],
      ['cash', true],
    ]);
    expect(series).toHaveLength(30);
    expect(series[0]).toEqual({
      at: '2021-01-01T00:00:00.000Z',
      contributed: '250',
      cash: '250',
      marketValue: '0',
      index: 1,
    });
    expect(existsSync(home) ? readdirSync(home) : []).toEqual([]);

    const piped = `gzip -dc "${at('prices.csv.gz')}" | node bin/crypto-bot.js backtest --prices - ${args.join(' ')}`;
    const other = JSON.parse(
      (await promisify(execFile)('sh', ['-c', piped], { env: { ...process.env, ...env } })).stdout,
    );
    expect(other).toEqual({
      ...JSON.parse(stdout),
      backtest: { ...backtest, prices: { ...backtest.prices, files: ['-'], sha256: other.backtest.prices.sha256 } },
    });
  });

  it('prints a line for each course as CSV, or for each instant', async () => {
    const { at, env } = arrange({ 'prices.csv': prices });
    const args = ['backtest', '--prices', at('prices.csv'), '--csv'];
    const [courses, series] = await Promise.all([run(args, env), run([...args, '--series'], env)]);
    expect(courses.stdout.split('\n').map((line) => line.split(',').slice(0, 3).join(','))).toEqual([
      'name,sameCashFlows,contributed',
      expect.stringMatching(/^rule,true,\d/),
      expect.stringMatching(/^dca,true,\d/),
      expect.stringMatching(/^bitcoin,true,\d/),
      expect.stringMatching(/^lump-sum,false,\d/),
      expect.stringMatching(/^cash,true,\d/),
      '',
    ]);
    expect(series.stdout.split('\n').slice(0, 2)).toEqual([
      'at,contributed,cash,marketValue,index',
      '2021-01-01T00:00:00.000Z,0,0,0,1',
    ]);
  });

  it('writes a page of its own with --html, in which no text from outside is more than a text', async () => {
    const hostile = `a "b" <img src=x onerror=alert(1)> &amp; '.csv`;
    const { at, env } = arrange({ [hostile]: prices });
    const args = ['backtest', '--prices', at(hostile), '--contribute', '50', '--html', at('page.html')];
    const { code, stderr } = await run(args, env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const page = readFileSync(at('page.html'), 'utf8');
    expect(page.length).toBeLessThan(300_000);
    expect(page).toContain('a &quot;b&quot; &lt;img src=x onerror=alert(1)&gt; &amp;amp; &#39;.csv');
    const ownText = page.replaceAll(/<(script|style)\b.*?<\/\1>/gs, '');
    expect(ownText).not.toMatch(/<img|<[^>]+\b(?:src|href)="(?!data:)/);
    expect(ownText.match(/<(table|caption|h1|h2|input)\b/g)).toEqual(
      ['h1', 'h2', 'input', 'input', 'table', 'caption', ...Array(6).fill('input'), 'h2', 'table', 'h2', 'h2'].map(
        (it) => `<${it}`,
      ),
    );
    expect(page).toContain('MIT');
  });

  it.each([
    ['a file that is not there', ['--prices', 'no.csv'], 'no.csv: there is no such file'],
    ['no prices', [], 'give the prices to try on'],
    ['a row that cannot be read', ['--prices', 'broken.csv'], 'broken.csv line 3: the price is 0'],
    [
      'a span that ends before it begins',
      ['--prices', 'prices.csv', '--since', '2021-01-02', '--until', '2021-01-01'],
      '--since is later than --until',
    ],
    [
      'a rule with a longer window',
      ['--prices', 'prices.csv', '--param', 'window=31'],
      'below-average needs 31 daily prices to decide, and the price files have prices of 30 days',
    ],
    ['a page in no folder', ['--prices', 'prices.csv', '--html', 'none/page.html'], 'there is no folder'],
    [
      'coins that no file has',
      ['--prices', 'prices.csv', '--coins', 'dogecoin,tether'],
      'no price file has dogecoin, tether: there are bitcoin',
    ],
    [
      'a page in the place of another file',
      ['--prices', 'prices.csv', '--html', 'broken.csv'],
      'is no page, and would be lost',
    ],
    ['a page in the place of the prices', ['--prices', 'prices.csv', '--html', 'prices.csv'], 'it is a file of prices'],
    ['--series without a format', ['--prices', 'prices.csv', '--series'], '--series needs --json or --csv'],
  ])('refuses %s with exit code 2, in one plain line', async (_, args, problem) => {
    const { at, env } = arrange({
      'prices.csv': prices,
      'broken.csv': 'date,coin,price\n2021-01-01,bitcoin,1\n2021-01-02,bitcoin,0\n',
    });
    const { code, stdout, stderr } = await run(
      ['backtest', ...args.map((arg) => (/\.(csv|html)$/.test(arg) ? at(arg) : arg))],
      env,
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(problem);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
