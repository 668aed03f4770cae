import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/program.js';
import { runHere as run } from '../support/run-here.js';
import { arrange, NOW } from '../support/scene.js';

function anEnvironment(more: Readonly<Record<string, string>> = {}) {
  const home = path.join(temporaryFolder(), 'new', 'home');
  return { home, env: { CRYPTO_BOT_HOME: home, CRYPTO_BOT_NOW: NOW, ...more } };
}

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);

describe('crypto-bot config init', () => {
  it('writes a file for its owner only, where it says, and never over one', async () => {
    const { home, env } = anEnvironment();
    const file = path.join(home, 'config.toml');
    expect(await run(['config', 'init'], env)).toMatchObject({
      code: 0,
      stdout: `Wrote ${file}, with every setting commented out.\n`,
      stderr: '',
    });
    expect([modeOf(home), modeOf(file), readdirSync(home)]).toEqual(['700', '600', ['config.toml']]);
    expect(readFileSync(file, 'utf8').split('\n').slice(0, 6).join('\n')).toMatchInlineSnapshot(`
      "# Settings of crypto-bot. Every one of them is commented out, and so has its
      # default: to change one, take away the "#" before its name, and then try:
      # crypto-bot config check

      # Where prices come from. Expected: one of coingecko, sample. Default:
      # coingecko."
    `);

    writeFileSync(file, 'top = 5\n');
    expect(await run(['config', 'init'], env)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `crypto-bot: ${file} is there already and is left as it is: rename it first, or name another one with --config\n`,
    });
    expect(readFileSync(file, 'utf8')).toBe('top = 5\n');
  });

  it('writes to the file that is named, and says why it cannot', async () => {
    const { home, env } = anEnvironment();
    const file = path.join(home, 'mine.toml');
    expect((await run(['config', 'init', '--config', file], env)).code).toBe(0);
    expect(readdirSync(home)).toEqual(['mine.toml']);
    expect(await run(['config', 'init', '--config', path.join(file, 'config.toml')], env)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^crypto-bot: the config file .* cannot be written \(E\w+\): check its path.*\n$/),
    });
  });
});

describe('crypto-bot config show', () => {
  it('prints every setting in effect and where it comes from, and makes nothing', async () => {
    const { home, env } = anEnvironment({ CRYPTO_BOT_TOP: '5', COINGECKO_API_KEY: 'CG-hunter2' });
    const { code, stdout, stderr } = await run(['config', 'show', '--db', 'postgresql://me:pw@h/db'], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.replaceAll(home, '<home>')).toMatchInlineSnapshot(`
      "There is no config file.

      market                          default      coingecko
      quote_currency                  default      usd
      top                             environment  5
      strategy                        default      below-average
      params                          default      (the strategy's own: window=10,
                                                   margin=0, strength_span=20)
      quantity                        default      (1, unless notional is set)
      notional                        default      (quantity counts)
      sizing.max_multiplier           default      1
      sizing.step                     default      0.00000001
      sizing.min_notional             default      (none)
      caps.tick                       default      (no such cap)
      caps.day                        default      (no such cap)
      caps.month                      default      (no such cap)
      caps.coin                       default      (no such cap)
      caps.total                      default      (no such cap)
      universe.coins                  default      (the top coins)
      universe.include                default      (none)
      universe.exclude                default      (none)
      universe.exclude_categories     default      (none)
      universe.hysteresis             default      0
      universe.min_movement_percent   default      1
      sanity.max_quote_age_minutes    default      off
      sanity.max_jump_percent         default      off
      sanity.max_rank_leap            default      off
      once_per                        default      (every run is a tick)
      deadline_seconds                default      120
      database_url                    flag         postgresql://h/db
      copy_to                         default      (none: copy needs --to)
      new_ledger                      default      unless-known
      database_timeout_seconds        default      20
      coingecko.url                   default      (the plan's public address)
      coingecko.api_key               environment  ***
      coingecko.plan                  default      keyless
      http.connect_timeout_seconds    default      5
      http.answer_timeout_seconds     default      10
      http.retry_delay_seconds        default      1
      broker                          default      paper
      exchange.key_file               default      (none: the key is taken from
                                                   exchange.api_key and
                                                   exchange.api_secret)
      exchange.api_key                default      (none)
      exchange.api_secret             default      (none)
      exchange.pairs                  default      (those that are built in for the
                                                   largest coins)
      exchange.quote                  default      (the ledger's own currency)
      exchange.sandbox                default      false
      exchange.max_slippage_bps       default      50
      exchange.max_deviation_percent  default      2
      exchange.grace_seconds          default      300
      exchange.url                    default      (the exchange's own address)
      log.file                        default      <home>/logs/app.log
      log.max_bytes                   default      1000000
      notify.on                       default      purchase,problem,silence
      notify.digest_every             default      day
      notify.ntfy.url                 default      (nobody is told there)
      notify.ntfy.token               default      (none)
      notify.telegram.token           default      (nobody is told there)
      notify.telegram.chat            default      (none)
      notify.telegram.url             default      https://api.telegram.org
      notify.discord.url              default      (nobody is told there)
      notify.slack.url                default      (nobody is told there)
      notify.webhook.url              default      (nobody is told there)
      notify.webhook.secret           default      (nothing is signed)
      notify.email.url                default      (nobody is told there)
      notify.email.from               default      (none)
      notify.email.to                 default      (none)
      healthcheck.url                 default      (none)
      metrics.file                    default      (none)
      "
    `);
    const { configFile, settings } = JSON.parse((await run(['config', 'show', '--json'], env)).stdout);
    expect(configFile).toBeNull();
    expect(settings).toContainEqual({
      key: 'top',
      value: '5',
      from: 'environment',
      name: 'CRYPTO_BOT_TOP',
      problem: null,
    });
    expect(settings).toContainEqual({ key: 'once_per', value: null, from: 'default', name: null, problem: null });
    expect(() => readdirSync(home)).toThrow('ENOENT');
  });
});

