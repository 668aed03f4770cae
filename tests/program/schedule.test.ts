import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { putProgram } from '../support/path.js';
import { run, start, temporaryFolder } from '../support/program.js';
import { testedProgram } from '../support/tested-program.js';

/** A home, and a `crontab` of its user that keeps a file. */
function arrange(): { env: Record<string, string>; home: string; crontab: string } {
  const home = temporaryFolder();
  const [bin, crontab] = [path.join(home, 'bin'), path.join(home, 'crontab')];
  putProgram(
    bin,
    'crontab',
    `if [ "$1" = -l ]; then if [ -e '${crontab}' ]; then cat '${crontab}'; else exit 1; fi; else cat > '${crontab}'; fi`,
  );
  const env = { HOME: home, PATH: `${bin}:/usr/bin:/bin`, CRYPTO_BOT_HOME: home, CRYPTO_BOT_MARKET: 'sample' };
  return { env, home, crontab };
}

describe('schedule', () => {
  it('shows what a crontab would get, with all that this shell has set', async () => {
    const { env, home, crontab } = arrange();
    const { stdout, stderr, code } = await run(['schedule'], { ...env, CRYPTO_BOT_TOP: '2', NO_PROXY: 'a,b' });
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    const folders = new Set([path.dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin']);
    expect(stdout.split('\n')).toEqual([
      '# crypto-bot: begin',
      expect.stringMatching(/^# One tick per hour, at minute 15\./),
      `15 * * * * PATH=${[...folders].join(':')} CRYPTO_BOT_HOME=${home} CRYPTO_BOT_MARKET=sample CRYPTO_BOT_TOP=2 NO_PROXY=a,b ${testedProgram} run --once-per hour --quiet`,
      '# crypto-bot: end',
      '',
    ]);
    expect(existsSync(crontab)).toBe(false);
    expect((await run(['schedule', 'show', '--at', '5', '--for', 'docker'], env)).stdout).toMatch(
      /^5 \* \* \* \* docker/m,
    );
  });

  it('names the home folder of this shell where the system knows another one for this user', async () => {
    const { env, home, crontab } = arrange();
    const { CRYPTO_BOT_HOME: _, ...own } = env;
    expect(await run(['schedule', 'install'], own)).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(crontab, 'utf8')).toContain(` HOME=${home} CRYPTO_BOT_MARKET=sample `);
  });

  it('says that it is installed, or removed, where it cannot report it', async () => {
    const { env, crontab } = arrange();
    for (const [action, lines] of [
      ['install', /run --once-per hour/],
      ['remove', /^$/],
    ] as const) {
      const full = openSync('/dev/full', 'w');
      const { code, stderr } = await start(['schedule', action], env, full).outcome;
      closeSync(full);
      expect([code, stderr]).toEqual([2, expect.stringContaining('done, but the report could not be written')]);
      expect(readFileSync(crontab, 'utf8')).toMatch(lines);
    }
  });

  it('names the same ledger, config file and log wherever it is run from', async () => {
    const { env, home } = arrange();
    const config = path.join(home, 'my config.toml');
    writeFileSync(config, 'once_per = "day"\n');
    const { stdout } = await run(
      ['schedule', '--db', 'file:my.db', '--config', path.join('..', path.relative('/', config))],
      { ...env, CRYPTO_BOT_LOG_FILE: 'my.log' },
    );
    expect(stdout).toContain(' DATABASE_URL=file:///tmp/my.db ');
    expect(stdout).toContain(' CRYPTO_BOT_LOG_FILE=/tmp/my.log ');
    expect(stdout).toContain(` CRYPTO_BOT_CONFIG='${config}' `);
    expect(stdout).toContain(' run --once-per day --quiet\n');
  });

  it('begins each of several files with its path', async () => {
    const { stdout } = await run(['schedule', '--for', 'systemd'], arrange().env);
    expect(stdout.match(/^# file: .*$/gm)).toEqual([
      '# file: ~/.config/systemd/user/crypto-bot.service',
      '# file: ~/.config/systemd/user/crypto-bot.timer',
    ]);
  });

  it('puts its lines into the crontab once, tries their command as cron runs it, and takes them out again', async () => {
    const { env, crontab, home } = arrange();
    writeFileSync(crontab, '5 4 * * * true\n');
    const first = await run(['schedule', 'install'], env);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain('\nInstalled. Its command is tried as crontab will run it, with --dry-run:\n');
    expect(first.stdout).toMatch(/Purchasing 1 .*It works\.\n$/s);
    const installed = readFileSync(crontab, 'utf8');
    expect(installed).toBe(`5 4 * * * true\n${(await run(['schedule'], env)).stdout}`);
    expect(existsSync(path.join(home, 'crypto-bot.db'))).toBe(false);

    expect((await run(['schedule', 'install'], env)).stdout).toContain('\nIt was installed already. ');
    expect(readFileSync(crontab, 'utf8')).toBe(installed);
    expect(await run(['schedule', 'remove'], env)).toMatchObject({ code: 0, stdout: 'Removed from crontab.\n' });
    expect(readFileSync(crontab, 'utf8')).toBe('5 4 * * * true\n');
    expect(await run(['schedule', 'remove'], env)).toMatchObject({
      code: 0,
      stdout: 'There was nothing of crypto-bot in crontab.\n',
    });
  });

  it('leaves lines in the crontab of which the command has trouble, and says so', async () => {
    const { env, crontab } = arrange();
    const broken = {
      ...env,
      CRYPTO_BOT_MARKET: 'coingecko',
      CRYPTO_BOT_COINGECKO_URL: 'http://127.0.0.1:1',
      CRYPTO_BOT_HTTP_RETRY_DELAY_SECONDS: '0.01',
    };
    const { code, stderr } = await run(['schedule', 'install'], broken);
    expect(code).toBe(6);
    expect(stderr).toMatch(/^crypto-bot: what is installed ended with 3: .*127\.0\.0\.1:1/);
    expect(readFileSync(crontab, 'utf8')).toContain('127.0.0.1:1');
  });

  it('installs nothing with wrong settings, of which it tells, and removes what is there', async () => {
    const { env, crontab } = arrange();
    const wrong = { ...env, CRYPTO_BOT_TOP: '0' };
    const problem = expect.stringMatching(/work with these settings[\s\S]*CRYPTO_BOT_TOP/);
    expect(await run(['schedule', 'install'], wrong)).toMatchObject({ code: 2, stdout: '', stderr: problem });
    expect(existsSync(crontab)).toBe(false);
    const shown = await run(['schedule'], wrong);
    expect(shown).toMatchObject({ code: 0, stderr: expect.stringMatching(/would end with 2[\s\S]*CRYPTO_BOT_TOP/) });
    writeFileSync(crontab, shown.stdout);
    expect(await run(['schedule', 'remove'], wrong)).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(crontab, 'utf8')).toBe('');
  });

  it.each<[string, string[], Record<string, string>, RegExp]>([
    ['a minute that is none', ['--at', '60'], {}, /--at is "60", but expected a whole number from 0 to 59/],
    ['a scheduler that is none', ['--for', 'chron'], {}, /--for is "chron", but expected one of crontab, systemd, /],
    ['an action that is none', ['add'], {}, /the action is "add", but expected one of show, install, remove/],
    ['a place it cannot reach', ['install', '--for', 'docker'], {}, /schedule --for docker prints what to put there/],
    ['a time that is fixed', [], { CRYPTO_BOT_NOW: '2026-11-22T22:15:00Z' }, /CRYPTO_BOT_NOW is set/],
    [
      'a key',
      [],
      { COINGECKO_API_KEY: 'CG-sesame' },
      /COINGECKO_API_KEY would be written .* config file \/.*config\.toml/,
    ],
    [
      'passwords',
      ['--for', 'launchd'],
      { DATABASE_URL: 'postgresql://me:sesame@db.example/x', HTTPS_PROXY: 'http://me:sesame@proxy.example' },
      /DATABASE_URL and HTTPS_PROXY would be written/,
    ],
    [
      'a line that cron would not take',
      [],
      { CRYPTO_BOT_UNIVERSE_EXCLUDE: Array.from({ length: 10 }, (_, index) => 'x'.repeat(99 - index)).join(',') },
      /longer than the 998 characters that cron takes/,
    ],
    ['a line break', [], { NO_PROXY: 'a\nb' }, /NO_PROXY has a line break/],
  ])('refuses %s', async (_, words, more, message) => {
    const { env, crontab } = arrange();
    const { code, stdout, stderr } = await run(['schedule', ...words], { ...env, ...more });
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(message) });
    expect(stderr).not.toContain('sesame');
    expect(existsSync(crontab)).toBe(false);
  });

  it('names secrets to another machine, and does not tell them', async () => {
    const secrets = { COINGECKO_API_KEY: 'CG-sesame', DATABASE_URL: 'postgresql://me:sesame@db.example/x' };
    for (const target of ['github-actions', 'aws-lambda', 'docker']) {
      const { stdout, code } = await run(['schedule', '--for', target], { ...arrange().env, ...secrets });
      expect(code).toBe(0);
      expect(stdout).toContain('COINGECKO_API_KEY');
      expect(stdout).not.toContain('sesame');
      expect(stdout).not.toContain('CRYPTO_BOT_HOME');
    }
  });

  it('says what to do where there is no crontab', async () => {
    const { env } = arrange();
    const bare = { ...env, PATH: temporaryFolder() };
    for (const action of ['install', 'remove'])
      expect(await run(['schedule', action], bare)).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/this machine has no crontab program: .*--for systemd/),
      });
  });
});
