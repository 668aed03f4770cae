import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { toExactString } from '../../src/core/money.js';
import { anAccount, type ExchangeName } from '../exchanges/account.js';
import { page } from '../exchanges/faults.js';
import { exchanges } from '../exchanges/simulators.js';
import { temporaryFolder } from '../support/program.js';
import { runHere as run } from '../support/run-here.js';

/** A simulator, and `exchange` run against it, in a fresh home. */
async function arranged(name: ExchangeName) {
  const { simulator, env } = await anAccount(name);
  const home = temporaryFolder();
  const exchange = (args: readonly string[] = [], changes: Readonly<Record<string, string>> = {}) =>
    run(['exchange', ...args], { CRYPTO_BOT_HOME: home, ...env, ...changes });
  return { simulator, env, home, exchange };
}

describe('crypto-bot exchange --validate', () => {
  it('has Kraken check the smallest order of each pair, which buys nothing', async () => {
    const { exchange, simulator } = await arranged('kraken');
    const { venue } = simulator;
    const { code, stdout } = await exchange(['--validate']);
    const said = 'checked, and not placed: Kraken would take an order for 0.00005 BTC at 50000 USD';
    expect([code, stdout.replaceAll(/\s+/g, ' ')]).toEqual([0, expect.stringContaining(said)]);
    simulator.mode = 'cancel only';
    const refused = await exchange(['--validate', '--json']);
    expect([refused.code, venue.state().orders]).toEqual([0, []]); // the pair itself says that it takes no orders
    simulator.mode = 'online';
    const body = { error: ['EOrder:Trading agreement required'] };
    simulator.faults.set('place', { kind: 'answers', acts: false, answer: { status: 200, body } });
    const { code: refusedCode, stdout: json } = await exchange(['--validate', '--json']);
    const [{ validated }] = JSON.parse(json).pairs;
    const refusal = 'EOrder:Trading agreement required';
    expect([refusedCode, validated]).toEqual([4, { quantity: '0.00005', limitPrice: '50000', refusal }]);
    expect([venue.state().orders, simulator.requests.some(({ body }) => body.includes('validate=true'))]).toEqual([
      [],
      true,
    ]);
  });

  it('is told apart from an order: nothing is asked where the exchange has no such check', async () => {
    for (const name of ['coinbase', 'binance'] as const) {
      const { exchange, simulator } = await arranged(name);
      const { code, stderr } = await exchange(['--validate']);
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(/can have no order checked at \w+: use crypto-bot run --dry-run/),
      ]);
      expect(simulator.requests).toEqual([]);
    }
  });
});

describe.each(exchanges)('crypto-bot exchange at $name', ({ name, symbol }) => {
  it('prints balances, rights and pairs as JSON', async () => {
    const { exchange, simulator } = await arranged(name);
    const { code, stdout, stderr } = await exchange(['--json']);
    expect([code, stderr]).toEqual([0, '']);
    const { feeRate, makerFeeRate } = simulator.venue;
    const fees = { feeRate: toExactString(feeRate), makerFeeRate: toExactString(makerFeeRate) };
    expect(JSON.parse(stdout)).toMatchObject({
      exchange: name,
      quoteCurrency: 'usd',
      sandbox: false,
      live: false,
      permissions: { trade: true, withdraw: false },
      balances: [{ currency: symbol.split('/')[1], free: '100000', held: '0', total: '100000' }],
      pairs: [
        { coin: 'bitcoin', pair: symbol, ask: '50000', problem: null, ...fees },
        { coin: 'ethereum', ask: null },
      ],
    });
  });

  it('names a clock that is wrong, a key that may withdraw, and one that may not trade', async () => {
    const { exchange, simulator } = await arranged(name);
    simulator.venue.clock.advance(-60_000);
    simulator.rights.add('withdraw');
    simulator.rights.delete('trade');
    const warnings =
      /machine's clock is 6\d s ahead of.*Beware: the key may not trade.*Beware: the key may withdraw money/s;
    expect((await exchange()).stdout).toMatch(warnings);
  });

  it('refuses a key that the exchange does not know with 4, and says what to do, without the key', async () => {
    const { exchange, simulator, home } = await arranged(name);
    const key = 'a-key-that-nobody-knows';
    const { code, stderr } = await exchange(['--verbose'], { CRYPTO_BOT_EXCHANGE_API_KEY: key });
    expect(code).toBe(4);
    expect(stderr).toMatch(/refused .*: (check|give) /);
    const texts = [stderr, readFileSync(path.join(home, 'logs', 'app.log'), 'utf8')].join();
    for (const secret of [key, simulator.secret]) expect(texts).not.toContain(secret);
  });

  it('says in plain words that the exchange does not answer, or not in its format', async () => {
    const { exchange, simulator } = await arranged(name);
    simulator.faults.set('account', { kind: 'answers', acts: true, answer: page(503) });
    expect(await exchange()).toMatchObject({ code: 4, stderr: expect.stringMatching(/503 and no data: try again/) });
    simulator.faults.set('account', { kind: 'lost', acts: true }, 2);
    expect(await exchange()).toMatchObject({ code: 4, stderr: expect.stringMatching(/closed the connection/) });
  });

  it('leaves no key or secret anywhere, whatever the exchange echoes', async () => {
    const { exchange, simulator, home } = await arranged(name);
    const echo = JSON.stringify({
      error: [`${simulator.apiKey} ${simulator.secret}`],
      code: -1,
      msg: simulator.secret,
    });
    simulator.faults.set('account', { kind: 'answers', acts: true, answer: { status: 400, body: echo } });
    const { stdout, stderr } = await exchange(['--verbose', '--json']);
    const texts = [stdout, stderr, readFileSync(path.join(home, 'logs', 'app.log'), 'utf8')].join();
    const lines = simulator.secret.split('\n').filter((line) => line.length > 15 && !line.startsWith('-----'));
    for (const secret of [simulator.apiKey, ...lines]) expect(texts).not.toContain(secret);
  });
});