describe('crypto-bot config check', () => {
  async function check(args: readonly string[], more: Readonly<Record<string, string>>): Promise<string> {
    const { code, stdout, stderr } = await run(['config', 'check', ...args], anEnvironment(more).env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return stdout;
  }

  it('says what 30 days of the defaults can cost', async () => {
    expect(await check([], {})).toMatchInlineSnapshot(`
      "The settings are right (there is no config file).
      In the next 30 days, with a run every hour: 720 runs, each of them a tick.
      Spending: up to 2160 buys of 1 coin each, at whatever they cost then: set
      notional or a cap to bound it.
      Requests: about 906, one a tick, and per coin one a day, and one more at each
      tick before 00:35 UTC (retries, held coins that have left the top, and coins
      left out for their movement take more); keyless has no published quota a month,
      and is throttled at some 5 to 15 a minute.
      "
    `);
  });

  it('counts what the ledger has carried, which the next buy takes', async () => {
    const { env } = await arrange();
    const small = { ...env, CRYPTO_BOT_TOP: '1', CRYPTO_BOT_STRATEGY: 'dca', CRYPTO_BOT_SIZING_MIN_NOTIONAL: '1000' };
    for (let runs = 0; runs < 3; runs += 1) await run(['run'], { ...small, CRYPTO_BOT_NOTIONAL: '300' });
    const settings = { ...small, CRYPTO_BOT_NOTIONAL: '1' };
    const { stdout } = await run(['config', 'check', '--every', 'month'], settings);
    expect(stdout.split('\n').slice(2, 4).join('\n')).toMatchInlineSnapshot(`
      "Spending: up to 2 buys of at most 1 USD each and what was carried to it, at most
      902.00 USD (by notional and 900.00 carried from earlier buys)."
    `);
    expect(JSON.parse((await run(['config', 'check', '--json'], settings)).stdout).spending).toMatchObject({
      carried: '900',
      most: '1620',
    });
    const { stdout: held } = await run(['config', 'check'], {
      ...settings,
      CRYPTO_BOT_DATABASE_URL: 'postgresql://me@127.0.0.1:1/none',
    });
    expect(held).toContain('Beware: the ledger cannot be read');
  });

  it('warns of a quota that does not suffice', async () => {
    const settings = {
      CRYPTO_BOT_NOTIONAL: '25',
      CRYPTO_BOT_QUOTE_CURRENCY: 'eur',
      CRYPTO_BOT_ONCE_PER: 'minute',
      CRYPTO_BOT_TOP: '50',
      COINGECKO_API_KEY: 'CG-x',
      CRYPTO_BOT_COINGECKO_PLAN: 'demo',
    };
    expect(await check(['--every', 'minute'], settings)).toMatchInlineSnapshot(`
      "The settings are right (there is no config file).
      In the next 30 days, with a run every minute: 43200 runs, each of them a tick.
      Spending: up to 2160000 buys of at most 25 EUR each, at most 54,000,000.00 EUR
      (by notional).
      Requests: about 99000, one a tick, and per coin one a day, and one more at each
      tick before 00:35 UTC (retries, held coins that have left the top, and coins
      left out for their movement take more); the demo plan allows 10000 a month and
      30 a minute.
      Beware: that is more than a month’s quota: run less often, set once_per, or
      lower top.
      Beware: the first tick of a day needs 51 requests at once, and may be throttled.
      "
    `);
  });

  it('respects once_per, and knows that the sample market needs no network', async () => {
    const settings = { CRYPTO_BOT_MARKET: 'sample', CRYPTO_BOT_ONCE_PER: 'day' };
    expect(await check([], settings)).toMatchInlineSnapshot(`
      "The settings are right (there is no config file).
      In the next 30 days, with a run every hour: 720 runs, at most 31 of them ticks.
      Spending: up to 93 buys of 1 coin each, at whatever they cost then: set notional
      or a cap to bound it.
      Requests: none, the market sample needs no network.
      "
    `);
  });

  it('counts weeks and months that the next 30 days touch', async () => {
    const settings = { CRYPTO_BOT_MARKET: 'sample', CRYPTO_BOT_NOW: '2026-12-01T00:00:00Z' };
    const planOf = async (args: string[], own = {}) =>
      (await check(args, { ...settings, ...own })).split('\n').find((line) => line.startsWith('In the next'));
    expect(await planOf(['--every', 'week'])).toMatch(/every week: 5 runs, each of them a tick\.$/);
    expect(await planOf(['--every', 'month'])).toMatch(/every month: 1 run, which is a tick\.$/);
    const monthly = { CRYPTO_BOT_ONCE_PER: 'month' };
    expect(await planOf([], monthly)).toMatch(/every hour: 720 runs, at most 1 of them a tick\.$/);
  });

  it('warns of a key that the plan makes useless', async () => {
    const beware = 'Beware: COINGECKO_API_KEY is not used, since coingecko.plan is keyless: set it\nto demo or pro.\n';
    expect(await check([], { COINGECKO_API_KEY: 'CG-x' })).toContain(beware);
    expect(await check([], { COINGECKO_API_KEY: 'CG-x', CRYPTO_BOT_COINGECKO_PLAN: 'pro' })).not.toContain('Beware');
  });

  it.each([
    [
      'UNIVERSE_EXCLUDE',
      'btc,dogecoin',
      'universe.exclude names btc, a symbol or name, but ids count: did you\nmean bitcoin?',
    ],
    ['UNIVERSE_INCLUDE', 'Solana', 'universe.include names Solana, '],
    ['EXCHANGE_PAIRS', 'eth=ETH/EUR', 'exchange.pairs names eth, '],
  ])('warns of a coin that %s names by %s', async (name, value, words) => {
    const warned = await check([], { [`CRYPTO_BOT_${name}`]: value });
    expect(warned).not.toContain('dogecoin');
    expect(warned).toContain(`Beware: ${words}`);
  });

  it('says the same in JSON', async () => {
    const { env } = anEnvironment({ CRYPTO_BOT_NOTIONAL: '25', CRYPTO_BOT_TOP: '20' });
    expect(JSON.parse((await run(['config', 'check', '--json'], env)).stdout)).toMatchInlineSnapshot(`
      {
        "coins": 20,
        "configFile": null,
        "days": 30,
        "every": "hour",
        "market": "coingecko",
        "oncePer": null,
        "requests": {
          "atOnce": 21,
          "perMinute": 5,
          "perMonth": null,
          "total": 1960,
        },
        "runs": 720,
        "spending": {
          "buys": 14400,
          "carried": "0",
          "most": "360000",
          "mostBy": "notional",
          "notional": "25",
          "quantity": null,
          "quoteCurrency": "usd",
        },
        "strategy": "below-average",
        "ticks": 720,
        "warnings": [
          "the first tick of a day needs 21 requests at once, and may be throttled.",
        ],
      }
    `);
  });

  it('reports all problems at once, and ends with 2', async () => {
    const { env } = anEnvironment({ CRYPTO_BOT_TOP: '0', CRYPTO_BOT_NOTIONAL: '1,5' });
    const outcome = await run(['config', 'check'], env);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(/CRYPTO_BOT_TOP .*\n.*CRYPTO_BOT_NOTIONAL/);
  });

  it.each([
    [
      ['config', 'check', '--every', 'year'],
      {},
      /--every is "year", but expected one of minute, hour, day, week, month/,
    ],
    [['config', 'check', '--db', 'postgresql://h/db?sslmode=x'], {}, /sslmode of the database URL must be one of/],
    [['config'], {}, /name a command/],
    [['config', 'shwo'], {}, /unknown command 'shwo'.*show/s],
  ])('ends %j with 2', async (args, more, words) => {
    const outcome = await run(args, anEnvironment(more).env);
    expect(outcome.stderr).toMatch(words);
    expect(outcome.code).toBe(2);
  });
});
