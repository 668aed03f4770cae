import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { servedCoin } from '../support/market-server.js';
import { temporaryFolder } from '../support/program.js';
import { runHere as run } from '../support/run-here.js';
import { arrange } from '../support/scene.js';

const rules = `
strategy = "my-rule"
notional = "10"

[strategies.my-rule]
kind = "all-of"
of = ["dip", "calm"]

[strategies.calm]
kind = "rsi"
below = 70

[strategies.dip]
threshold = 20
full_fall = "2.50"
`;

describe('crypto-bot strategies', () => {
  it('lists the strategies and the rules of the config file', async () => {
    const home = temporaryFolder();
    writeFileSync(path.join(home, 'config.toml'), rules);
    const outcome = await run(['strategies'], { CRYPTO_BOT_HOME: home });
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toMatchInlineSnapshot(`
      "Strategies:
        below-average    buys when the price is below the average of its last daily
                         prices
        dip              buys when a score of how far the coin is down, from 0 to 100,
                         is high enough
        dca              buys at every tick, whatever the price
        rsi              buys when the relative strength index (RSI) is below a limit
        drawdown         buys when the price is far enough below its highest of the
                         last days
        value-averaging  buys what is missing for the value of the holding to grow by
                         a fixed amount a day

      Made of others, in config.toml:
        all-of           buys when all of its parts do
        any-of           buys when at least one of its parts does

      Your rules, in config.toml:
        my-rule          all-of dip, calm
        calm             rsi period=14 below=70
        dip              threshold=20 full_fall=2.5 window=10 range_weight=1
                         change_weight=1 market_cap_weight=1 average_weight=1

      Chosen: my-rule: all-of dip, calm
      To learn more: crypto-bot strategies NAME
      "
    `);
  });

  it('explains one, and the rule that tunes it', async () => {
    const home = temporaryFolder();
    writeFileSync(path.join(home, 'config.toml'), rules);
    expect((await run(['strategies', 'dip'], { CRYPTO_BOT_HOME: home })).stdout).toMatchInlineSnapshot(`
      "dip: buys when a score of how far the coin is down, from 0 to 100, is high
      enough

      Each of four figures counts from 0 to 1. In the 24-hour range: 0 at the high, 1
      at the low. The 24-hour change of the price, that of the market cap, and the
      distance below the average of the last \`window\` daily prices: 0 when it did not
      fall, 1 when it fell \`full_fall\` percent or more. The score is 100 times their
      mean by weight, rounded to two decimals. A figure that is not known counts 0, so
      it never speaks for a buy. It buys when the score is at least \`threshold\`. The
      strength grows from 0 at the threshold to 1 at a score of 100.

      Parameters:
        threshold          the score from which on it buys
                           points, 1 to 100, default 50
        full_fall          the fall that counts in full
                           %, 0.01 to 100, default 10
        window             how many daily prices the average is made of
                           days, 2 to 366, default 10
        range_weight       weight of where the price stands in its 24-hour range
                           parts, 0 to 100, default 1
        change_weight      weight of the 24-hour change of the price
                           parts, 0 to 100, default 1
        market_cap_weight  weight of the 24-hour change of the market cap
                           parts, 0 to 100, default 1
        average_weight     weight of the distance below the average
                           parts, 0 to 100, default 1

      dip, in config.toml:
        threshold=20
        full_fall=2.5
        window=10
        range_weight=1
        change_weight=1
        market_cap_weight=1
        average_weight=1
      "
    `);
    const json = JSON.parse((await run(['strategies', 'my-rule', '--json'], { CRYPTO_BOT_HOME: home })).stdout);
    expect(json).toMatchObject({
      strategies: [],
      combinations: [],
      rules: [
        { name: 'my-rule', parameters: { kind: 'all-of', of: 'dip,calm', 'calm.below': '70', 'dip.full_fall': '2.5' } },
      ],
      chosen: { name: 'my-rule' },
    });
  });

  it('names the nearest to one that is none', async () => {
    const outcome = await run(['strategies', 'drawdwon'], { CRYPTO_BOT_HOME: temporaryFolder() });
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatchInlineSnapshot(`
      "crypto-bot: "drawdwon" is no strategy, did you mean drawdown?
      Try crypto-bot strategies, which lists them.
      "
    `);
  });
});

