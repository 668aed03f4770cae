import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listed, type Misbehaviour, servedCoins } from '../support/market-server.js';
import { type Outcome, run as runProcess, start, temporaryFolder } from '../support/program.js';
import { runHere as run } from '../support/run-here.js';
import { arrange, NOW } from '../support/scene.js';
import { testedProgram } from '../support/tested-program.js';

/** Plain words on stderr: no stack, no control characters, and no more than a few lines. */
function expectPlain({ stderr }: Outcome): void {
  expect(stderr).not.toBe('');
  expect(stderr).not.toMatch(/\n\s+at |node:internal|Error:/);
  expect(stderr.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(4);
}

const rateLimited = { status: { error_code: 429, error_message: "You've exceeded the Rate Limit." } };

describe('a market that cannot be used', () => {
  it.each<[string, Misbehaviour, RegExp]>([
    [
      '401',
      { status: 401, body: { status: { error_code: 10002, error_message: 'API Key Missing' } } },
      /API Key Missing.*COINGECKO_API_KEY/s,
    ],
    ['403', { status: 403, body: 'forbidden' }, /403/],
    ['404', { status: 404, body: { error: 'coin not found' } }, /coin not found/],
    ['422', { status: 422, body: { error: 'Missing parameter vs_currency' } }, /Missing parameter/],
    ['429', { status: 429, body: rateLimited }, /exceeded the Rate Limit.*4 times/s],
    ['429 with a long Retry-After', { status: 429, headers: { 'retry-after': '119' }, body: rateLimited }, /119 s/],
    ['500', { status: 500, body: 'oops' }, /500/],
    ['503 as a page', { status: 503, headers: { 'content-type': 'text/html' }, body: '<html>busy</html>' }, /503/],
    ['a page with 200', { headers: { 'content-type': 'text/html' }, body: '<!DOCTYPE html><html></html>' }, /web page/],
    ['200 with an error', { body: rateLimited }, /exceeded the Rate Limit/],
    ['truncated JSON', { body: '[{"id": "bit' }, /JSON/],
    ['an object for a list', { body: {} }, /expected|list/i],
    ['an empty list', { body: [] }, /no|empty|none/i],
    ['a redirect', { status: 301, headers: { location: 'http://127.0.0.1:9/' }, body: '' }, /301/],
    ['a reset', 'reset', /reset|closed/i],
  ])('ends with 3 and an untouched ledger: %s', async (_, way, words) => {
    const { market, env } = await arrange();
    market.misbehaveOn('/', way);
    const outcome = await run(['run', '--json'], { ...env, CRYPTO_BOT_DEADLINE_SECONDS: '60' });
    expect(outcome.stderr).toMatch(words);
    expect(outcome.code).toBe(3);
    expectPlain(outcome);
    expect(JSON.parse(outcome.stdout)).toMatchObject({
      error: { code: 'market-data', retryable: expect.any(Boolean) },
    });
    expect((await run(['history'], env)).stdout).toContain('no transactions yet');
  });

  it.each(['silence', 'drip'] as const)('is given up when its answer does not come: %s', async (way) => {
    const { market, env } = await arrange();
    market.misbehaveOn('/', way);
    const outcome = await runProcess(['run'], { ...env, CRYPTO_BOT_HTTP_ANSWER_TIMEOUT_SECONDS: '1' });
    expect(outcome).toMatchObject({ code: 3, stdout: '' });
    expect(market.requests).toHaveLength(4);
    expectPlain(outcome);
  });

  it('is given up at the deadline, also while a retry waits', async () => {
    const { market, env } = await arrange();
    market.misbehaveOn('/', { status: 503, body: '' });
    const slow = { CRYPTO_BOT_HTTP_RETRY_DELAY_SECONDS: '600', CRYPTO_BOT_DEADLINE_SECONDS: '1' };
    const outcome = await run(['run'], { ...env, ...slow });
    expect(outcome.code).toBe(3);
    expectPlain(outcome);
    market.misbehaveOn('/', 'silence');
    const silent = await run(['run'], { ...env, CRYPTO_BOT_DEADLINE_SECONDS: '1' });
    expect(silent.code).toBe(3);
    expectPlain(silent);
  });

  it.each([
    ['refused', 'http://127.0.0.1:9/api/v3'],
    ['a name that is none', 'http://no-such-host.invalid/api/v3'],
  ])('ends with 3 when it cannot be reached: %s', async (_, url) => {
    const { env } = await arrange();
    const outcome = await run(['run'], { ...env, CRYPTO_BOT_COINGECKO_URL: url });
    expect(outcome).toMatchObject({ code: 3, stdout: '' });
    expectPlain(outcome);
  });
});

describe('a server that does not answer in HTTP', () => {
  it('ends with 3 and a plain line', async () => {
    const { env } = await arrange();
    const server = createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const outcome = await run(['run'], { ...env, CRYPTO_BOT_COINGECKO_URL: `http://127.0.0.1:${port}` });
    expect(outcome.stderr).toContain('answered in something else than HTTP');
    expect(outcome).toMatchObject({ code: 3, stdout: '' });
    expectPlain(outcome);
  });
});

describe('market data that is wrong for some coins', () => {
  const rows = () => servedCoins.slice(0, 3).map((coin, index) => listed(coin, index + 1, new Date(NOW)));

  it.each<[string, Record<string, unknown>]>([
    ['no price', { current_price: null }],
    ['a price of zero', { current_price: 0 }],
    ['a negative price', { current_price: -1 }],
    ['a price that is a text', { current_price: '49053' }],
    ['no id', { id: undefined }],
    ['an id that is a path', { id: '../../etc/passwd' }],
    ['an id with quotes', { id: "bitcoin'; DROP TABLE crypto; --" }],
    ['an id with control characters', { id: 'bit\u001b[31mcoin\u0000' }],
    ['the same coin twice', { id: 'tether' }],
  ])('records the others and ends with 3: %s', async (_, wrong) => {
    const { market, env } = await arrange();
    const [first, ...others] = rows();
    market.misbehaveOn('coins/markets', { body: [...others, { ...first, ...wrong }] });
    const outcome = await run(['run'], env);
    expect(outcome.code).toBe(3);
    expectPlain(outcome);
    expect(outcome.stdout).toContain('Purchasing 1 tether for 0.999586 dollars\n');
    expect(outcome.stdout).not.toContain('Purchasing 1 bitcoin');
    const { transactions } = JSON.parse((await run(['history', '--json'], env)).stdout);
    expect(transactions.map((it: { coin: string }) => it.coin)).toEqual(['tether']);
  });

  it('records fewer coins than asked for, and ends with 3', async () => {
    const { market, env } = await arrange();
    market.serve(servedCoins.slice(0, 2));
    const outcome = await run(['run'], env);
    expect(outcome.code).toBe(3);
    expect(outcome.stdout).toContain('Purchasing 1 bitcoin');
    expectPlain(outcome);
  });

  it.each([
    ['1e-12', '0.000000000001'],
    ['1e12', '1000000000000'],
  ])('buys at a price of %s to the last digit', async (price, exact) => {
    const { market, env } = await arrange();
    const midnights = Array.from({ length: 30 }, () => `${price.replace('1e', '2e')}`);
    market.serve([{ ...servedCoins[0], price, midnights } as (typeof servedCoins)[0]]);
    const { code, stdout } = await run(['run', '--top', '1'], env);
    expect(stdout).toContain(`Purchasing 1 bitcoin for ${exact} dollars\n`);
    expect(code).toBe(0);
  });

  it('skips a coin whose chart fails, records the others, and ends with 3', async () => {
    const { market, env } = await arrange();
    market.misbehaveOn('bitcoin/market_chart', { status: 500, body: '' });
    const outcome = await run(['run'], env);
    expect(outcome.code).toBe(3);
    expectPlain(outcome);
    expect(outcome.stdout).toMatch(/^Skipping bitcoin: .*500/m);
    expect(outcome.stdout).toContain('Purchasing 1 tether');
  });

  const day = (back: number) => Date.UTC(2026, 10, 22 - back);
  const flat = (days: number) => Array.from({ length: days }, (_, back) => [day(days - 1 - back), 50_000]);
  it.each<[string, unknown[], number, RegExp]>([
    ['too few points', flat(4), 0, /Holding bitcoin: only 5 of 10 daily prices/],
    ['no point', [], 0, /Holding bitcoin: only 1 of 10 daily prices/],
    ['unsorted points', flat(9).reverse(), 0, /Purchasing 1 bitcoin/],
    ['a null among the points', [...flat(9).slice(1), [day(8), null]], 0, /Holding bitcoin: only 9 of 10 daily prices/],
    ['a day twice, alike', [...flat(9), [day(0), 50_000]], 0, /Purchasing 1 bitcoin/],
    ['a day twice, contradicting itself', [...flat(9), [day(0), 60_000]], 3, /Skipping bitcoin/],
  ])('goes on with a chart of %s', async (_, prices, code, line) => {
    const { market, env } = await arrange();
    market.misbehaveOn('bitcoin/market_chart', { body: { prices } });
    const outcome = await run(['run'], env);
    expect(outcome.stdout).toMatch(line);
    expect(outcome.code).toBe(code);
  });
});

describe('wrong usage and configuration', () => {
  it.each<[string[], RegExp]>([
    [['rnu'], /unknown command 'rnu'.*run/s],
    [['run', '--tpo', '3'], /unknown option '--tpo'.*--top/s],
    [['run', 'now'], /too many arguments/],
    [['run', '--top'], /argument missing/],
    ...['0', '-1', '3.5', 'abc', '251', ''].map((top): [string[], RegExp] => [
      ['run', `--top=${top}`],
      /--top.*whole number from 1 to 250/s,
    ]),
    ...['0', '-1', '1e3', '1,5', 'abc', '1.1234567890123456789'].map((quantity): [string[], RegExp] => [
      ['run', `--quantity=${quantity}`],
      /--quantity.*positive decimal/s,
    ]),
    [['run', '--quantity', '1', '--notional', '25'], /--quantity and --notional in the command line/],
    [['run', '--once-per', 'year'], /--once-per.*minute, hour, day, week, month/s],
    [['run', '--market', 'kraken'], /--market.*coingecko, sample/s],
    [['run', '--strategy', 'below-avarage'], /--strategy.*below-average/s],
    [['run', '--db', 'mysql://localhost/db'], /--db.*file:PATH or postgresql:/s],
    [['run', '--db', 'crypto.db'], /--db.*file:PATH/s],
    [['run', '--config', '/no/such/file.toml'], /no such file/],
    [['portfolio', '--json', '--csv'], /--json and --csv/],
    [['history', '--since', '2026-02-30'], /--since.*UTC day/s],
    [['history', '--since', 'yesterday', '--until', 'now', '--limit', 'all'], /--since.*--until.*--limit/s],
    [['history', '--since', '2026-11-23', '--until', '2026-11-22'], /--since is later/],
    [[], /name a command/],
  ])('ends %j with 2 before anything is done', async (args, words) => {
    const { market, env, home } = await arrange();
    const outcome = await run(args, env);
    expect(outcome.stderr).toMatch(words);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).not.toMatch(/\n\s+at /);
    expect(market.requests).toHaveLength(0);
    expect(() => readFileSync(path.join(home, 'crypto-bot.db'))).toThrow('ENOENT');
  });

  it('reports every problem of file, environment and flags at once', async () => {
    const { env, home } = await arrange();
    writeFileSync(
      path.join(home, 'config.toml'),
      'topp = 3\nmarket = "kraken"\nonce_per = true\n[coingecko]\nplan = "gold"\n',
    );
    const outcome = await run(['run', '--top', '0'], { ...env, CRYPTO_BOT_NOTIONAL: '1e3', CRYPTO_BOT_TPO: '1' });
    expect(outcome.code).toBe(2);
    expect(outcome.stderr.replaceAll(home, '<home>')).toMatchInlineSnapshot(`
      "crypto-bot: the configuration has problems; nothing was done:
        "topp" in <home>/config.toml is no setting, did you mean top?
        once_per in <home>/config.toml: expected a text or a number
        CRYPTO_BOT_TPO in the environment is no setting, did you mean CRYPTO_BOT_TOP?
        market in <home>/config.toml is "kraken", but expected one of coingecko, sample, such as coingecko
        --top in the command line is "0", but expected a whole number from 1 to 250, such as 3
        CRYPTO_BOT_NOTIONAL in the environment is "1e3", but expected a positive decimal number, with at most 15 digits before and 18 after the point, no exponent and no comma, such as 25
        coingecko.plan in <home>/config.toml is "gold", but expected one of keyless, demo, pro, such as keyless
      "
    `);
    const json = await run(['run', '--top', '0', '--json'], env);
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'config', retryable: false } });
  });

  it('shows no secret and no control character of what was mistyped', async () => {
    const { env } = await arrange();
    const url = { CRYPTO_BOT_COINGECKO_URL: 'htp://me:hunter22@host/' };
    expect((await run(['run'], { ...env, ...url })).stderr).toContain('"htp://host/"');
    const outcome = await run(['run', '--dbb=postgresql://me:hunter22@db/x', '--json'], env);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr + outcome.stdout).not.toContain('hunter22');
    expect(outcome.stderr).toContain("unknown option '--dbb'");
    expect((await run(['\u001b[2Jrun'], env)).stderr).not.toContain('\u001b');
  });

  it('gives up a config file and a certificate that never end', async () => {
    const { env } = await arrange();
    const stderr = expect.stringContaining('the config file /dev/zero has more than 1000000 bytes');
    expect(await run(['run', '--config', '/dev/zero'], env)).toMatchObject({ code: 2, stdout: '', stderr });
    const db = 'postgresql://me@127.0.0.1:1/db?sslmode=verify-full&sslrootcert=/dev/zero';
    const { code, stderr: refusal } = await run(['history', '--db', db], env);
    expect([code, refusal]).toEqual([
      2,
      expect.stringContaining('sslrootcert of the database URL cannot be read (EFBIG)'),
    ]);
  });

  it('reads a config file from a pipe, and does not wait for one that nobody writes into', async () => {
    const { env } = await arrange();
    const pipe = path.join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const stderr = expect.stringContaining('it is a pipe, and nothing came through it');
    expect(await runProcess(['run', '--config', pipe], env)).toMatchObject({ code: 2, stdout: '', stderr });

    const command = `{ sleep 0.3; echo 'top = 7'; } | '${process.execPath}' '${testedProgram}' config show --config /dev/stdin`;
    expect(execFileSync('/bin/sh', ['-c', command], { env, encoding: 'utf8' })).toMatch(/^top +file +7$/m);
  });

  it.each<[string, string, RegExp]>([
    ['a number with more digits than it holds', 'quantity = 0.1234567890123456789', /quantity in .* put it in quotes/],
    ['a number with an exponent', 'notional = 1e2', /notional in .* must be written in plain digits/],
    ['a hexadecimal number', 'notional = 0x19', /notional in .* must be written in plain digits/],
    ['a number with an underscore', 'notional = 1_000', /notional in .* must be written in plain digits/],
    ['a number with a plus', 'notional = +25', /notional in .* must be written in plain digits/],
    ['digits that a float drops', 'notional = 25.00000000000000000001', /notional in .* put it in quotes/],
    [
      'an exponent in a rule',
      '[strategies.below-average]\nmargin = 1e1',
      /strategies\.below-average\.margin in .* must be written in plain digits/,
    ],
    ['two coins in one text', 'universe.exclude = ["a,b"]', /universe\.exclude in .*: expected a list of texts/],
    ['no coins', 'universe.coins = []', /universe\.coins in .* is "", but expected a list/],
    ['nothing to tell of', 'notify.on = []', /notify\.on in .* is "", but expected a list/],
    ['a quantity that is no step', 'sizing.step = 2', /quantity is 1, no multiple of sizing\.step, 2/],
    ['a kind that is mistyped', '[strategies.drawdwn]\npercent = 5', /needs its kind.*did you mean drawdown\?/],
    ['a table twice', 'caps.day = 25\n[caps]\ntick = 5', /already defined .*: write a table such as \[caps\] once/],
    ['a date for a number', 'top = 1979-05-27', /top in .*: expected a text or a number/],
    ['an empty table that is no setting', '[coingekco]', /"coingekco" in .* is no setting/],
  ])('ends with 2 for a config file with %s', async (_, text, words) => {
    const { env, home } = await arrange();
    writeFileSync(path.join(home, 'config.toml'), `${text}\n`);
    const outcome = await run(['run'], env);
    expect(outcome.stderr).toMatch(words);
    expect(outcome.code).toBe(2);
  });

  it('reads a small number of the config file to the last digit', async () => {
    const { env, home } = await arrange();
    writeFileSync(path.join(home, 'config.toml'), 'quantity = 0.0000001\n');
    const { stdout } = await run(['run', '--dry-run', '--top', '1'], env);
    expect(stdout).toContain('Purchasing 0.0000001 bitcoin');
  });

  it.each<[string, (home: string) => void]>([
    ['is no TOML', (home) => writeFileSync(path.join(home, 'config.toml'), 'top = = 3\n')],
    ['is a folder', (home) => mkdirSync(path.join(home, 'config.toml'))],
  ])('ends with 2 when the config file %s', async (_, spoil) => {
    const { env, home } = await arrange();
    spoil(home);
    const outcome = await run(['run'], env);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain(path.join(home, 'config.toml'));
    expectPlain(outcome);
  });

  it.each(['ftp://proxy.example', 'not a url'])('ends with 2 for a proxy at the address %j', async (address) => {
    const { env } = await arrange();
    const outcome = await run(['run'], { ...env, HTTPS_PROXY: address });
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('HTTPS_PROXY in the environment: expected the address of a proxy');
  });

  it('tells all that is wrong with options, arguments and settings at once', async () => {
    const { env } = await arrange();
    const { CRYPTO_BOT_HOME: home = '' } = env;
    const wrong = { ...env, CRYPTO_BOT_QUOTE_CURRENCY: 'chf' };
    const all = await run(['cash', 'burn', '1e3', '--limit', 'all', '--db', 'x'], wrong);
    expect(all.stderr.replaceAll(home, '<home>')).toMatchInlineSnapshot(`
      "crypto-bot: the configuration has problems; nothing was done:
        --limit is "all", but expected a whole number from 1 to 9999, such as 20
        the action is "burn", but expected one of deposit, withdraw, close, such as deposit
        the amount is "1e3", but expected a positive decimal number, with at most 15 digits before and 18 after the point, no exponent and no comma, such as 500
        CRYPTO_BOT_QUOTE_CURRENCY in the environment is "chf", but expected one of usd, eur, gbp, jpy, btc, such as usd
        --db in the command line: expected file:PATH or postgresql://USER:PASSWORD@HOST:PORT/DATABASE, such as file:/home/me/crypto-bot.db
      "
    `);
    expect(all.code).toBe(2);
    const flags = await run(['history', '--since', 'noon', '--limit', '0', '--json'], env);
    expect(JSON.parse(flags.stdout)).toMatchObject({ error: { code: 'usage' } });
    expect(flags.stderr).toMatch(/^crypto-bot: --since is "noon", .*\n--limit is "0", .*\n$/);
    const exclusive = await run(['history', '--since', '2026-02-02', '--until', '2026-02-01', '--json', '--csv'], env);
    expect(exclusive.stderr).toBe(
      'crypto-bot: --json and --csv: give one of them, not both\n--since is later than --until\n',
    );
  });

  it('takes a flag before the environment, that before the file, and that before the default', async () => {
    const { env, home } = await arrange();
    const bought = async (args: string[], more: Record<string, string>) => {
      const { stdout } = await run(['run', '--dry-run', '--top', '1', ...args], { ...env, ...more });
      return /Purchasing (\S+) bitcoin/.exec(stdout)?.[1];
    };
    expect(await bought([], {})).toBe('1');
    writeFileSync(path.join(home, 'config.toml'), 'quantity = "2"\n');
    expect(await bought([], {})).toBe('2');
    expect(await bought([], { CRYPTO_BOT_QUANTITY: '3' })).toBe('3');
    expect(await bought(['--quantity', '4'], { CRYPTO_BOT_QUANTITY: '3' })).toBe('4');
    expect(await bought(['--notional', '49053'], {})).toBe('1');
  });
});

