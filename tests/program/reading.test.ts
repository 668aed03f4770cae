import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { servedCoin, servedCoins } from '../support/market-server.js';
import { start } from '../support/program.js';
import { runHere as run } from '../support/run-here.js';
import { arrange, NOW } from '../support/scene.js';

let made: string | undefined;

/** A ledger of three ticks at three times, made once; each test has a copy. */
async function threeTicks() {
  const scene = await arrange();
  const database = path.join(scene.home, 'crypto-bot.db');
  if (made) copyFileSync(made, database);
  else {
    const times = ['2026-11-20T10:15:00Z', '2026-11-21T10:15:00Z', NOW];
    for (const time of times) await run(['run', '--top', '5'], scene.at(time));
    made = path.join(mkdtempSync(path.join(tmpdir(), 'crypto-bot-test-')), 'crypto-bot.db');
    copyFileSync(database, made);
  }
  return scene;
}

afterAll(() => {
  if (made) rmSync(path.dirname(made), { recursive: true });
});

describe('crypto-bot portfolio', () => {
  it('prints a plain table of at most 80 columns when piped', async () => {
    const { env, market } = await threeTicks();
    market.serve(servedCoins.map((coin) => (coin.id === 'bitcoin' ? { ...coin, price: '60000.5' } : coin)));
    const { code, stdout, stderr } = await run(['portfolio'], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatchInlineSnapshot(`
      "Portfolio in USD at 2026-11-22T22:21:12.951Z

      Coin       Quantity  Average cost    Cost basis  Unrealized P&L
      Symbol         Buys         Price  Market value          Gain %
      ─────────  ────────  ────────────  ────────────  ──────────────
      Bitcoin           3     49,053.00    147,159.00       32,842.50
      btc               3     60,000.50    180,001.50           22.32
      ─────────  ────────  ────────────  ────────────  ──────────────
      Shiba Inu         3    0.00000856    0.00002568            0.00
      shib              3    0.00000856    0.00002568            0.00
      ─────────  ────────  ────────────  ────────────  ──────────────
      Tether            3      0.999586          3.00            0.00
      usdt              3      0.999586          3.00            0.00
      ─────────  ────────  ────────────  ────────────  ──────────────
      Total                                147,162.00       32,842.50
                                           180,004.50           22.32

      Data provided by CoinGecko (https://www.coingecko.com)
      "
    `);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('asks the market once for all holdings', async () => {
    const { env, market } = await threeTicks();
    const before = market.requests.length;
    await run(['portfolio'], env);
    expect(market.requests.length - before).toBe(1);
  });

  it('prints JSON and CSV with the same fields', async () => {
    const { env } = await threeTicks();
    const { stdout } = await run(['portfolio', '--json'], env);
    const json = JSON.parse(stdout);
    expect(json.positions[0]).toMatchInlineSnapshot(`
      {
        "averageCost": "49053",
        "buyCount": 3,
        "coin": "bitcoin",
        "costBasis": "147159",
        "gainPercent": "0.00",
        "marketValue": "147159",
        "name": "Bitcoin",
        "price": "49053",
        "priceAt": "2026-11-22T22:21:12.951Z",
        "quantity": "3",
        "symbol": "btc",
        "unrealizedPnl": "0",
      }
    `);
    expect(json.totals).toMatchInlineSnapshot(`
      {
        "costBasis": "147161.99878368",
        "gainPercent": "0.00",
        "marketValue": "147161.99878368",
        "unrealizedPnl": "0",
      }
    `);
    const [header, first] = (await run(['portfolio', '--csv'], env)).stdout.split('\n');
    expect(header?.split(',')).toEqual(Object.keys(json.positions[0]));
    expect(first?.split(',')).toEqual(Object.values(json.positions[0]).map(String));
  });

  it('shows stored prices with their age and asks nobody with --offline', async () => {
    const { env, market } = await threeTicks();
    const before = market.requests.length;
    const { code, stdout } = await run(['portfolio', '--offline'], { ...env, CRYPTO_BOT_NOW: '2026-11-23T01:30:00Z' });
    expect(code).toBe(0);
    expect(stdout).toContain('3 hours ago');
    expect(market.requests).toHaveLength(before);
  });

  it('shows stored prices with a warning and exit code 3 when the market cannot be reached', async () => {
    const { env } = await threeTicks();
    const { code, stdout, stderr } = await run(['portfolio'], {
      ...env,
      CRYPTO_BOT_COINGECKO_URL: 'http://127.0.0.1:9',
    });
    expect(stdout).toContain('Bitcoin');
    expect(stderr).toMatch(/^crypto-bot: warning: .*127\.0\.0\.1:9/);
    expect(code).toBe(3);
  });

  it('keeps the stored price of a coin the market no longer knows', async () => {
    const { env, market } = await threeTicks();
    market.serve(servedCoins.filter((coin) => coin.id !== 'tether'));
    const { code, stdout, stderr } = await run(['portfolio', '--json'], env);
    expect(JSON.parse(stdout).positions.map((it: { coin: string }) => it.coin)).toContain('tether');
    expect(stderr).toContain('tether');
    expect(code).toBe(3);
  });
});

describe('crypto-bot history', () => {
  it('prints a plain table, newest first', async () => {
    const { env } = await threeTicks();
    const { code, stdout, stderr } = await run(['history'], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatchInlineSnapshot(`
      "Time (UTC)           Coin       Side  Quantity       Price        Cost   Fee
      ───────────────────  ─────────  ────  ────────  ──────────  ──────────  ────
      2026-11-22 22:21:12  tether     buy          1    0.999586    0.999586  0.00
      2026-11-22 22:21:12  shiba-inu  buy          1  0.00000856  0.00000856  0.00
      2026-11-22 22:21:12  bitcoin    buy          1   49,053.00   49,053.00  0.00
      2026-11-21 10:15:00  tether     buy          1    0.999586    0.999586  0.00
      2026-11-21 10:15:00  shiba-inu  buy          1  0.00000856  0.00000856  0.00
      2026-11-21 10:15:00  bitcoin    buy          1   49,053.00   49,053.00  0.00
      2026-11-20 10:15:00  tether     buy          1    0.999586    0.999586  0.00
      2026-11-20 10:15:00  shiba-inu  buy          1  0.00000856  0.00000856  0.00
      2026-11-20 10:15:00  bitcoin    buy          1   49,053.00   49,053.00  0.00
      "
    `);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('prints JSON and CSV with the same fields', async () => {
    const { env } = await threeTicks();
    const { transactions } = JSON.parse(
      (await run(['history', '--json', '--coin', 'bitcoin', '--limit', '1'], env)).stdout,
    );
    expect(transactions).toHaveLength(1);
    expect({ ...transactions[0], id: '<id>', tickId: '<tick>' }).toMatchInlineSnapshot(`
      {
        "at": "2026-11-22T22:21:12.951Z",
        "coin": "bitcoin",
        "cost": "49053",
        "fee": "0",
        "feeCurrency": null,
        "id": "<id>",
        "price": "49053",
        "quantity": "1",
        "side": "buy",
        "symbol": "btc",
        "tickId": "<tick>",
      }
    `);
    const [header, first] = (await run(['history', '--csv', '--coin', 'bitcoin', '--limit', '1'], env)).stdout.split(
      '\n',
    );
    expect(header?.split(',')).toEqual(Object.keys(transactions[0]));
    expect(first?.split(',')).toEqual(
      Object.values(transactions[0]).map((value) => (value === null ? '' : String(value))),
    );
  });

  it.each<[string[], number]>([
    [[], 9],
    [['--coin', 'bitcoin'], 3],
    [['--coin', 'BTC'], 3],
    [['--coin', 'ethereum'], 0],
    [['--limit', '2'], 2],
    [['--since', '2026-11-21'], 6],
    [['--until', '2026-11-21'], 6],
    [['--since', '2026-11-21', '--until', '2026-11-21'], 3],
    [['--since', '2026-11-21T10:15:00.001Z'], 3],
    [['--until', '2026-11-21T12:15:00+02:00'], 6],
  ])('selects by %j', async (args, count) => {
    const { env } = await threeTicks();
    const { transactions } = JSON.parse((await run(['history', '--json', ...args], env)).stdout);
    expect(transactions).toHaveLength(count);
  });

  it('refuses a symbol of several coins and lists their ids, and takes the id', async () => {
    const { env, market } = await arrange();
    market.serve([...servedCoins.slice(0, 1), servedCoin('bitcoin-two', 'BTC', 'Bitcoin Two', '1', '1', '2')]);
    await run(['run', '--top', '2'], env);
    const outcome = await run(['history', '--coin', 'btc'], env);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('bitcoin or bitcoin-two');
    expect((await run(['history', '--coin', 'bitcoin-two', '--csv'], env)).stdout.trim().split('\n')).toHaveLength(2);
    expect((await run(['history', '--coin', 'doge'], env)).code).toBe(2);
  });

  it('ends with 0 when its reader leaves early', async () => {
    const { env } = await threeTicks();
    const { child, outcome } = start(['history', '--csv'], env);
    child.stdout?.destroy();
    expect(await outcome).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('a command that only reads', () => {
  it.each([['portfolio'], ['history'], ['history', '--coin', 'bitcoin'], ['portfolio', '--offline']])(
    'says so when there is nothing yet, and makes nothing: %s',
    async (...args) => {
      const { env, home } = await arrange();
      const { code, stdout, stderr } = await run(args, env);
      expect({ code, stderr }).toEqual({
        code: 0,
        stderr: `crypto-bot: there is no ledger at ${home}/crypto-bot.db\n`,
      });
      expect(stdout).toMatch(/crypto-bot run|No transaction/);
      expect(readdirSync(home)).toEqual([]);
      const [command = '', ...rest] = args;
      const json = JSON.parse((await run([command, '--json', ...rest], env)).stdout);
      expect(json.positions ?? json.transactions).toEqual([]);
    },
  );
});