describe('crypto-bot run with a strategy', () => {
  it('decides by the rule of the config file, and says which parts agreed', async () => {
    const { home, env } = await arrange();
    writeFileSync(path.join(home, 'config.toml'), rules);
    const { stdout } = await run(['run', '--json', '--top', '1'], env);
    expect(JSON.parse(stdout)).toMatchObject({
      tick: { strategy: 'my-rule' },
      decisions: [
        { coin: 'bitcoin', reason: expect.stringMatching(/^\d of 2 say buy, all must: dip says .*; calm says /) },
      ],
    });
  });

  it('fetches older midnights when a longer window needs them, once', async () => {
    const { env, market } = await arrange();
    const charts = async (...args: string[]) => {
      const asked = market.requests.length;
      await run(['run', '--top', '1', ...args], env);
      return market.requests.slice(asked).flatMap(({ path }) => /days=\d+/.exec(path)?.[0] ?? []);
    };
    expect(await charts()).toEqual(['days=9']);
    expect(await charts('--param', 'window=20')).toEqual(['days=19']);
    expect(await charts('--param', 'window=20')).toEqual([]);
    expect(await charts()).toEqual([]);
  });

  it('asks once a day for the midnights of a coin that has fewer than the window', async () => {
    const { env, market } = await arrange();
    const young = { ...servedCoin('newcomer', 'new', 'Newcomer', '1', '9', '1'), midnights: ['2', '2', '2'] };
    market.serve([young]);
    const first = await run(['run', '--top', '1'], env);
    expect(first.stdout).toContain('Holding newcomer: only 4 of 10 daily prices are known');
    const second = await run(['run', '--top', '1'], env);
    expect(second.stdout).toContain('Holding newcomer: only 4 of 10 daily prices are known');
    expect(market.requests.map((request) => request.path.split('?')[0])).toEqual([
      '/api/v3/coins/markets',
      '/api/v3/coins/newcomer/market_chart',
      '/api/v3/coins/markets',
    ]);
    // Its four prices are enough for a window of four, from the cache: (3 × 2 + 1) / 4 = 1.75.
    const shorter = await run(['run', '--top', '1', '--param', 'window=4'], env);
    expect(shorter.stdout).toContain('Purchasing 1 newcomer');
    expect(market.requests).toHaveLength(4);
  });

  it('does not take parameters of the config file for another strategy of the command line', async () => {
    const { env, home } = await arrange();
    writeFileSync(path.join(home, 'config.toml'), 'params = "window=20"\n');
    const reasons = async (...args: string[]) =>
      JSON.parse((await run(['run', '--dry-run', '--json', ...args], env)).stdout).decisions[0].reason;
    expect(await reasons()).toContain('20-day average');
    expect(await reasons('--strategy', 'below-average')).toContain('20-day average');
    expect(await reasons('--strategy', 'dca')).not.toContain('average');
    expect((await run(['run', '--strategy', 'dca', '--param', 'window=20'], env)).code).toBe(2);
  });

  it('buys the more the stronger the signal is, in whole steps', async () => {
    const { env } = await arrange();
    const sizing = {
      CRYPTO_BOT_SIZING_MAX_MULTIPLIER: '3',
      CRYPTO_BOT_SIZING_STEP: '0.0001',
      CRYPTO_BOT_NOTIONAL: '25',
    };
    const params = { CRYPTO_BOT_PARAMS: 'strength_span=2' };
    const { stdout } = await run(['run', '--top', '1', '--json'], { ...env, ...sizing, ...params });
    // 1.5538… % below, of 2 %: strength 0.7769, multiplier 2.5538, 63.845 of 49053 a coin: 0.0013015…, cut to 0.0013.
    expect(JSON.parse(stdout).purchases).toMatchObject([{ quantity: '0.0013' }]);
    expect(JSON.parse(stdout).decisions[0].reason).toContain(', 2.5538 times the usual amount');
  });
});
