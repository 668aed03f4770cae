import { readdirSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'libsql';
import { describe, expect, it } from 'vitest';
import { listed, servedCoin, servedCoins } from '../support/market-server.js';
import { runHere as run } from '../support/run-here.js';
import { arrange, NOW, type Scene } from '../support/scene.js';

const FIRST = '2026-11-21T10:15:00Z';

/** A ledger of two ticks, the first of four coins and the second of three, one of which cannot be judged. */
async function twoTicks(): Promise<Scene> {
  const scene = await arrange();
  await run(['run', '--top', '4'], scene.at(FIRST));
  scene.market.misbehaveOn('ethereum/market_chart', { status: 404, body: { error: 'coin not found' } });
  await run(['run', '--once-per', 'hour'], scene.at(NOW));
  return scene;
}

const outline = (stdout: string) =>
  JSON.parse(stdout).decisions.map(
    ({ tick, coin, action, again }: Record<string, Record<string, string>>) =>
      `${tick?.startedAt?.slice(0, 10)} ${action} ${coin}: ${again?.verdict}`,
  );

describe('crypto-bot why', () => {
  it('explains all coins of the latest tick, one coin, or a tick of the past, and asks nobody', async () => {
    const { env, market } = await twoTicks();
    const before = market.requests.length;
    const why = async (...args: string[]) => outline((await run(['why', '--json', ...args], env)).stdout);
    expect(await why()).toEqual([
      '2026-11-22 buy bitcoin: same',
      '2026-11-22 skip ethereum: no inputs',
      '2026-11-22 buy tether: same',
    ]);
    expect(await why('BTC', '--last', '5')).toEqual(['2026-11-22 buy bitcoin: same', '2026-11-21 buy bitcoin: same']);
    expect(await why('ripple')).toEqual(['2026-11-21 hold ripple: same']);
    expect(await why('--at', '2026-11-21')).toHaveLength(4);
    expect(await why('bitcoin', '--at', '2026-11-21T10:14:59.999Z')).toEqual([]);
    expect(market.requests).toHaveLength(before);
  });

  it('prints words and a table, plain when piped', async () => {
    const { env } = await twoTicks();
    const { code, stdout, stderr } = await run(['why', 'tether', '--at', FIRST], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.replace(/^Tick \S+/, 'Tick <id>')).toMatchInlineSnapshot(`
      "Tick <id> at 2026-11-21T10:15:00.000Z
      below-average, prices of coingecko in usd

      tether (usdt)
        0.999586 is 0.15 % below its 10-day average 1.0010386: buy 1

        2026-11-13   1.0012
        2026-11-14   1.0012
        2026-11-15   1.0012
        2026-11-16   1.0012
        2026-11-17   1.0012
        2026-11-18   1.0012
        2026-11-19   1.0012
        2026-11-20   1.0012
        2026-11-21   1.0012
        price then   0.999586
        ─────────────────────
        sum         10.010386
        sum / 10     1.0010386

        price            0.999586 usd
        24 h low         0.999586
        24 h high        0.999586
        24 h change      -2246.57482218
        24 h change, %   -4.37931
        market cap       58101213567
        its rank         3
        its 24 h change  -41121427948.2572
        its change, %    -4.28819
        updated at       2026-11-21T10:15:00.000Z
        fetched at       2026-11-21T10:15:00.000Z
        the rule has     window 10, margin 0, strength_span 20
        one buy is       1 usdt

        ordered          1 at 0.999586: 0.999586 usd
        filled           1 at 0.999586: 0.999586 usd, fee 0, 2026-11-21T10:15:00.000Z
        decided again    the same
      "
    `);
  });

  it('says that a decision was changed, and names a row it cannot read', async () => {
    const { env, home } = await twoTicks();
    const database = new Sqlite(path.join(home, 'crypto-bot.db'));
    database.exec(
      `UPDATE decision SET inputs = replace(inputs, 'Bitcoin","49053"', 'Bitcoin","59053"') WHERE coin_id = 'bitcoin'`,
    );
    database.exec(`UPDATE decision SET inputs = '{' WHERE coin_id = 'tether'`);
    database.close();
    const changed = await run(['why', 'bitcoin'], env);
    expect(changed.stdout).toMatch(/decided again {4}this version decides otherwise: 59053 is 16.18 % above/);
    expect(changed.code).toBe(0);
    const broken = await run(['why', 'tether'], env);
    expect(broken).toMatchObject({ code: 5, stdout: '' });
    expect(broken.stderr).toMatch(/^crypto-bot: the ledger is damaged: .*decision, row "\S+ tether", inputs is "\{"/);
  });

  it('says what to do when there is nothing yet, and makes nothing', async () => {
    const { env, home } = await arrange();
    for (const args of [['why'], ['why', 'bitcoin', '--at', FIRST]])
      expect(await run(args, env)).toMatchObject({
        code: 0,
        stderr: `crypto-bot: there is no ledger at ${home}/crypto-bot.db\n`,
        stdout: expect.stringContaining('crypto-bot run'),
      });
    expect(readdirSync(home)).toEqual([]);
  });

  it('knows a coin that never had a price', async () => {
    const { env, market } = await arrange();
    const [bitcoin, ethereum] = servedCoins.map((coin, index) => listed(coin, index + 1, new Date(NOW)));
    market.misbehaveOn('coins/markets', { body: [bitcoin, { ...ethereum, current_price: null }] });
    await run(['run', '--top', '2'], env);
    const { code, stdout } = await run(['why', 'ethereum'], env);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ethereum \(eth\)\n {2}.*price.*: skip$/m);
  });

  it('refuses wrong values, all at once', async () => {
    const { env, market, at } = await arrange();
    market.serve([...servedCoins.slice(0, 1), servedCoin('bitcoin-two', 'BTC', 'Bitcoin Two', '1', '1', '2')]);
    await run(['run', '--top', '2'], at(NOW));
    const refused = async (...args: string[]) => {
      const { code, stderr } = await run(['why', ...args], env);
      return { code, stderr };
    };
    expect(await refused('btc')).toEqual({
      code: 2,
      stderr: 'crypto-bot: btc is the symbol of several coins: say bitcoin or bitcoin-two\n',
    });
    expect((await run(['why', 'Bitcoin Two'], env)).stdout).toMatch(/^bitcoin-two \(BTC\)$/m);
    expect(await refused('doge')).toEqual({
      code: 2,
      stderr: 'crypto-bot: "doge" is no coin this ledger knows: crypto-bot portfolio lists what is held\n',
    });
    expect(await refused('--at', 'noon', '--last', '0')).toEqual({
      code: 2,
      stderr: expect.stringMatching(/--at is "noon", but expected.*\n--last is "0", but expected/),
    });
  });
});
