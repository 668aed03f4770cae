import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freshPostgresqlUrl, freshSqliteUrl } from '../ledger/ledgers.js';
import { databases, everything } from '../ledger/whole.js';
import { preload } from '../support/killing.js';
import { run as runProcess, start, temporaryFolder } from '../support/program.js';
import { runHere as run } from '../support/run-here.js';

async function arrangeFilled() {
  const file = fileURLToPath(await databases.SQLite.filledUrl());
  const [home, url] = [path.dirname(file), pathToFileURL(file).href];
  return { home, url, env: { CRYPTO_BOT_HOME: home } };
}

describe('crypto-bot verify', () => {
  it('tells what it checked', async () => {
    const { home, env } = await arrangeFilled();
    const { code, stdout, stderr } = await run(['verify'], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.replace(home, '<home>')).toMatchInlineSnapshot(`
      "Checked the ledger <home>/crypto-bot.db
      Rows: cash_entry 4, category 1, coin_spending 2, crypto 2, daily_price 2, tick
            3, decision 6, notification 0, orders 6, position 2, run 0, setting 0,
            spending 3, transaction_history 5, universe_member 2
      ok     the database finds itself in order (38 rows)
      ok     each fill has its order, each order its tick, each row what it belongs to
             (19 rows)
      ok     each order has the fills and times of its state (6 rows)
      ok     orders and fills say what they may (11 rows)
      ok     what was spent and is bound is what the orders make (6 rows)
      ok     no slot is twice (3 rows)
      ok     ticks are numbered without a gap (3 rows)
      ok     all ticks are of one market (3 rows)
      ok     all other rows say what they may (27 rows)
      ok     each decision has the midnights it was made from (8 rows)
      ok     the cash is what its entries and the orders make (4 rows)
      ok     positions are what the transactions make (5 rows)
      Nothing is wrong.
      "
    `);
  });

  it('ends with 2 where it has repaired and cannot report it', async () => {
    const { url, env } = await arrangeFilled();
    await databases.SQLite.harm(url, `UPDATE position SET quantity = '4' WHERE coin_id = 'bitcoin'`);
    const full = openSync('/dev/full', 'w');
    onTestFinished(() => closeSync(full));
    const { code, stderr } = await start(['verify', '--repair', '--json'], env, full).outcome;
    expect([code, stderr]).toEqual([2, expect.stringContaining('done, but the report could not be written')]);
    expect((await run(['verify'], env)).code).toBe(0);
  });

  it('exits 5 with the differences, repairs the positions when asked to, and tells what it cannot repair', async () => {
    const { home, url, env } = await arrangeFilled();
    await databases.SQLite.harm(url, `UPDATE position SET quantity = '4' WHERE coin_id = 'bitcoin'`);
    const wrong = await run(['verify'], env);
    expect(wrong.code).toBe(5);
    expect(wrong.stderr.replace(home, '<home>')).toMatchInlineSnapshot(`
      "crypto-bot: the ledger <home>/crypto-bot.db is not in order: crypto-bot verify --repair makes positions anew from the transactions; for all else restore a backup with crypto-bot restore FILE
      "
    `);
    const repaired = await run(['verify', '--repair'], env);
    expect(repaired).toMatchObject({ code: 0, stderr: '' });
    expect(repaired.stdout.replaceAll(home, '<home>')).toMatchInlineSnapshot(`
      "Checked the ledger <home>/crypto-bot.db
      Rows: cash_entry 4, category 1, coin_spending 2, crypto 2, daily_price 2, tick
            3, decision 6, notification 0, orders 6, position 2, run 0, setting 0,
            spending 3, transaction_history 5, universe_member 2
      ok     the database finds itself in order (38 rows)
      ok     each fill has its order, each order its tick, each row what it belongs to
             (19 rows)
      ok     each order has the fills and times of its state (6 rows)
      ok     orders and fills say what they may (11 rows)
      ok     what was spent and is bound is what the orders make (6 rows)
      ok     no slot is twice (3 rows)
      ok     ticks are numbered without a gap (3 rows)
      ok     all ticks are of one market (3 rows)
      ok     all other rows say what they may (27 rows)
      ok     each decision has the midnights it was made from (8 rows)
      ok     the cash is what its entries and the orders make (4 rows)
      wrong  positions are what the transactions make (5 rows)
             - bitcoin: quantity is 4, but its transactions make 3
      The ledger is not in order.
      Making the positions anew from the transactions, which changes:
        - bitcoin: quantity is 4, but its transactions make 3
      Made the positions anew.
      Checked the ledger <home>/crypto-bot.db
      Rows: cash_entry 4, category 1, coin_spending 2, crypto 2, daily_price 2, tick
            3, decision 6, notification 0, orders 6, position 2, run 0, setting 0,
            spending 3, transaction_history 5, universe_member 2
      ok     the database finds itself in order (38 rows)
      ok     each fill has its order, each order its tick, each row what it belongs to
             (19 rows)
      ok     each order has the fills and times of its state (6 rows)
      ok     orders and fills say what they may (11 rows)
      ok     what was spent and is bound is what the orders make (6 rows)
      ok     no slot is twice (3 rows)
      ok     ticks are numbered without a gap (3 rows)
      ok     all ticks are of one market (3 rows)
      ok     all other rows say what they may (27 rows)
      ok     each decision has the midnights it was made from (8 rows)
      ok     the cash is what its entries and the orders make (4 rows)
      ok     positions are what the transactions make (5 rows)
      Nothing is wrong.
      "
    `);

    await databases.SQLite.harm(url, `UPDATE crypto SET high_24h = 'x'`);
    const beyond = await run(['verify', '--repair'], env);
    expect(beyond.code).toBe(5);
    expect(beyond.stdout).toContain(
      'The positions need no repair; the rest cannot be repaired: restore a backup with crypto-bot restore FILE.\n',
    );
    expect(beyond.stderr.replace(home, '<home>')).toMatchInlineSnapshot(`
      "crypto-bot: the ledger <home>/crypto-bot.db is not in order: restore a backup with crypto-bot restore FILE
      "
    `);
  });

  it('tells all that a repair changes, also in its one JSON object', async () => {
    const { url, env } = await arrangeFilled();
    const coins = Array.from({ length: 14 }, (_, n) => `coin${n + 10}`);
    const rows = (columns: string) => coins.map((coin) => columns.replaceAll('$', `'${coin}'`)).join();
    await databases.SQLite.harm(
      url,
      `INSERT INTO crypto (id, symbol, name, current_price, fetched_at) VALUES ${rows(`($, $, $, '1', '2026-11-22T22:21:12.951+00:00')`)};
      INSERT INTO position VALUES ${rows(`($, 1, '1', '1')`)}`,
    );
    const { code, stdout, stderr } = await run(['verify', '--repair', '--json'], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const changes = coins.map((coin) => `${coin}: is kept, but there are no transactions of it`);
    expect(JSON.parse(stdout)).toMatchObject({ verification: { ok: true }, repaired: changes, refusal: null });
  });

  it('repairs no position while fills and orders are wrong', async () => {
    const { home, url, env } = await arrangeFilled();
    await databases.SQLite.harm(url, `DELETE FROM transaction_history WHERE id = 't2-tether-1'`);
    const before = await everything(url);
    const plain = await run(['verify'], env);
    expect(plain.stderr).toMatch(/ is not in order: restore a backup with crypto-bot restore FILE\n$/);
    const refused = await run(['verify', '--repair'], env);
    expect(refused.code).toBe(5);
    expect(refused.stderr.replace(home, '<home>')).toMatchInlineSnapshot(`
      "crypto-bot: the ledger <home>/crypto-bot.db is not in order: positions cannot be made from transactions while this is wrong: each order has the fills and times of its state; what was spent and is bound is what the orders make. Restore a backup with crypto-bot restore FILE; nothing was changed
      "
    `);
    expect(refused.stdout).toBe(plain.stdout);
    const json = await run(['verify', '--repair', '--json'], env);
    expect(json).toMatchObject({ code: 5, stderr: refused.stderr });
    const refusal = expect.stringMatching(
      /^positions cannot be made .* Restore a backup with crypto-bot restore FILE; nothing was changed$/,
    );
    expect(JSON.parse(json.stdout)).toMatchObject({ verification: { ok: false }, repaired: [], refusal });
    expect(await everything(url)).toEqual(before);
  });

  it('exits 5 where there is no ledger', async () => {
    const home = temporaryFolder();
    const { code, stderr } = await run(['verify'], { CRYPTO_BOT_HOME: home });
    expect({ code, stderr }).toEqual({
      code: 5,
      stderr: `crypto-bot: the ledger ${home}/crypto-bot.db does not exist: check the name, or give another one with --db\n`,
    });
  });

  it.each(['verify', 'copy'])('exits 5 with %s where a database is there, and no ledger in it', async (command) => {
    const home = temporaryFolder();
    writeFileSync(path.join(home, 'empty.db'), '');
    for (const url of [await freshPostgresqlUrl(), `file:${path.join(home, 'empty.db')}`]) {
      const { code, stderr } = await run([command, '--db', url], {
        CRYPTO_BOT_HOME: home,
        CRYPTO_BOT_COPY_TO: 'file:copy.db',
      });
      expect(code).toBe(5);
      expect(stderr).toMatch(/^crypto-bot: the .* holds no ledger: check the name, or give another one with --db\n$/);
    }
  });
});

describe('crypto-bot copy', () => {
  it('copies to PostgreSQL, once, and shows no password', async () => {
    const { home, url, env } = await arrangeFilled();
    const target = await freshPostgresqlUrl();
    const copied = await run(['copy'], { ...env, CRYPTO_BOT_COPY_TO: target });
    expect(copied).toMatchObject({ code: 0, stderr: '' });
    expect(copied.stdout).toMatch(
      /^Copied 38 rows of 15 tables from the ledger .*\.db to the database postgresql:\/\/127/,
    );
    expect(await everything(target)).toEqual(await everything(url));
    const again = await run(['copy', '--to', target], env);
    expect({ code: again.code, stdout: again.stdout }).toEqual({ code: 2, stdout: '' });
    expect(again.stderr).toMatch(/^crypto-bot: the database .* is not empty \(it has rows in the table cash_entry\)/);
    const password = new URL(target).password;
    const log = readFileSync(path.join(home, 'logs/app.log'), 'utf8');
    for (const text of [copied.stdout, again.stderr, log]) expect(text).not.toContain(password);
  });

  it('moves with --move: what would write into the old ledger is refused, with the new place and no password', async () => {
    const { url, env } = await arrangeFilled();
    const target = await freshPostgresqlUrl();
    const moved = await run(['copy', '--move', '--to', target], env);
    expect(moved).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Moved 38 rows of 15 tables from /) });
    const before = await everything(url);

    for (const words of ['run --market sample', 'cash deposit 5']) {
      const { code, stdout, stderr } = await run(words.split(' '), env);
      expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
      expect(stderr).toMatch(
        /^crypto-bot: this ledger was moved to the database postgresql:\/\/127\S*: name that one with /,
      );
      expect(stderr).not.toContain(new URL(target).password);
    }
    const read = await run(['portfolio', '--offline'], env);
    expect(read).toMatchObject({ code: 0, stderr: expect.stringContaining('this ledger was moved to the database') });
    expect(await run(['status'], env)).toMatchObject({ code: 6, stdout: expect.stringContaining('- moved-ledger: ') });
    expect(await everything(url)).toEqual(before);
    expect(await run(['cash', 'deposit', '5', '--db', target], env)).toMatchObject({ code: 0, stderr: '' });
  });

  it('begins no ledger where a moved one is not to be moved again', async () => {
    const { home, env } = await arrangeFilled();
    const [first, second] = ['first.db', 'second.db'].map((it) => path.join(home, it));
    expect(await run(['copy', '--move', '--to', `file:${first}`], env)).toMatchObject({ code: 0 });
    expect(await run(['copy', '--move', '--to', `file:${second}`], env)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(`was moved to the ledger ${first} already: name that one with database_url`),
    });
    expect(existsSync(String(second))).toBe(false);

    rmSync(String(first)); // as where it was killed before anything was there
    expect(await run(['copy', '--move', '--to', `file:${first}`], env)).toMatchObject({ code: 0, stderr: '' });
  });

  it('names its own option where the ledger to copy to is none', async () => {
    const { home, env } = await arrangeFilled();
    const file = path.join(home, 'letter.db');
    writeFileSync(file, 'a letter');
    expect(await run(['copy', '--to', `file:${file}`], env)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `crypto-bot: the ledger ${file} is not an SQLite database: name another file with --to\n`,
    });
    expect(readFileSync(file, 'utf8')).toBe('a letter');
  });

  it.each([
    [[], 'copy needs the ledger to copy to, such as --to postgresql://me@db.example/crypto_bot'],
    [['--to', 'mysql://x'], '--to in the command line: expected file:PATH or postgresql://'],
    [['--to', 'file:crypto-bot.db'], 'a ledger cannot be copied to itself: name another one with --to'],
  ])('exits 2 when told to copy %j', async (args, words) => {
    const { url, env } = await arrangeFilled();
    const command = ['copy', '--db', url, ...args.map((it) => (it.startsWith('file:') ? url : it))];
    const { code, stdout, stderr } = await run(command, env);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
  });
});

