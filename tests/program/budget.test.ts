import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { servedCoin, servedCoins } from '../support/market-server.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { run as runProcess } from '../support/program.js';
import { runHere as run } from '../support/run-here.js';
import { arrange, type Scene } from '../support/scene.js';

let server: PostgresServer | undefined;
afterAll(() => server?.stop());

const databases: Readonly<Record<string, (scene: Scene) => Promise<Record<string, string>>>> = {
  SQLite: async ({ env }) => env,
  PostgreSQL: async ({ env }) => {
    server = await startPostgres();
    return { ...env, DATABASE_URL: await server.createDatabase() };
  },
};

/** What was bought in all, by the ledger's own account. */
async function costBasis(env: Readonly<Record<string, string>>): Promise<string> {
  return JSON.parse((await run(['portfolio', '--offline', '--json'], env)).stdout).totals.costBasis;
}

describe('caps', () => {
  it.each(Object.entries(databases))('are not overrun by four runs at once, on %s', async (_, connect) => {
    const scene = await arrange();
    // One coin at 2 that is below its average: a buy of 25 is 12.5 coins. 25 + 25 + 10 = 60.
    scene.market.serve([servedCoin('coin', 'coin', 'Coin', '2', '1', '3')]);
    const env = await connect(scene);
    const settings = { CRYPTO_BOT_TOP: '1', CRYPTO_BOT_NOTIONAL: '25', CRYPTO_BOT_CAPS_DAY: '60' };
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, () => runProcess(['run', '--json'], { ...env, ...settings })),
    );
    expect(outcomes.map((it) => it.code)).toEqual([0, 0, 0, 0]);
    const { transactions } = JSON.parse((await run(['history', '--json'], env)).stdout);
    expect(transactions.map((it: { cost: string }) => it.cost).sort()).toEqual(['10', '25', '25']);
    expect(await costBasis(env)).toBe('60');
  });

  it('are read from the config file, and named where they cut', async () => {
    const { env, home } = await arrange();
    const config = 'notional = "25"\n[caps]\nday = 40\n[universe]\nexclude = ["ethereum"]\n';
    writeFileSync(path.join(home, 'config.toml'), config);
    const { stdout, code } = await run(['run'], env);
    expect(stdout).toMatchInlineSnapshot(`
      "===================== Purchase made at 2026-11-22T22:21:12.951Z =====================
      Purchasing 0.00050965 bitcoin for 24.99986145 dollars
      Purchasing 15.00635117 tether for 15.00013854061562 dollars
      Holding ripple: 1.46 is 3.51 % above its 10-day average 1.41050000000000018
      Skipping ethereum: left out: universe.exclude names it
      ===================== Printing results of current portfolio =====================
      ID: bitcoin | Buy count: 1 | Loss/gain: 0.00 %
      ID: tether | Buy count: 1 | Loss/gain: 0.00 %
      Data provided by CoinGecko (https://www.coingecko.com)
      "
    `);
    expect(code).toBe(0);
  });
});

describe('value-averaging', () => {
  it.each(Object.entries(databases))(
    'buys the shortfall once, though three runs look at once, on %s',
    async (_, connect) => {
      const scene = await arrange();
      scene.market.serve([servedCoin('coin', 'coin', 'Coin', '10', '1', '10')]);
      const env = await connect(scene);
      const command = 'run --top 1 --strategy value-averaging --param growth=100 --param start=2026-11-22'.split(' ');
      const outcomes = await Promise.all(Array.from({ length: 3 }, () => runProcess(command, env)));
      expect(outcomes.map((it) => it.code)).toEqual([0, 0, 0]);
      expect(await costBasis(env)).toBe('100');
    },
  );
});

