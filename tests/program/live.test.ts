import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { anAccount, type ExchangeName } from '../exchanges/account.js';
import { levels } from '../exchanges/book.js';
import { exchanges } from '../exchanges/simulators.js';
import { open } from '../ledger/ledgers.js';
import { temporaryFolder } from '../support/program.js';
import { runHere as run } from '../support/run-here.js';
import { arrange } from '../support/scene.js';

const caps = { CRYPTO_BOT_CAPS_TICK: '300', CRYPTO_BOT_CAPS_DAY: '600' };

/** A simulator, and commands that are run against it, in a fresh home. */
async function arranged(name: ExchangeName) {
  const { simulator, env } = await anAccount(name);
  const home = temporaryFolder();
  const live = (args: readonly string[], changes: Readonly<Record<string, string>> = {}) =>
    run(['live', ...args], { CRYPTO_BOT_HOME: home, ...env, ...caps, ...changes });
  const status = async (changes: Readonly<Record<string, string>> = {}) =>
    JSON.parse((await live(['status', '--json'], changes)).stdout);
  return { simulator, env, home, live, status };
}

const OFF = { live: false, since: null, exchange: null };

describe.each(exchanges)('crypto-bot live at $name', ({ name }) => {
  it('changes nothing without --yes, and says what it would allow', async () => {
    const { live, status, simulator } = await arranged(name);
    const { code, stdout, stderr } = await live(['on']);
    expect([code, stderr]).toEqual([2, 'crypto-bot: nothing was changed: to turn it on, repeat with --yes\n']);
    expect(stdout).toMatch(/A tick +at most 300 USD.*A day +at most 600 USD.*A month +at most 18600 USD/s);
    expect(await status()).toEqual(OFF);
    expect(simulator.posts.size).toBe(0);
  });

  it('is on with --yes, and off again without the exchange, a key, or settings that are right', async () => {
    const { live, status, simulator, home } = await arranged(name);
    expect(await live(['on', '--yes'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/Live is on\.\n$/) });
    expect(await status()).toEqual({ live: true, since: expect.any(String), exchange: name });
    await simulator.close();
    writeFileSync(path.join(home, 'config.toml'), 'broker = "mtgox"\nno_such_setting = 1\n');
    const { code, stdout } = await live(['off'], { CRYPTO_BOT_EXCHANGE_API_KEY: '' });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^Live is off in \/.*: no order is sent from now on/)]);
    expect(await status()).toEqual({ live: false, since: expect.any(String), exchange: name });
  });

  it('refuses a key that the exchange does not know, or that may not trade, and begins no ledger for it', async () => {
    const { live, simulator, home } = await arranged(name);
    const unknown = await live(['on', '--yes'], { CRYPTO_BOT_EXCHANGE_API_KEY: 'unknown' });
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringMatching(/refused .*: (check|give) /) });
    simulator.rights.delete('trade');
    expect(await live(['on', '--yes'])).toMatchObject({ code: 2, stderr: expect.stringMatching(/may not trade/) });
    expect(existsSync(path.join(home, 'crypto-bot.db'))).toBe(false);
  });
});

describe('a ledger of a test system', () => {
  it('says so in every report for people, from what it remembers, and asks the exchange nothing for it', async () => {
    const { env: scene } = await arrange();
    const { simulator, env } = await anAccount('binance');
    const [market] = exchanges.filter(({ name }) => name === 'binance');
    simulator.venue.offer(market?.pairId ?? '', levels(['49053', '5']));
    const there = { ...scene, ...env, ...caps, CRYPTO_BOT_EXCHANGE_SANDBOX: 'true' };
    const note = 'Note: orders go to a test system of the exchange: no real money is spent\n';
    expect(await run(['live', 'on', '--yes'], there)).toMatchObject({ code: 0 });
    const tick = ['run', '--coins', 'bitcoin', '--notional', '100', '--once-per', 'hour'];
    for (const what of [/Purchase made/, /is already recorded/]) {
      const { code, stdout } = await run(tick, there);
      expect([code, stdout]).toEqual([0, expect.stringMatching(what)]);
      expect(stdout).toContain(note);
    }
    const asked = simulator.requests.length;
    const commands = ['portfolio --offline', 'status --offline', 'orders', 'history', 'why', 'cash'];
    commands.push('compare', 'verify', 'live status');
    for (const args of commands.map((command) => command.split(' '))) {
      const { stdout } = await run(args, scene);
      expect(stdout.split(note), args.join(' ')).toHaveLength(2);
      expect((await run([...args, '--json'], scene)).stdout).not.toContain('test system');
    }
    const [order] = JSON.parse((await run(['orders', '--json'], scene)).stdout).orders;
    for (const args of [
      ['orders', 'cancel', order.id],
      ['live', 'off'],
    ])
      expect((await run(args, there)).stdout.split(note), args.join(' ')).toHaveLength(2);
    expect(simulator.requests.length).toBe(asked);
  });
});

