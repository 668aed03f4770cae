import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startMarketServer } from '../support/market-server.js';
import { start, temporaryFolder } from '../support/program.js';
import { runHere as run } from '../support/run-here.js';
import { NOW } from '../support/scene.js';

function arrange(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  return { at: (name: string) => path.join(folder, name), env: { CRYPTO_BOT_HOME: path.join(folder, 'home') } };
}

describe('prices check', () => {
  it('says of each coin what there is, and what is odd', async () => {
    const { at, env } = arrange({
      'prices.csv':
        'date,coin,price,market_cap\n2021-01-01,a,1,\n2021-01-02,a,2,5\n2021-01-04,a,2,5\n2021-01-01,b,1,1\n',
    });
    const { code, stdout } = await run(['prices', 'check', at('prices.csv')], env);
    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "a
        from 2021-01-01 to 2021-01-04, 3 rows, 1 day apart
        1 price missing in 1 gap:
          1 between 2021-01-02 and 2021-01-04
        1 jump of more than 50 %:
          100.00 % at 2021-01-02, from 1.00 to 2.00
        1 row without a market cap

      b
        from 2021-01-01 to 2021-01-01, 1 row
        nothing odd
      "
    `);
  });

  it('names the first 20 lines that cannot be read, of all files, and how many more there are', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => `2021-01-0${index},a,1`);
    const { at, env } = arrange({ 'a.csv': ['date,coin,price', ...rows].join('\n'), 'b.csv': '' });
    const { code, stderr } = await run(['prices', 'check', at('a.csv'), at('b.csv')], env);
    const lines = stderr.trimEnd().split('\n');
    expect(code).toBe(2);
    expect(lines).toHaveLength(21);
    expect(lines[0]).toContain('a.csv line 2: the date is "2021-01-00"');
    expect(lines.at(-1)).toBe('and 2 more');
  });
});

describe('prices fetch', () => {
  async function arrangeMarket() {
    let now = NOW;
    const server = await startMarketServer(() => new Date(now));
    onTestFinished(() => server.close());
    const { at, env } = arrange({});
    const fetch = (...args: string[]) =>
      run(['prices', 'fetch', ...args], { ...env, CRYPTO_BOT_NOW: now, CRYPTO_BOT_COINGECKO_URL: server.url });
    const setNow = (time: string) => {
      now = time;
    };
    return { server, at, fetch, setNow, env };
  }
  const charts = (server: Awaited<ReturnType<typeof startMarketServer>>) =>
    server.requests.map(({ path: asked }) => /coins\/(.*)\/market_chart.*days=(\d+)/.exec(asked)?.slice(1).join(' '));

  it('writes what a backtest reads, and asks only for what is missing when it goes on', async () => {
    const { server, at, fetch, setNow, env } = await arrangeMarket();
    const args = ['--coins', 'ethereum,bitcoin', '--since', '2026-11-20', '--out', at('prices.csv')];
    const first = await fetch(...args);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toBe(
      `ethereum: 3 prices, 3 of them new\nbitcoin: 3 prices, 3 of them new\nAll are in ${at('prices.csv')}\nData provided by CoinGecko (https://www.coingecko.com)\n`,
    );
    expect(readFileSync(at('prices.csv'), 'utf8')).toBe(
      [
        'date,coin,price,market_cap',
        ...['2026-11-20', '2026-11-21', '2026-11-22'].flatMap((day) => [
          `${day},ethereum,3629.9999999999995,3629999999.9999995`,
          `${day},bitcoin,49913.26314398822,49913263143.98822`,
        ]),
        '',
      ].join('\n'),
    );
    expect((await run(['prices', 'check', at('prices.csv')], env)).stdout).toContain(
      '3 rows, 1 day apart\n  nothing odd',
    );
    const again = (await fetch(...args)).stdout;
    expect(again).toContain('0 of them new');
    expect(again).not.toContain('Data provided');
    setNow('2026-11-23T01:00:00Z');
    expect((await fetch(...args)).stdout).toContain('bitcoin: 4 prices, 1 of them new');
    expect(charts(server)).toEqual(['ethereum 3', 'bitcoin 3', 'ethereum 1', 'bitcoin 1']);
  });

  it('keeps the coins that were done where it is stopped, and says so', async () => {
    const { server, at, env } = await arrangeMarket();
    server.misbehaveOn('bitcoin/market_chart', 'silence');
    const args = ['prices', 'fetch', '--coins', 'ethereum,bitcoin', '--since', '2026-11-20', '--out', at('prices.csv')];
    const { child, outcome } = start(args, { ...env, CRYPTO_BOT_NOW: NOW, CRYPTO_BOT_COINGECKO_URL: server.url });
    await expect.poll(() => charts(server), { timeout: 20_000 }).toContain('bitcoin 3');
    child.kill('SIGINT');
    const stderr = expect.stringMatching(/stopped by SIGINT; the coins that were done are in the file of --out/);
    expect(await outcome).toMatchObject({ code: 130, stdout: '', stderr });
    expect(readFileSync(at('prices.csv'), 'utf8').match(/ethereum/g)).toHaveLength(3);
  });

  it('says what cannot be had, has the rest, and exits 3', async () => {
    const { server, at, fetch } = await arrangeMarket();
    const { code, stdout, stderr } = await fetch('--coins', 'eth,tether', '--since', '2020-01-01');
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /coingecko reaches back 365 days on this plan: there are no prices before 2025-11-23 of eth, tether\n/,
    );
    expect(stderr).toMatch(/CoinGecko has no such coin.*did you mean ethereum\?/);
    expect(stdout.split('\n').slice(0, 2)).toEqual(['date,coin,price,market_cap', '2026-10-24,tether,1.0012,1001200']);
    expect(charts(server)).toEqual(['eth 365', 'tether 365']);
    server.misbehaveOn('market_chart', { status: 404, body: '' });
    expect((await fetch('--coins', 'bitcoin', '--out', at('new.csv'))).code).toBe(3);
    expect(existsSync(at('new.csv'))).toBe(false);
  });

  it.each([
    ['no coins', [], '--coins bitcoin,ethereum'],
    ['a folder that is not there', ['--coins', 'bitcoin', '--out', 'none/prices.csv'], 'there is no folder'],
    [
      'a file that is no price file',
      ['--coins', 'bitcoin', '--out', 'other.csv'],
      'other.csv line 1: expected the header',
    ],
    ['a file with more columns', ['--coins', 'bitcoin', '--out', 'more.csv'], 'which would be lost'],
    ['a span without a midnight', ['--coins', 'bitcoin', '--since', '2999-01-01'], 'there is no midnight'],
  ])('refuses %s with exit code 2, and leaves files as they are', async (_, args, problem) => {
    const more = 'date,coin,price,market_cap,symbol\n2021-01-01,bitcoin,1,,btc\n';
    const { at, env } = arrange({ 'other.csv': 'something\nelse\n', 'more.csv': more });
    const own = args.map((arg) => (arg.endsWith('.csv') ? at(arg) : arg));
    const { code, stderr } = await run(['prices', 'fetch', '--market', 'sample', ...own], env);
    expect(code).toBe(2);
    expect(stderr).toContain(problem);
    expect(readFileSync(at('more.csv'), 'utf8')).toBe(more);
  });
});