describe('crypto-bot cash', () => {
  it('limits what is bought to the balance, from the first deposit on', async () => {
    const { env } = await arrange();
    expect((await run(['cash'], env)).stdout).toBe('Nothing was ever deposited: cash does not limit what is bought.\n');
    expect((await run(['cash', 'deposit', '40'], env)).code).toBe(0);
    await run(['run', '--quantity', '0.0005'], env); // 0.0005 × 49053 + 0.0005 × 0.999586
    const { stdout } = await run(['cash', 'withdraw', '0.5'], env);
    expect(stdout).toMatchInlineSnapshot(`
      "Cash balance: 14.973000207 usd
      2026-11-22T22:21:12.951Z  withdrawal           -0.5  balance 14.973000207
      2026-11-22T22:21:12.951Z  purchase    -24.526999793  balance 15.473000207
      2026-11-22T22:21:12.951Z  deposit               +40  balance 40
      "
    `);
    expect((await run(['run', '--quantity', '0.0005'], env)).stdout).toContain(
      'Holding bitcoin: 49053 is 1.55 % below its 10-day average 49827.236829589398, but only 14.973000207 of cash is left and one buy is 24.5265\n',
    );
    const tick = /"tickId":"([^"]+)"/;
    const json = (await run(['cash', '--json', '--limit', '2'], env)).stdout;
    expect(json.replace(tick, '"tickId":"<tick>"').replaceAll(/"id":"[^"]+"/g, '"id":"<id>"')).toMatchInlineSnapshot(`
      "{"quoteCurrency":"usd","balance":"14.972500414","entries":[{"id":"<id>","kind":"purchase","amount":"-0.000499793","balance":"14.972500414","tickId":"<tick>","at":"2026-11-22T22:21:12.951Z"},{"id":"<id>","kind":"withdrawal","amount":"-0.5","balance":"14.973000207","tickId":null,"at":"2026-11-22T22:21:12.951Z"}]}
      "
    `);
    expect(await run(['cash', 'withdraw', '31'], env)).toMatchObject({ code: 2, stdout: '' });
    const closed = await run(['cash', 'close', '--all', '--limit', '1'], env);
    expect(closed.stdout).toMatchInlineSnapshot(`
      "The paper account is closed: cash does not limit what is bought.
      2026-11-22T22:21:12.951Z  closing     -14.972500414  balance 0
      "
    `);
    expect(JSON.parse((await run(['cash', '--json'], env)).stdout)).toMatchObject({ balance: null });
    expect((await run(['run', '--quantity', '0.0005'], env)).stdout).toContain('Purchasing 0.0005 bitcoin');
  });
});

describe('another currency', () => {
  it('than that of the cash is refused before the market is asked, also by a dry run', async () => {
    const { env, market } = await arrange();
    await run(['cash', 'deposit', '40'], env);
    for (const more of [[], ['--dry-run']])
      expect(await run(['run', ...more], { ...env, CRYPTO_BOT_QUOTE_CURRENCY: 'eur' })).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('crypto-bot.db is in usd, not eur: set quote_currency to usd, or'),
      });
    expect(market.requests).toEqual([]);
  });

  it('than that of the ticks is refused for cash that is asked to be in it', async () => {
    const { env } = await arrange();
    const eur = { ...env, CRYPTO_BOT_QUOTE_CURRENCY: 'eur' };
    await run(['run'], eur);
    expect(await run(['cash', 'deposit', '40'], { ...env, CRYPTO_BOT_QUOTE_CURRENCY: 'gbp' })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('crypto-bot.db is in eur, not gbp: '),
    });
    expect((await run(['cash', 'deposit', '40'], env)).stdout).toContain('Cash balance: 40 eur');
  });
});

describe('the universe', () => {
  it('of five coins without stablecoins is five coins, and the category is asked for once a day', async () => {
    const { env, market } = await arrange();
    // The category does not name the new dollar; its price does.
    const others = ['solana', 'cardano', 'newdollar', 'tron'].map((id) => {
      const coin = servedCoin(id, id.slice(0, 3), id, '9', '1', '10');
      return id === 'newdollar' ? { ...coin, price: '0.9996', midnights: Array<string>(30).fill('1.0002') } : coin;
    });
    market.serve([...servedCoins.slice(0, 4), ...others]);
    const settings = { CRYPTO_BOT_TOP: '6', CRYPTO_BOT_UNIVERSE_EXCLUDE_CATEGORIES: 'stablecoins,wrapped' };
    const { stdout, code } = await run(['run'], { ...env, ...settings });
    expect(stdout).toMatchInlineSnapshot(`
      "===================== Purchase made at 2026-11-22T22:21:12.951Z =====================
      Purchasing 1 bitcoin for 49053 dollars
      Purchasing 1 solana for 9 dollars
      Purchasing 1 cardano for 9 dollars
      Purchasing 1 tron for 9 dollars
      Holding ethereum: 3711.61 is 2.02 % above its 10-day average 3638.16099999999955
      Holding ripple: 1.46 is 3.51 % above its 10-day average 1.41050000000000018
      Skipping tether: left out: the market lists it among stablecoins
      Skipping newdollar: left out: its price moved 0.06 % in 10 days, less than 1 %: like a stablecoin
      ===================== Printing results of current portfolio =====================
      ID: bitcoin | Buy count: 1 | Loss/gain: 0.00 %
      ID: cardano | Buy count: 1 | Loss/gain: 0.00 %
      ID: solana | Buy count: 1 | Loss/gain: 0.00 %
      ID: tron | Buy count: 1 | Loss/gain: 0.00 %
      Data provided by CoinGecko (https://www.coingecko.com)
      "
    `);
    expect(code).toBe(0);
    const asked = market.requests.length;
    await run(['run'], { ...env, ...settings });
    expect(market.requests.slice(asked).map((it) => it.path)).toEqual([
      '/api/v3/coins/markets?vs_currency=usd&order=market_cap_desc&per_page=250&page=1',
    ]);
  });

  it('may be named coin by coin, in a currency of the user’s', async () => {
    const { env, market } = await arrange();
    const { stdout } = await run(['run', '--coins', 'shiba-inu,tether'], { ...env, CRYPTO_BOT_QUOTE_CURRENCY: 'eur' });
    expect(stdout).toContain('Purchasing 1 tether for 0.999586 euros\nPurchasing 1 shiba-inu for 0.00000856 euros\n');
    expect(stdout).not.toContain('bitcoin');
    expect(market.requests[0]?.path).toContain('vs_currency=eur&ids=shiba-inu%2Ctether');
  });
});

describe('data that is not believed', () => {
  it('is not bought on, which is told on stderr and by the exit code', async () => {
    const { env, home } = await arrange();
    const later = await run(['run', '--quiet'], {
      ...env,
      CRYPTO_BOT_NOW: '2026-11-22T23:59:00Z',
      CRYPTO_BOT_SANITY_MAX_QUOTE_AGE_MINUTES: '60',
    });
    expect(later.stdout).toBe('');
    expect(later.stderr.replace(home, '<home>')).toMatchInlineSnapshot(`
      "crypto-bot: a new ledger begins at <home>/crypto-bot.db
      crypto-bot: warning: bitcoin: not believed: its price is 98 minutes old, and at most 60 minutes are believed
      crypto-bot: warning: tether: not believed: its price is 98 minutes old, and at most 60 minutes are believed
      "
    `);
    expect(later.code).toBe(3);
    const off = await run(['run', '--quiet'], {
      ...env,
      CRYPTO_BOT_NOW: '2026-11-22T23:59:00Z',
    });
    expect(off.stdout).toContain('Purchasing 1 bitcoin');
  });

  it.each([
    ['dca', []],
    ['value-averaging', ['--param', 'start=2026-11-01']],
    ['dip', ['--param', 'average_weight=0', '--param', 'threshold=1']],
  ])('is told by the midnights also where the rule %s looks at none', async (strategy, parameters) => {
    const { env, market, home } = await arrange();
    writeFileSync(path.join(home, 'config.toml'), 'notional = 10\n');
    const jumped = servedCoin('coin', 'coin', 'Coin', '6000000', '1', '60000');
    market.serve([jumped]);
    const { code, stdout, stderr } = await run(['run', '--top', '1', '--strategy', strategy, ...parameters], env);
    expect(stderr).toContain('not believed: 6000000 is 9900.00 % above its price at the midnight of 2026-11-22 60000');
    expect(stdout).not.toContain('Purchasing');
    expect(code).toBe(3);
    market.serve([{ ...jumped, price: '61000' }]);
    await run(['run', '--top', '1', '--strategy', strategy, ...parameters], env); // it has jumped back since the last tick
    const { transactions } = JSON.parse((await run(['history', '--json'], env)).stdout);
    expect(transactions).toEqual([]);
    expect(market.requests.filter(({ path }) => path.includes('market_chart'))).toHaveLength(1);
  });

  it('is not bought on where there is a config file that does not switch the test off', async () => {
    const { env, home } = await arrange();
    const config = path.join(home, 'config.toml');
    const later = { ...env, CRYPTO_BOT_NOW: '2026-11-22T23:59:00Z' };
    writeFileSync(config, 'top = 3\n');
    expect(await run(['run', '--quiet'], later)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('98 minutes old, and at most 60 minutes are believed'),
    });
    expect((await run(['config', 'show'], later)).stdout).toMatch(
      /max_quote_age_minutes +default +60\n.*max_jump_percent +default +50\n.*max_rank_leap +default +50\n/,
    );
    writeFileSync(config, 'sanity.max_quote_age_minutes = "off"\n');
    expect((await run(['run', '--quiet'], later)).stdout).toContain('Purchasing 1 bitcoin');
  });
});

describe('settings that contradict each other', () => {
  it('are all told at once, and nothing is done', async () => {
    const { env, home, market } = await arrange();
    const config = [
      'notional = "25"',
      'top = 5',
      '[caps]',
      'tick = "24.99"',
      'day = -1',
      'month = "1e3"',
      'total = "1,5"',
      '[universe]',
      'coins = ["bitcoin", "bitcoin"]',
      'include = ["monero"]',
      'exclude = ["monero"]',
      'exclude_categories = ["stable"]',
      '[sanity]',
      'max_jump_percent = -5',
    ];
    writeFileSync(path.join(home, 'config.toml'), config.join('\n'));
    const { code, stderr } = await run(['run'], env);
    expect(code).toBe(2);
    expect(stderr.replaceAll(home, '<home>')).toMatchInlineSnapshot(`
      "crypto-bot: the configuration has problems; nothing was done:
        caps.day in <home>/config.toml is "-1", but expected a positive decimal number, with at most 15 digits before and 18 after the point, no exponent and no comma, such as 100
        caps.month in <home>/config.toml is "1e3", but expected a positive decimal number, with at most 15 digits before and 18 after the point, no exponent and no comma, such as 1000
        caps.total in <home>/config.toml is "1,5", but expected a positive decimal number, with at most 15 digits before and 18 after the point, no exponent and no comma, such as 10000
        universe.coins in <home>/config.toml is "bitcoin,bitcoin", but expected a list of at most 250, without repetitions, each the id of a coin as the market spells it, such as bitcoin,ethereum
        universe.exclude_categories in <home>/config.toml is "stable", but expected a list of at most 250, without repetitions, each one of stablecoins, wrapped, staked, such as stablecoins,wrapped
        sanity.max_jump_percent in <home>/config.toml is "-5", but expected a positive decimal number, with at most 15 digits before and 18 after the point, no exponent and no comma, or off, such as 50
        universe.coins and top in <home>/config.toml: give one of them, not both
        universe.coins and universe.include in <home>/config.toml: give one of them, not both
        universe.coins and universe.exclude_categories in <home>/config.toml: give one of them, not both
        caps.tick is 24.99, below one buy of 25: raise it, or lower notional
      "
    `);
    expect(market.requests).toHaveLength(0);
  });

  it.each([
    ['notional = 25\ncaps.day = 20', 'caps.day is 20, below one buy of 25: raise it, or lower notional'],
    [
      'notional = 5\nsizing.min_notional = 10\ncaps.month = 8',
      'caps.month is 8, not above the smallest order of 10: raise it, or lower sizing.min_notional',
    ],
    [
      'sizing.min_notional = 10\ncaps.coin = 8',
      'caps.coin is 8, not above the smallest order of 10: raise it, or lower sizing.min_notional',
    ],
  ])('such as %j, under which nothing could be bought', async (config, problem) => {
    const { env, home } = await arrange();
    writeFileSync(path.join(home, 'config.toml'), config);
    expect(await run(['run'], env)).toMatchObject({ code: 2, stderr: expect.stringContaining(`\n  ${problem}\n`) });
  });

  it.each<[string[], RegExp]>([
    [['cash', 'deposit'], /no amount is given.*cash deposit 500/s],
    [['cash', 'deposit', '1e3'], /the amount is "1e3", but expected a positive decimal/],
    [
      ['cash', 'burn', '5', '--limit', 'all'],
      /--limit is "all".*the action is "burn", but expected one of deposit, withdraw/s,
    ],
    [['run', '--coins', 'bitcoin,,tether'], /--coins.*expected a list/],
    [['run', '--coins', 'bitcoin', '--top', '3'], /--coins and --top in the command line: give one of them/],
  ])('end %j with 2', async (args, words) => {
    const { env } = await arrange();
    const { code, stderr } = await run(args, env);
    expect(stderr).toMatch(words);
    expect(code).toBe(2);
  });
});
