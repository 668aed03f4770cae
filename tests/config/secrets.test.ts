import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { temporaryFolder } from '../support/program.js';

describe('the passwords of the configuration', () => {
  it.each<[url: string, secrets: string[]]>([
    ['postgresql://me:hunter2@db.example/bot', ['hunter2']],
    ['postgresql://me:hunter%22%21@db.example/bot', ['hunter"!']],
    ['postgresql:///bot?host=/run/postgresql&user=me&password=hunter%202', ['hunter 2']],
    ['postgresql://me:hun@ter2@db.example/bot', ['hun@ter2']],
    ['postgresql://me:one@db.example/bot?password=two', ['two']],
    ['postgresql://db.example:5432/bot', []],
    ['file:/home/me:x/crypto-bot.db', []],
  ])('are known: %s', async (url, secrets) => {
    const config = await readConfig({}, { CRYPTO_BOT_HOME: temporaryFolder(), DATABASE_URL: url });
    expect(config.secrets).toEqual(secrets);
  });

  it('are known of every address', async () => {
    const { secrets } = await readConfig(
      { settings: { copyTo: 'postgresql://me:of-target@db.example/bot' } },
      {
        CRYPTO_BOT_HOME: temporaryFolder(),
        CRYPTO_BOT_COINGECKO_URL: 'https://of-user:of-market@gecko.example/v3?key=of-parameter',
        HTTP_PROXY: 'me:of-proxy@proxy.example:3128',
        HTTPS_PROXY: 'http://me:of-other-proxy@proxy.example:3128',
        COINGECKO_API_KEY: 'CG-key',
      },
    );
    expect([...secrets].sort()).toEqual(
      ['CG-key', 'of-user', 'of-market', 'of-parameter', 'me', 'of-proxy', 'me', 'of-other-proxy', 'of-target'].sort(),
    );
  });
});