describe('crypto-bot exchange', () => {
  it('prints for people', async () => {
    const { exchange } = await arranged('kraken');
    expect((await exchange()).stdout).toMatchInlineSnapshot(`
      "Kraken: real money; live is off.

      Balances:
        USD    100000 free

      Pairs:
        bitcoin: BTC/USD, step 0.00000001, tick 0.1, at least 0.00005 BTC and 0.5 USD,
        taker fee 0.26 %, maker fee 0.16 %, offered at 50000
        ethereum: ETH/USD, step 0.00000001, tick 0.01, at least 0.002 ETH and 0.5 USD,
        taker fee 0.26 %, maker fee 0.16 %, nobody offers it
      "
    `);
  });

  it.each([
    ['no key', { CRYPTO_BOT_EXCHANGE_API_KEY: '' }, /there is no API key of the exchange: set exchange.key_file/],
    ['no secret', { CRYPTO_BOT_EXCHANGE_API_SECRET: '' }, /no secret of the API key/],
    ['a secret that is no base64', { CRYPTO_BOT_EXCHANGE_API_SECRET: 'no!' }, /the secret is not base64/],
    ['paper', { CRYPTO_BOT_BROKER: 'paper' }, /broker is paper: set it to kraken, coinbase or binance/],
    ['a sandbox that there is not', { CRYPTO_BOT_EXCHANGE_SANDBOX: 'true' }, /Kraken has no sandbox that trades/],
  ])('refuses %s with 2, before it asks', async (_, changes, words) => {
    const { exchange, simulator } = await arranged('kraken');
    expect(await exchange([], changes)).toMatchObject({ code: 2, stderr: expect.stringMatching(words) });
    expect(simulator.requests).toEqual([]);
  });

  it('takes key and pairs from the config file, and the key only from a file that is its owner’s alone', async () => {
    const { env, simulator, home } = await arranged('kraken');
    const { apiKey: key, secret } = simulator;
    writeFileSync(path.join(home, 'key.json'), JSON.stringify({ key, secret }), { mode: 0o644 });
    const settings = [
      'broker = "kraken"',
      'quote_currency = "eur"',
      '[exchange]',
      'key_file = "key.json"',
      'max_slippage_bps = 20',
      '[exchange.pairs]',
      'bitcoin = "BTC/EUR"',
    ];
    writeFileSync(path.join(home, 'config.toml'), settings.join('\n'));
    const own = { CRYPTO_BOT_HOME: home, CRYPTO_BOT_EXCHANGE_URL: env.CRYPTO_BOT_EXCHANGE_URL ?? '' };
    const refused = await run(['exchange'], own);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringMatching(/may be read by others.*chmod 600/) });
    writeFileSync(path.join(home, 'other.json'), JSON.stringify({ key, secret }), { mode: 0o600 });
    const { code, stdout } = await run(['exchange'], { ...own, CRYPTO_BOT_EXCHANGE_KEY_FILE: `${home}/other.json` });
    expect([code, stdout]).toEqual([0, expect.stringContaining('bitcoin: BTC/EUR')]);
    expect((await run(['config', 'show'], own)).stdout).not.toMatch(new RegExp(`${key}|${secret}`));
  });
});
