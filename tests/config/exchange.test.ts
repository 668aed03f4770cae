import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { temporaryFolder } from '../support/program.js';

/** The settings that an environment and a config file make. */
function config(env: Readonly<Record<string, string>>, file = '') {
  const home = temporaryFolder();
  writeFileSync(path.join(home, 'config.toml'), file);
  return readConfig({}, { CRYPTO_BOT_HOME: home, CRYPTO_BOT_BROKER: 'kraken', ...env });
}

describe('the settings of an exchange', () => {
  it('are read from the config file, pairs as a table of their own', async () => {
    const file = `
      broker = "binance"
      [exchange]
      key_file = "key.json"
      sandbox = true
      max_slippage_bps = 0
      quote = "USDC"
      [exchange.pairs]
      bitcoin = "BTC/USDC"
      "some.coin-2" = "SOME/USDC"`;
    const read = await config({ CRYPTO_BOT_BROKER: '' }, file);
    expect(read).toMatchObject({ broker: 'binance', exchangeSandbox: true, exchangeQuote: 'USDC' });
    expect(read.exchangePairs).toEqual(
      new Map([
        ['bitcoin', 'BTC/USDC'],
        ['some.coin-2', 'SOME/USDC'],
      ]),
    );
    expect(read.maxSlippageBps.toFixed()).toBe('0');
    expect(read.exchangeKeyFile).toBe(path.join(path.dirname(read.configFile ?? ''), 'key.json'));
  });

  it('name pairs in the environment with commas', async () => {
    const { exchangePairs } = await config({ CRYPTO_BOT_EXCHANGE_PAIRS: 'bitcoin=BTC/USD, ripple = XRP/USD' });
    expect(exchangePairs?.get('ripple')).toBe('XRP/USD');
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'an exchange that is not known',
      { CRYPTO_BOT_BROKER: 'mtgox' },
      'expected one of paper, kraken, coinbase, binance',
    ],
    [
      'a short deadline',
      { CRYPTO_BOT_DEADLINE_SECONDS: '39' },
      'is 39, but an order at kraken needs 40 at least: raise',
    ],
    ['a quote that is no dollar', { CRYPTO_BOT_EXCHANGE_QUOTE: 'EUR' }, 'EUR, which cannot be taken as the usd of'],
    ['a pair in another currency', { CRYPTO_BOT_EXCHANGE_PAIRS: 'bitcoin=BTC/EUR' }, 'not paid in USD as this ledger'],
    ['a pair that is none', { CRYPTO_BOT_EXCHANGE_PAIRS: 'bitcoin=BTC' }, 'expected ids of coins'],
    ['two pairs of a coin', { CRYPTO_BOT_EXCHANGE_PAIRS: 'a=A/USD,a=B/USD' }, 'expected ids of coins, none twice'],
    ['an address that is not encrypted', { CRYPTO_BOT_EXCHANGE_URL: 'http://example.com' }, 'expected an https://'],
    ['prices that are made up', { CRYPTO_BOT_MARKET: 'sample' }, 'made up, but kraken spends real money'],
    [
      'a time that is made up',
      { CRYPTO_BOT_NOW: '2026-11-22T22:15:00Z' },
      'CRYPTO_BOT_NOW is set, but kraken trades now',
    ],
    ['no grace', { CRYPTO_BOT_EXCHANGE_GRACE_SECONDS: '59' }, 'expected seconds, from 60 to 86400'],
    ['any deviation', { CRYPTO_BOT_EXCHANGE_MAX_DEVIATION_PERCENT: '21' }, 'expected a decimal number from 0.1 to 20'],
    ['neither yes nor no', { CRYPTO_BOT_EXCHANGE_SANDBOX: '1' }, 'expected true or false'],
  ])('refuse %s', async (_, env, words) => {
    await expect(config(env)).rejects.toMatchObject({ code: 'config', message: expect.stringContaining(words) });
  });

  it.each([{ CRYPTO_BOT_MARKET: 'sample' }, { CRYPTO_BOT_NOW: '2026-11-22T22:15:00Z' }])(
    'allow %j where a simulator takes the place of the exchange, and on paper',
    async (env) => {
      const simulated = await config({ ...env, CRYPTO_BOT_EXCHANGE_URL: 'http://127.0.0.1:8000/' });
      expect(simulated.exchangeUrl).toBe('http://127.0.0.1:8000');
      expect((await config({ ...env, CRYPTO_BOT_BROKER: 'paper' })).broker).toBe('paper');
    },
  );

  it('keep key and secret from being shown, line by line', async () => {
    const secret = '-----BEGIN EC PRIVATE KEY-----\\nMHcCAQEEIFirstLineOfIt\\n-----END EC PRIVATE KEY-----';
    const { secrets } = await config({
      CRYPTO_BOT_EXCHANGE_API_KEY: 'the-key',
      CRYPTO_BOT_EXCHANGE_API_SECRET: secret,
    });
    expect(secrets).toEqual(expect.arrayContaining(['the-key', secret, 'MHcCAQEEIFirstLineOfIt']));
  });
});
