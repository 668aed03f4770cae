import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../src/cli.js';
import { program } from '../../src/commands/index.js';
import { readConfig } from '../../src/config.js';
import { effectiveSettings } from '../../src/settings/effective-settings.js';
import { temporaryFolder } from '../support/program.js';

/** Of each port and of the tick a setting that is wrong, one of them in a way that others show. */
const wrong = {
  CRYPTO_BOT_TOP: '0',
  CRYPTO_BOT_QUOTE_CURRENCY: 'chf',
  CRYPTO_BOT_CAPS_DAY: '1e3',
  CRYPTO_BOT_STRATEGY: 'none',
  CRYPTO_BOT_NOTIFY_EMAIL_TO: 'me@example.com',
  CRYPTO_BOT_BROKER: 'none',
  CRYPTO_BOT_HTTP_CONNECT_TIMEOUT_SECONDS: '-1',
  HTTP_PROXY: 'ftp://proxy',
};
const all = Object.keys(wrong);

/** Which of them stop a command. */
async function stoppedBy(command: string): Promise<string[]> {
  const terminal = {
    columns: 80,
    colorful: false,
    interactive: false,
    print: async () => true,
    progress: () => {},
    complain: () => {},
  };
  const CRYPTO_BOT_HOME = temporaryFolder();
  const told = await runProgram(command.split(' '), {
    terminal,
    program,
    open: async (flags) => {
      await readConfig(flags, { ...wrong, CRYPTO_BOT_HOME });
      throw new Error('read');
    },
  }).catch((error: Error) => error.message);
  return all.filter((name) => String(told).includes(name.replace('CRYPTO_BOT_NOTIFY_EMAIL_TO', 'notify.email.to')));
}

const network = ['CRYPTO_BOT_HTTP_CONNECT_TIMEOUT_SECONDS', 'HTTP_PROXY'];
const market = ['CRYPTO_BOT_QUOTE_CURRENCY', ...network];
const trial = ['CRYPTO_BOT_TOP', 'CRYPTO_BOT_QUOTE_CURRENCY', 'CRYPTO_BOT_CAPS_DAY', 'CRYPTO_BOT_STRATEGY'];

describe('what is wrong with settings', () => {
  it.each([
    ['run', all],
    ['config check', all],
    ['config show', []],
    ['backup new.db', []],
    ['restore old.db', []],
    ['verify', []],
    ['copy --to file:new.db', []],
    ['history', []],
    ['orders', []],
    ['why', []],
    ['prune --decisions-before 2026-01-01', []],
    ['compare', market],
    ['prices fetch --coins bitcoin', market],
    ['portfolio', market],
    ['cash deposit 5', ['CRYPTO_BOT_QUOTE_CURRENCY']],
    ['orders cancel x', ['CRYPTO_BOT_BROKER', ...market]],
    ['notify test', ['CRYPTO_BOT_NOTIFY_EMAIL_TO', ...network]],
    ['metrics', ['CRYPTO_BOT_CAPS_DAY', 'CRYPTO_BOT_QUOTE_CURRENCY']],
    ['strategies', ['CRYPTO_BOT_STRATEGY']],
    ['backtest --prices x.csv', trial],
    ['live off', []],
    ['status', ['CRYPTO_BOT_CAPS_DAY', 'CRYPTO_BOT_BROKER', ...market]],
    ['schedule', []],
    ['schedule remove', []],
  ])('stops %s only where it uses them', async (command, names) => {
    expect((await stoppedBy(command)).sort()).toEqual([...names].sort());
  });

  it('stops every command where it may be a setting of the ledger that is misspelt', async () => {
    const env = { CRYPTO_BOT_HOME: temporaryFolder(), CRYPTO_BOT_DATABASE_ULR: 'file:other.db' };
    await expect(readConfig({ uses: [] }, env)).rejects.toThrow('CRYPTO_BOT_DATABASE_ULR');
    await expect(readConfig({ uses: [] }, { ...env, DATABASE_URL: 'ftp://x' })).rejects.toThrow('DATABASE_URL');
  });

  it('leaves the defaults in effect for a command that does not use them', async () => {
    const home = temporaryFolder();
    writeFileSync(
      path.join(home, 'config.toml'),
      'top = [1]\nnotional = 5\nquantity = 1\n[strategies.mine]\nkind = "no"\n',
    );
    const config = await readConfig({ uses: [] }, { ...wrong, CRYPTO_BOT_HOME: home });
    expect([config.top, config.rule.name, config.capDay]).toEqual([3, 'below-average', undefined]);
  });

  it('is shown in place of the value, of each setting and of none', async () => {
    const config = await readConfig(
      { uses: 'none' },
      { ...wrong, CRYPTO_BOT_TPO: '1', CRYPTO_BOT_HOME: temporaryFolder() },
    );
    expect(effectiveSettings(config).find(({ key }) => key === 'top')).toMatchObject({
      value: null,
      from: 'environment',
      problem: 'CRYPTO_BOT_TOP in the environment is "0", but expected a whole number from 1 to 250, such as 3',
    });
    expect(config.otherProblems.join('\n')).toMatch(/CRYPTO_BOT_TPO.*\n(.*\n)*notify\.email\.to/);
  });
});