describe('a copy that is stopped', () => {
  it('says that it was copied whole or not at all', async () => {
    const { url, env } = await arrangeFilled();
    const silent = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void silent.close());
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const { child, outcome } = start(['copy', '--db', url, '--to', `postgresql://me@127.0.0.1:${port}/ledger`], env);
    await once(silent, 'connection');
    child.kill('SIGINT');
    const stderr =
      'crypto-bot: stopped by SIGINT; all of it was copied or nothing: the same command again says which\n';
    expect(await outcome).toMatchObject({ code: 130, stdout: '', stderr });
  });
});

describe('crypto-bot prune', () => {
  it('says what it would delete, deletes it, and says so where a decision is asked for', async () => {
    const { home, url, env } = await arrangeFilled();
    const before = await everything(url);
    const prune = (...more: string[]) => run(['prune', '--decisions-before', '2026-11-23', ...more], env);
    const dryRun = await prune('--dry-run');
    expect(dryRun).toMatchObject({ code: 0, stderr: '' });
    expect(dryRun.stdout.replace(home, '<home>')).toMatchInlineSnapshot(`
      "Would delete from the ledger <home>/crypto-bot.db 6 decisions before 2026-11-23 and 2 midnights that no other decision refers to: 1,485 bytes.
      Nothing was changed.
      "
    `);
    expect(await everything(url)).toEqual(before);

    const { code, stdout } = await prune('--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      pruning: {
        ledger: `the ledger ${home}/crypto-bot.db`,
        before: '2026-11-23',
        decisions: 6,
        midnights: 2,
        bytes: expect.any(Number),
        dryRun: false,
      },
    });
    expect((await run(['verify'], env)).code).toBe(0);
    expect((await run(['why'], env)).stdout).toMatchInlineSnapshot(`
      "No decision is recorded. Those before 2026-11-23 were deleted by crypto-bot prune.
      "
    `);
  });

  it('exits 2 where it is not said what to delete, and 5 where there is no ledger', async () => {
    const env = { CRYPTO_BOT_HOME: temporaryFolder() };
    expect(await run(['prune'], env)).toMatchObject({ code: 2, stdout: '' });
    expect(await run(['prune', '--decisions-before', '2026-02-30'], env)).toMatchObject({ code: 2, stdout: '' });
    expect(await run(['prune', '--decisions-before', '2026-01-01'], env)).toMatchObject({ code: 5, stdout: '' });
  });
});