describe('a host that does not allow what a run needs', () => {
  it.each<[string, (home: string) => void, RegExp]>([
    ['is a folder', (home) => mkdirSync(path.join(home, 'crypto-bot.db')), /folder|directory/],
    [
      'is no database',
      (home) => writeFileSync(path.join(home, 'crypto-bot.db'), 'this is my diary, not a database\n'.repeat(100)),
      /not an SQLite database/,
    ],
    ['has a file for a folder', (home) => writeFileSync(path.join(home, 'blocked'), ''), /blocked/],
  ])('ends with 5 when the ledger %s', async (_, spoil, words) => {
    const { env, home } = await arrange();
    spoil(home);
    const db = words.source === 'blocked' ? ['--db', `file:${home}/blocked/crypto-bot.db`] : [];
    for (const command of ['run', 'portfolio', 'history']) {
      const outcome = await run([command, ...db], env);
      if (command !== 'run' && db.length > 0) continue;
      expect(outcome.stderr).toMatch(words);
      expect(outcome.code).toBe(5);
      expectPlain(outcome);
    }
  });

  it('goes on without a log that cannot be written, with a warning', async () => {
    const { env, home } = await arrange();
    writeFileSync(path.join(home, 'logs'), 'a file where the folder should be');
    const outcome = await run(['run'], env);
    expect(outcome.code).toBe(0);
    expect(outcome.stderr).toMatch(
      /^crypto-bot: warning: the log .* cannot be written.*\ncrypto-bot: a new ledger begins at .*\n$/,
    );
    expect(outcome.stdout).toContain('Purchasing 1 bitcoin');
  });

  it('goes on without a log that would never be opened, such as a pipe that nobody reads', async () => {
    const { env, home } = await arrange();
    const pipe = path.join(home, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const outcome = await run(['run'], { ...env, CRYPTO_BOT_LOG_FILE: pipe });
    expect(outcome).toMatchObject({ code: 0, stdout: expect.stringContaining('Purchasing 1 bitcoin') });
    expect(outcome.stderr).toBe(
      `crypto-bot: warning: the log ${pipe} cannot be written (it is no regular file and no character device); going on without it\ncrypto-bot: a new ledger begins at ${home}/crypto-bot.db\n`,
    );
    expect(await run(['run'], { ...env, CRYPTO_BOT_LOG_FILE: '/dev/null' })).toMatchObject({ code: 0, stderr: '' });
  });

  it.each([
    ['cash', 'deposit', '-5'],
    ['why', '--at', 'nonsense'],
    ['config', 'check', '--every', 'fortnight'],
    ['strategies', 'dpi'],
    ['history', '--limit', '0'],
  ])('ends with 2 and makes nothing: %s %s %s %s', async (...args) => {
    const { env } = await arrange();
    const home = path.join(temporaryFolder(), 'new', 'home');
    expect((await run(args, { ...env, CRYPTO_BOT_HOME: home })).code).toBe(2);
    expect(existsSync(path.dirname(home))).toBe(false);
  });

  it('ends with 2 where its output cannot be written', async () => {
    const { env } = await arrange();
    const full = openSync('/dev/full', 'w');
    onTestFinished(() => closeSync(full));
    const outcome = await start(['portfolio'], env, full).outcome;
    expect(outcome.stderr).toContain('the output cannot be written (ENOSPC)');
    expect(outcome.code).toBe(2);
  });

  it.each([
    [['run', '--once-per', 'hour'], ['history', '--json'], 'bitcoin'],
    [['cash', 'deposit', '40'], ['cash'], 'Cash balance: 40 usd'],
    [['config', 'init'], ['config', 'show'], 'The config file is '],
  ])('ends %j with 2 where what it has done cannot be reported, and says so', async (command, look, recorded) => {
    const { env } = await arrange();
    const full = openSync('/dev/full', 'w');
    onTestFinished(() => closeSync(full));
    const outcome = await start(command, env, full).outcome;
    expect(outcome.stderr).toContain(
      'done, but the report could not be written: the output cannot be written (ENOSPC): check where it goes',
    );
    expect(outcome.code).toBe(2);
    expect((await run(look, env)).stdout).toContain(recorded);
  });

  it('ends a backup with 2 where it cannot be reported, and keeps it', async () => {
    const { env, home } = await arrange();
    await run(['run'], env);
    const full = openSync('/dev/full', 'w');
    onTestFinished(() => closeSync(full));
    const outcome = await start(['backup', `${home}/kept.db`], env, full).outcome;
    expect(outcome).toMatchObject({ code: 2, stderr: expect.stringContaining('done, but the report could not') });
    expect(await run(['verify', '--db', `file:${home}/kept.db`], env)).toMatchObject({ code: 0 });
  });

  it('says nothing of what was done after a dry run that cannot be reported', async () => {
    const { env } = await arrange();
    const full = openSync('/dev/full', 'w');
    onTestFinished(() => closeSync(full));
    const outcome = await start(['run', '--dry-run'], env, full).outcome;
    expect(outcome.stderr).toContain('the output cannot be written (ENOSPC)');
    expect(outcome.stderr).not.toContain('done');
    expect(outcome.code).toBe(2);
  });

  it('keeps what it makes to its owner', async () => {
    const { env } = await arrange();
    const home = path.join(temporaryFolder(), 'new', 'home');
    await run(['run'], { ...env, CRYPTO_BOT_HOME: home });
    const { statSync } = await import('node:fs');
    const mode = (file: string) => (statSync(path.join(home, file)).mode & 0o777).toString(8);
    expect([mode('.'), mode('logs'), mode('logs/app.log'), mode('crypto-bot.db')]).toEqual([
      '700',
      '700',
      '600',
      '600',
    ]);
  });

  it('never shows a secret', async () => {
    const { env, home, market } = await arrange();
    const secrets = { COINGECKO_API_KEY: 'CG-topsecret', CRYPTO_BOT_COINGECKO_PLAN: 'pro' };
    market.misbehaveOn('/', { status: 401, body: { error: 'the key CG-topsecret is not known' } });
    const outcomes = [
      await run(['run', '--verbose', '--json'], { ...env, ...secrets }),
      await run(['run', '-v', '--db', 'postgresql://me:hunter22%21@127.0.0.1:9/db'], {
        ...env,
        ...secrets,
        CRYPTO_BOT_DATABASE_TIMEOUT_SECONDS: '1',
      }),
    ];
    market.misbehaveOn('/', null);
    outcomes.push(await run(['run', '-v'], { ...env, ...secrets }));
    const shown =
      outcomes.map((it) => it.stdout + it.stderr).join('') +
      readFileSync(path.join(home, 'logs/app.log'), 'utf8') +
      readFileSync(path.join(home, 'crypto-bot.db'), 'latin1');
    expect(shown).not.toMatch(/topsecret|hunter22/);
    expect(outcomes.map((it) => it.code)).toEqual([3, 5, 0]);
  });
});
