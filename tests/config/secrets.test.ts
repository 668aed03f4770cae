import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openContext } from '../../src/commands/context.js';
import { readConfig } from '../../src/config.js';
import { openTerminal } from '../../src/runtime/terminal.js';
import { wirePorts } from '../../src/wiring.js';
import { temporaryFolder } from '../support/program.js';

describe('the passwords of the configuration', () => {
  it.each<[url: string, secrets: string[]]>([
    ['postgresql://me:hunter2@db.example/bot', ['hunter2']],
    ['postgresql://me:hunter%22%21@db.example/bot', ['hunter%22%21', 'hunter"!', 'hunter%22!']],
    ["postgresql://me:it's%21@db.example/bot", ["it's%21", "it's!"]],
    ['postgresql://me:hunter2@/bot?host=/run/postgresql', ['hunter2']],
    ['postgresql:///bot?host=/run/postgresql&user=me&password=hunter%202', ['hunter%202', 'hunter 2']],
    ['postgresql://me@db.example/bot?sslpassword=hunter+2#x', ['hunter+2', 'hunter 2', 'hunter%2B2', 'hunter%202']],
    ['postgresql://me:hun@ter2@db.example/bot', ['hun@ter2', 'hun%40ter2']],
    ['postgresql://me:hun/ter2@db.example/bot', ['hun/ter2', 'hun%2Fter2']],
    ['postgresql://me:one@db.example/bot?password=two', ['one', 'two']],
    ['postgresql://me:%zz@db.example/bot', ['%zz', '%25zz']],
    ['postgresql://db.example:5432/bot', []],
    ['file:/home/me:x/crypto-bot.db', []],
  ])('are known, as written, as decoded and as escaped: %s', async (url, secrets) => {
    const config = await readConfig({}, { CRYPTO_BOT_HOME: temporaryFolder(), DATABASE_URL: url });
    expect([...config.secrets].sort()).toEqual([...secrets].sort());
  });

  it('are known of every address', async () => {
    const { secrets } = await readConfig(
      { settings: { copyTo: 'postgresql://me:of-target@db.example/bot' } },
      {
        CRYPTO_BOT_HOME: temporaryFolder(),
        CRYPTO_BOT_COINGECKO_URL: 'https://me:of-market@gecko.example/v3',
        HTTP_PROXY: 'me:of-proxy@proxy.example:3128',
        HTTPS_PROXY: 'http://me:of-other-proxy@proxy.example:3128',
        COINGECKO_API_KEY: 'CG-key',
      },
    );
    expect([...secrets].sort()).toEqual(['CG-key', 'of-market', 'of-other-proxy', 'of-proxy', 'of-target']);
  });

  it('are masked whole, where one is part of another', async () => {
    vi.stubEnv('CRYPTO_BOT_HOME', temporaryFolder());
    vi.stubEnv('COINGECKO_API_KEY', 'CG-top');
    vi.stubEnv('DATABASE_URL', 'postgresql://me:CG-topsecret@db.example/bot');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { redact } = await openContext({}, openTerminal(process.stdout, process.stderr), wirePorts);
    expect(redact('neither CG-topsecret nor CG-top')).toBe('neither *** nor ***');
  });
});