describe('crypto-bot live', () => {
  it('says what it would allow in plain words', async () => {
    const { live, simulator, home } = await arranged('kraken');
    simulator.rights.add('withdraw');
    const { stdout } = await live(['on'], { CRYPTO_BOT_NOTIONAL: '100', CRYPTO_BOT_CAPS_MONTH: '1000' });
    expect(stdout.replace(home, '<home>')).toMatchInlineSnapshot(`
      "Every run may then buy for real money, without asking again:
        Where   Kraken, with 100000 USD to spend
        Key     may trade, and may withdraw
        Ledger  file://<home>/crypto-bot.db
        What    bitcoin as BTC/USD, ethereum as ETH/USD; and any other coin that the
                settings choose and that has a pair
        How     limit orders, at most 0.5 % above the price decided on
        Fees    0.26 %, within the amounts below
        A tick  at most 300 USD
        A day   at most 600 USD
        A month at most 1000 USD
        To stop crypto-bot live off
      Beware: the key may withdraw money: make one without that right, and delete this
      one
      Beware: a tick with all its buys takes 302.29 USD, slippage and fees included:
      raise caps.tick, or the last one is cut
      "
    `);
  });

  it('keeps no key in the ledger, the log or what it prints', async () => {
    const { live, simulator, home } = await arranged('kraken');
    const { stdout, stderr } = await live(['on', '--yes', '--verbose']);
    const files = ['crypto-bot.db', 'logs/app.log'].map((file) => readFileSync(path.join(home, file), 'latin1'));
    for (const secret of [simulator.apiKey, simulator.secret])
      for (const text of [stdout, stderr, ...files]) expect(text).not.toContain(secret);
  });

  it.each([
    ['without caps.tick', { CRYPTO_BOT_CAPS_TICK: '' }, /needs caps.tick and caps.day/],
    ['without caps.day', { CRYPTO_BOT_CAPS_DAY: '' }, /needs caps.tick and caps.day/],
    ['on paper', { CRYPTO_BOT_BROKER: 'paper' }, /broker is paper/],
  ])('is not turned on %s', async (_, changes, words) => {
    const { live, status } = await arranged('kraken');
    expect(await live(['on', '--yes'], changes)).toMatchObject({ code: 2, stderr: expect.stringMatching(words) });
    expect(await status()).toEqual(OFF);
  });

  it('makes no paper ledger a live one, and no live one another exchange’s', async () => {
    const { live, home, status } = await arranged('kraken');
    const paper = { CRYPTO_BOT_HOME: home, CRYPTO_BOT_MARKET: 'sample' };
    await run(['run'], paper);
    const sample = { CRYPTO_BOT_MARKET: 'sample' };
    const refusal = { code: 2, stderr: expect.stringMatching(/is for the broker paper, not kraken, and stays so/) };
    expect(await live(['on', '--yes'], sample)).toMatchObject(refusal);
    expect(await status()).toEqual(OFF);

    const other = await arranged('binance');
    await other.live(['on', '--yes']);
    const { env } = await anAccount('kraken');
    const changed = { ...env, CRYPTO_BOT_EXCHANGE_QUOTE: '' };
    const stranger = {
      code: 2,
      stderr: expect.stringMatching(/is for the broker binance, not kraken.*set broker to binance, or/),
    };
    expect(await other.live(['on', '--yes'], changed)).toMatchObject(stranger);
    const test = { code: 2, stderr: expect.stringMatching(/not binance-sandbox.*: set exchange.sandbox to false, or/) };
    expect(await other.live(['on', '--yes'], { CRYPTO_BOT_EXCHANGE_SANDBOX: 'true' })).toMatchObject(test);
  });

  it('says which ledger is meant where the settings cannot be read', async () => {
    const { live, home } = await arranged('kraken');
    writeFileSync(path.join(home, 'config.toml'), 'this is no TOML');
    expect(await live(['off'])).toMatchObject({ code: 2, stderr: expect.stringMatching(/is not TOML/) });
    const other = `file:${home}/other.db`;
    expect(await live(['off', '--db', other])).toMatchObject({
      code: 5,
      stdout: '',
      stderr: expect.stringMatching(/there is no ledger at .*other\.db: check the name/),
    });
    await (await open({ url: other, mode: 'write' })).close();
    expect(await live(['off', '--db', other])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/other\.db: no order/),
    });
  });
});
