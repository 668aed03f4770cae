import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { servedCoin, servedCoins } from '../support/market-server.js';
import { run as runProcess, temporaryFolder } from '../support/program.js';
import { runHere as run } from '../support/run-here.js';
import { arrange, NOW } from '../support/scene.js';

describe('crypto-bot run', () => {
  it('buys one of each of the top 3 that is below its average, reports it, and logs the report', async () => {
    const { home, env } = await arrange();
    const { code, stdout, stderr } = await runProcess(['run'], env);
    expect(stderr).toBe(`crypto-bot: a new ledger begins at ${home}/crypto-bot.db\n`);
    expect(stdout).toMatchInlineSnapshot(`
      "===================== Purchase made at 2026-11-22T22:21:12.951Z =====================
      Purchasing 1 bitcoin for 49053 dollars
      Purchasing 1 tether for 0.999586 dollars
      Holding ethereum: 3711.61 is 2.02 % above its 10-day average 3638.16099999999955
      ===================== Printing results of current portfolio =====================
      ID: bitcoin | Buy count: 1 | Loss/gain: 0.00 %
      ID: tether | Buy count: 1 | Loss/gain: 0.00 %
      Data provided by CoinGecko (https://www.coingecko.com)
      "
    `);
    expect(code).toBe(0);
    const log = readFileSync(path.join(home, 'logs/app.log'), 'utf8');
    for (const line of stdout.trimEnd().split('\n')) expect(log).toContain(` INFO  ${line}\n`);
    expect(log).toMatch(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (DEBUG|INFO ) .*\n)+$/);
  });

  it('adds to what it holds with each tick', async () => {
    const { env } = await arrange();
    await run(['run'], env);
    const { stdout } = await run(['run'], env);
    expect(stdout).toContain(
      'ID: bitcoin | Buy count: 2 | Loss/gain: 0.00 %\nID: tether | Buy count: 2 | Loss/gain: 0.00 %\n',
    );
  });

  it('prints one JSON object with --json', async () => {
    const { env } = await arrange();
    const { stdout } = await run(['run', '--json', '--once-per', 'hour'], env);
    const report = JSON.parse(stdout);
    expect({ ...report, tick: { ...report.tick, id: '<id>' } }).toMatchInlineSnapshot(`
      {
        "decisions": [
          {
            "action": "buy",
            "average": "49827.236829589398",
            "coin": "bitcoin",
            "price": "49053",
            "reason": "49053 is 1.55 % below its 10-day average 49827.236829589398",
            "symbol": "btc",
          },
          {
            "action": "hold",
            "average": "3638.16099999999955",
            "coin": "ethereum",
            "price": "3711.61",
            "reason": "3711.61 is 2.02 % above its 10-day average 3638.16099999999955",
            "symbol": "eth",
          },
          {
            "action": "buy",
            "average": "1.0010386",
            "coin": "tether",
            "price": "0.999586",
            "reason": "0.999586 is 0.15 % below its 10-day average 1.0010386",
            "symbol": "usdt",
          },
        ],
        "notes": [],
        "portfolio": {
          "asOf": "2026-11-22T22:21:12.951Z",
          "positions": [
            {
              "averageCost": "49053",
              "buyCount": 1,
              "coin": "bitcoin",
              "costBasis": "49053",
              "gainPercent": "0.00",
              "marketValue": "49053",
              "name": "Bitcoin",
              "price": "49053",
              "priceAt": "2026-11-22T22:21:12.951Z",
              "quantity": "1",
              "symbol": "btc",
              "unrealizedPnl": "0",
            },
            {
              "averageCost": "0.999586",
              "buyCount": 1,
              "coin": "tether",
              "costBasis": "0.999586",
              "gainPercent": "0.00",
              "marketValue": "0.999586",
              "name": "Tether",
              "price": "0.999586",
              "priceAt": "2026-11-22T22:21:12.951Z",
              "quantity": "1",
              "symbol": "usdt",
              "unrealizedPnl": "0",
            },
          ],
          "quoteCurrency": "usd",
          "totals": {
            "costBasis": "49053.999586",
            "gainPercent": "0.00",
            "marketValue": "49053.999586",
            "unrealizedPnl": "0",
          },
        },
        "purchases": [
          {
            "at": "2026-11-22T22:21:12.951Z",
            "coin": "bitcoin",
            "cost": "49053",
            "price": "49053",
            "quantity": "1",
          },
          {
            "at": "2026-11-22T22:21:12.951Z",
            "coin": "tether",
            "cost": "0.999586",
            "price": "0.999586",
            "quantity": "1",
          },
        ],
        "tick": {
          "id": "<id>",
          "market": "coingecko",
          "slot": "2026-11-22T22",
          "startedAt": "2026-11-22T22:21:12.951Z",
          "status": "recorded",
          "strategy": "below-average",
        },
      }
    `);
    expect(report.tick.id).toMatch(/^20261122T222112951Z-[0-9a-f]{8}$/);
  });

  it('asks the market once when the midnights are cached, and once more per coin when they are not', async () => {
    const { env, market } = await arrange();
    await run(['run'], env);
    expect(market.requests.map((request) => request.path.split('?')[0])).toEqual([
      '/api/v3/coins/markets',
      ...['bitcoin', 'ethereum', 'tether'].map((coin) => `/api/v3/coins/${coin}/market_chart`),
    ]);
    await run(['run'], env);
    expect(market.requests.slice(4).map((request) => request.path)).toEqual([
      '/api/v3/coins/markets?vs_currency=usd&order=market_cap_desc&per_page=3&page=1',
    ]);
    await run(['run'], { ...env, CRYPTO_BOT_NOW: '2026-11-23T00:40:00Z' });
    expect(market.requests).toHaveLength(5 + 4);
  });

  it('prices and lists a held coin that has left the top, with one more request', async () => {
    const { env, market } = await arrange();
    await run(['run', '--top', '1'], env);
    market.serve([...servedCoins.slice(1), servedCoin('bitcoin', 'btc', 'Bitcoin', '98106', '1', '1')]);
    const { stdout, code } = await run(['run', '--top', '1'], env);
    expect(stdout).toContain('ID: bitcoin | Buy count: 1 | Loss/gain: 100.00 %\n');
    expect(stdout).not.toContain('Holding bitcoin');
    expect(code).toBe(0);
  });

  it('says once, also with --quiet, that a held coin has left the market, and that the cash is used up', async () => {
    const { env, market } = await arrange();
    await run(['run', '--top', '1'], env);
    market.serve(servedCoins.slice(1));
    await run(['cash', 'deposit', '0.0001'], env);
    const quiet = () => run(['run', '--quiet', '--coins', 'tether'], env);
    const first = await quiet();
    expect(first).toMatchObject({ code: 0, stdout: '' });
    expect(first.stderr).toMatchInlineSnapshot(`
      "crypto-bot: warning: the paper account has 0.0001 left, too little for a buy: nothing is bought until something is deposited
      crypto-bot: warning: bitcoin is held, and the market answered without it: it is valued at its last price
      "
    `);
    expect(await quiet()).toEqual({ code: 0, signal: null, stdout: '', stderr: '' });
    const { stdout } = await run(['run', '--coins', 'tether'], env);
    expect(stdout.split('\n').slice(-4).join('\n')).toMatchInlineSnapshot(`
      "Note: the paper account has 0.0001 left, too little for a buy: nothing is bought until something is deposited
      Note: bitcoin is held, and the market answered without it: it is valued at its last price
      Data provided by CoinGecko (https://www.coingecko.com)
      "
    `);
    expect((await run(['status'], env)).stdout).toContain('too little for a buy');
  });

  it('is refused where the clock is a day behind the latest tick, unless it is said to be right', async () => {
    const { env } = await arrange();
    await run(['run', '--top', '1'], { ...env, CRYPTO_BOT_NOW: '2090-01-01T00:00:00Z' });
    const byClock = { ...env, CRYPTO_BOT_NOW: '' };
    const refused = await run(['run', '--top', '1'], byClock);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('the latest tick in the ledger is of 2090-01-01T00:00:00.000Z');
    expect(refused.stderr).toContain('--clock-is-right');
    expect((await run(['run', '--top', '1', '--clock-is-right'], byClock)).code).toBe(0);
    expect((await run(['run', '--top', '1'], byClock)).code).toBe(0);
    expect((await run(['status'], byClock)).stdout).toContain('the clock was wrong');
  });

  it('records one tick per slot with --once-per, and says so', async () => {
    const { env, market } = await arrange();
    await run(['run', '--once-per', 'hour'], env);
    const asked = market.requests.length;
    const again = await run(['run', '--once-per', 'hour'], env);
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).toMatch(
      /^Slot 2026-11-22T22 is already recorded, by tick 20261122T222112951Z-[0-9a-f]{8}: nothing to do\.\n$/,
    );
    expect(market.requests).toHaveLength(asked);
    const json = JSON.parse((await run(['run', '--once-per', 'hour', '--json'], env)).stdout);
    expect(json).toMatchObject({
      tick: { status: 'already-recorded', slot: '2026-11-22T22' },
      decisions: [],
      purchases: [],
    });
    const next = await run(['run', '--once-per', 'hour'], { ...env, CRYPTO_BOT_NOW: '2026-11-22T23:00:00Z' });
    expect(next.stdout).toContain('Buy count: 2');
  });

  it.each([
    ['week', '2027-01-01T22:21:12.951Z', '2026-W53', '2027-01-04T00:00:00Z', '2027-W01'],
    ['month', '2026-11-30T23:59:59.999Z', '2026-11', '2026-12-01T00:00:00Z', '2026-12'],
  ])('makes a tick at the first run of a %s, however late in it', async (unit, now, slot, next, nextSlot) => {
    const { env, at } = await arrange(now);
    const args = ['run', '--once-per', unit, '--json'];
    const statusAt = async (environment: typeof env) => JSON.parse((await run(args, environment)).stdout).tick;
    expect(await statusAt(env)).toMatchObject({ status: 'recorded', slot });
    expect(await statusAt(env)).toMatchObject({ status: 'already-recorded', slot });
    expect(await statusAt(at(next))).toMatchObject({ status: 'recorded', slot: nextSlot });
  });

  it('leaves the ledger byte for byte as it was with --dry-run, and makes none', async () => {
    const { home, env } = await arrange();
    const database = path.join(home, 'crypto-bot.db');
    const first = await run(['run', '--dry-run'], env);
    expect(first.stdout).toContain('Dry run');
    expect(first.stdout).toContain('Purchasing 1 bitcoin for 49053 dollars');
    expect(statSync(database, { throwIfNoEntry: false })).toBeUndefined();
    await run(['run'], env);
    const before = readFileSync(database);
    const second = await run(['run', '--dry-run', '--json'], env);
    expect(JSON.parse(second.stdout)).toMatchObject({
      tick: { status: 'dry-run' },
      portfolio: { positions: [{ coin: 'bitcoin', buyCount: 2 }, {}] },
    });
    expect(readFileSync(database).equals(before)).toBe(true);
  });

  it.each([
    [['--quantity', '0.5'], 'Purchasing 0.5 bitcoin for 24526.5 dollars'],
    [['--notional', '25'], 'Purchasing 0.00050965 bitcoin for 24.99986145 dollars'],
    [['--top', '5'], 'Purchasing 1 shiba-inu for 0.00000856 dollars'],
    [['--top', '1', '--strategy', 'below-average'], 'Purchasing 1 bitcoin for 49053 dollars'],
  ])('buys what %j asks for', async (args, line) => {
    const { env } = await arrange();
    const { stdout } = await run(['run', ...args], env);
    expect(stdout).toContain(`${line}\n`);
  });

  it('prints nothing with --quiet when nothing was bought, and the report when something was', async () => {
    const { env, market } = await arrange();
    market.serve([servedCoin('ethereum', 'eth', 'Ethereum', '3711.61', '431019995671.0', '3629.9999999999995')]);
    const quiet = ['run', '--top', '1', '--quiet'];
    expect(await run(quiet, env)).toMatchObject({ code: 0, stdout: '' });
    expect(await run(quiet, env)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    market.serve(servedCoins);
    expect((await run(['run', '-q'], env)).stdout).toContain('Purchasing 1 bitcoin');
  });

  it('says in the first banner that nothing was bought', async () => {
    const { env, market } = await arrange();
    market.serve(servedCoins.slice(1, 2));
    const { stdout } = await run(['run', '--top', '1'], env);
    expect(stdout).toMatchInlineSnapshot(`
      "===================== Nothing bought at 2026-11-22T22:21:12.951Z =====================
      Holding ethereum: 3711.61 is 2.02 % above its 10-day average 3638.16099999999955
      ===================== Printing results of current portfolio =====================
      Nothing is held yet.
      Data provided by CoinGecko (https://www.coingecko.com)
      "
    `);
  });

  it('runs on the built-in sample market without a network', async () => {
    const env = { CRYPTO_BOT_HOME: temporaryFolder(), CRYPTO_BOT_NOW: NOW };
    const { code, stdout } = await run(['run', '--market', 'sample'], env);
    expect(code).toBe(0);
    expect(stdout).toContain('Purchasing 1 ');
    expect(stdout).toContain('Simulated prices');
  });

  it('refuses another market, and names commands that work', async () => {
    const { home, env } = await arrange();
    await run(['run', '--market', 'sample', '-q'], env);
    const { code, stderr } = await run(['run'], env);
    expect(code).toBe(2);
    expect(stderr.replaceAll(home, '<home>')).toBe(
      'crypto-bot: the ledger <home>/crypto-bot.db belongs to the market sample in usd, not coingecko in usd: ' +
        'run with --market sample, or name another ledger with --db.\nTo begin a new one here, put this one aside: ' +
        'mv -n <home>/crypto-bot.db <home>/crypto-bot.db.sample-usd and then say --new-ledger once\n',
    );
    expect(await run(['config', 'check'], env)).toMatchObject({ code: 2, stdout: '', stderr });
    execFileSync('sh', ['-c', /mv .*(?= and then)/.exec(stderr)?.[0] ?? 'false']);
    expect((await run(['run', '--new-ledger'], env)).code).toBe(0);
    expect((await run(['verify', '--db', `file:${home}/crypto-bot.db.sample-usd`], env)).code).toBe(0);
  });

  it('sends its name, and the key of a plan, to the market', async () => {
    const { env, market } = await arrange();
    await run(['run'], { ...env, COINGECKO_API_KEY: 'CG-secret', CRYPTO_BOT_COINGECKO_PLAN: 'demo' });
    for (const { headers } of market.requests) {
      expect(headers).toMatchObject({
        'x-cg-demo-api-key': 'CG-secret',
        'user-agent': expect.stringMatching(/^crypto-bot\/\d/),
      });
    }
  });

  it.each([
    ['at midnight', '2026-11-22T00:00:00.000Z'],
    ['at the last moment of a year', '2026-12-31T23:59:59.999Z'],
    ['on a leap day', '2028-02-29T12:00:00Z'],
  ])('decides on ten prices %s, in any time zone', async (_, now) => {
    const { env } = await arrange(now);
    const { stdout } = await run(['run', '--once-per', 'day'], { ...env, TZ: 'Pacific/Kiritimati' });
    expect(stdout).toContain(`Purchase made at ${new Date(now).toISOString()}`);
    expect(stdout).toContain('its 10-day average');
    expect((await run(['run', '--once-per', 'day'], { ...env, TZ: 'Pacific/Niue' })).stdout).toContain(
      `Slot ${now.slice(0, 10)} is already recorded`,
    );
  });

  it('uses yesterday’s midnights until the market has published today’s', async () => {
    const { env, market } = await arrange('2026-11-22T00:10:00Z');
    market.serve(servedCoins);
    const chart = { prices: Array.from({ length: 9 }, (_, back) => [Date.UTC(2026, 10, 21 - back), 50000]) };
    market.misbehaveOn('bitcoin/market_chart', { body: chart });
    const { stdout } = await run(['run', '--top', '1'], env);
    expect(stdout).toContain('Purchasing 1 bitcoin');
  });
});