describe('crypto-bot backup', () => {
  it('writes a copy that only its owner may read, and never over a file', async () => {
    const { home, url, env } = await arrangeFilled();
    const file = path.join(home, `it's a backup.db`);
    expect(await run(['backup', file], env)).toMatchObject({ code: 0, stdout: `Wrote ${file}\n`, stderr: '' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await everything(pathToFileURL(file).href)).toEqual(await everything(url));

    writeFileSync(file, 'precious');
    const { code, stderr } = await run(['backup', file], env);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `crypto-bot: the file ${file} exists, and a backup never replaces one: name another file\n`,
    });
    expect(readFileSync(file, 'utf8')).toBe('precious');
    expect(readdirSync(home).sort()).toEqual(['crypto-bot.db', `it's a backup.db`, 'logs']);
  });

  it.each([250, 255])('takes a name of %i characters', async (length) => {
    const { home, env } = await arrangeFilled();
    const file = path.join(home, 'b'.repeat(length));
    expect(await run(['backup', file], env)).toMatchObject({ code: 0, stdout: `Wrote ${file}\n`, stderr: '' });
  });

  it('refuses a name that is too long for the file system', async () => {
    const { home, env } = await arrangeFilled();
    const file = path.join(home, 'b'.repeat(256));
    expect(await run(['backup', file], env)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `crypto-bot: the name of the backup ${file} is too long: give it a shorter one\n`,
    });
  });

  it('refuses a link to nothing, as any name that is taken', async () => {
    const { home, env } = await arrangeFilled();
    const file = path.join(home, 'backup.db');
    symlinkSync(path.join(home, 'nothing'), file);
    const { code, stderr } = await run(['backup', file], env);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `crypto-bot: the file ${file} exists, and a backup never replaces one: name another file\n`,
    });
    expect(readdirSync(home).sort()).toEqual(['backup.db', 'crypto-bot.db', 'logs']);
  });

  it('takes a file named as --db names one', async () => {
    const { home, url, env } = await arrangeFilled();
    const target = pathToFileURL(path.join(home, 'backup.db')).href;
    for (const name of [`file:${path.join(home, 'first.db')}`, target])
      expect(await run(['backup', name], env)).toMatchObject({ code: 0, stderr: '' });
    expect(await everything(target)).toEqual(await everything(url));
    expect(readdirSync(home).sort()).toEqual(['backup.db', 'crypto-bot.db', 'first.db', 'logs']);
  });

  it('names the folder that is not there', async () => {
    const { home, env } = await arrangeFilled();
    const { code, stderr } = await run(['backup', path.join(home, 'none/backup.db')], env);
    expect({ code, stderr: stderr.replace(home, '<home>') }).toEqual({
      code: 2,
      stderr:
        'crypto-bot: the backup <home>/none/backup.db cannot be written (ENOENT): check its folder and the permissions\n',
    });
  });

  it('names pg_dump for PostgreSQL, without the password', async () => {
    const url = 'postgresql://me:s%27cret@db.example:5432/crypto_bot?schema=ledger&sslmode=verify-full';
    const { code, stdout, stderr } = await run(['backup', 'my ledger.dump'], {
      CRYPTO_BOT_HOME: temporaryFolder(),
      DATABASE_URL: url,
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "crypto-bot: PostgreSQL has its own tool for this, which asks for the password or takes it from PGPASSWORD or ~/.pgpass:
      pg_dump --format=custom --schema=ledger '--file=my ledger.dump' 'postgresql://me@db.example:5432/crypto_bot?sslmode=verify-full'
      "
    `);
  });

  it('names a schema with capitals so that pg_dump finds it', async () => {
    const url = 'postgresql://me@db.example/crypto_bot?schema=CryptoBot&sslmode=prefer';
    const { stderr } = await run(['backup', 'a.dump'], { CRYPTO_BOT_HOME: temporaryFolder(), DATABASE_URL: url });
    expect(stderr).toContain(
      `\npg_dump --format=custom '--schema="CryptoBot"' --file=a.dump 'postgresql://me@db.example/crypto_bot?sslmode=require'\n`,
    );
  });
});

describe('killed before it is done', () => {
  it.each([
    ['SQLite', 'statement', freshSqliteUrl],
    ['PostgreSQL', 'query', freshPostgresqlUrl],
  ] as const)('a copy leaves its target on %s empty, and can be done again', async (_, kind, freshUrl) => {
    const { home, url, env } = await arrangeFilled();
    const stepsFile = path.join(home, 'steps');
    const command = ['copy', '--db', url, '--to'];
    await runProcess([...command, await freshUrl()], { ...env, ...preload, STEPS_FILE: stepsFile });
    const steps = readFileSync(stepsFile, 'utf8').split('\n');
    const last = steps.findLastIndex((step) => step.startsWith(`${kind} INSERT INTO "transaction_history"`));

    const target = await freshUrl();
    const { signal } = await runProcess([...command, target], { ...env, ...preload, KILL_AT: String(last + 2) });
    expect(signal).toBe('SIGKILL');
    expect(Object.values(await everything(target)).flat()).toEqual([]);
    expect((await run([...command, target], env)).code).toBe(0);
    expect(await everything(target)).toEqual(await everything(url));
  });

  it('a backup leaves nothing under its name', async () => {
    const { home, env } = await arrangeFilled();
    const [file, stepsFile] = [path.join(home, 'backup.db'), path.join(home, 'steps')];
    await runProcess(['backup', path.join(home, 'first.db')], { ...env, ...preload, STEPS_FILE: stepsFile });
    const steps = readFileSync(stepsFile, 'utf8').split('\n');
    for (const kind of ['statement VACUUM', 'link ']) {
      const step = steps.findIndex((it) => it.startsWith(kind)) + 1;
      expect((await runProcess(['backup', file], { ...env, ...preload, KILL_AT: String(step) })).signal).toBe(
        'SIGKILL',
      );
      expect(existsSync(file)).toBe(false);
    }
    expect((await run(['backup', file], env)).code).toBe(0);
  });
});
