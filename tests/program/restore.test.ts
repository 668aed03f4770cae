import {
  copyFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import Sqlite from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databases, everything, verify } from '../ledger/whole.js';
import { preload } from '../support/killing.js';
import { run as runProcess, temporaryFolder } from '../support/program.js';
import { runHere as run } from '../support/run-here.js';

const NOW = '2026-11-22T22:21:12.951Z';
const ASIDE = 'crypto-bot.db.before-restore-20261122T222112.951Z';

/** A ledger that has gone on after its backup. */
async function arrangeBackedUp() {
  const home = path.dirname(fileURLToPath(await databases.SQLite.filledUrl()));
  const [ledger, backup] = [path.join(home, 'crypto-bot.db'), path.join(home, 'backup.db')];
  const env = { CRYPTO_BOT_HOME: home, CRYPTO_BOT_NOW: NOW, CRYPTO_BOT_DATABASE_TIMEOUT_SECONDS: '1' };
  const url = pathToFileURL(ledger).href;
  expect(await run(['backup', backup], env)).toMatchObject({ code: 0 });
  const kept = await everything(url);
  expect(await run(['cash', 'deposit', '7'], env)).toMatchObject({ code: 0 });
  const latest = await everything(url);
  expect(latest).not.toEqual(kept);
  return { home, ledger, backup, env, url, kept, latest };
}

const ledgerFiles = (home: string) =>
  readdirSync(home).filter((name) => !['logs', 'state', 'backup.db'].includes(name));
const urlOf = (home: string, name: string) => pathToFileURL(path.join(home, name)).href;

/** Leaves the file and its journal as a program does that is killed while it writes. */
function leaveJournal(ledger: string): void {
  const database = new Sqlite(ledger);
  database.exec(`PRAGMA cache_size = 1; BEGIN IMMEDIATE;
    CREATE TABLE filler AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
      SELECT i, hex(randomblob(100)) AS text FROM n;
    UPDATE decision SET reason = 'half-written'`);
  const [file, journal] = [readFileSync(ledger), readFileSync(`${ledger}-journal`)];
  database.exec('ROLLBACK');
  database.close();
  writeFileSync(ledger, file);
  writeFileSync(`${ledger}-journal`, journal);
}

describe('crypto-bot restore', () => {
  it('puts the backup in the place of the ledger, and that aside', async () => {
    const { home, backup, env, url, kept, latest } = await arrangeBackedUp();
    const { code, stdout, stderr } = await run(['restore', backup], env);
    expect({ code, stdout: stdout.replaceAll(home, '<home>'), stderr }).toEqual({
      code: 0,
      stdout:
        'Restored <home>/crypto-bot.db from <home>/backup.db: 3 ticks\n' +
        `What was there before is in <home>/${ASIDE}, and later ticks and purchases are there only\n`,
      stderr: '',
    });
    expect(ledgerFiles(home)).toEqual(['crypto-bot.db', ASIDE]);
    expect(await everything(url)).toEqual(kept);
    expect(await everything(urlOf(home, ASIDE))).toEqual(latest);
    expect(statSync(path.join(home, 'crypto-bot.db')).mode & 0o777).toBe(0o600);
    expect((await run(['cash', 'deposit', '1'], env)).code).toBe(0);
    expect((await verify(url)).ok).toBe(true);
  });

  it('makes a ledger where none is, not even a folder', async () => {
    const { home, backup, env, kept } = await arrangeBackedUp();
    const target = path.join(home, 'new', 'ledger.db');
    const { code, stdout } = await run(['restore', backup, '--db', `file:${target}`], env);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `Restored ${target} from ${backup}: 3 ticks\n` });
    expect(await everything(pathToFileURL(target).href)).toEqual(kept);
  });

  it('is not damaged by what a killed run has left of the old ledger', async () => {
    const { home, ledger, backup, env, url, kept, latest } = await arrangeBackedUp();
    leaveJournal(ledger);
    expect((await run(['restore', backup], env)).code).toBe(0);
    expect(await everything(url)).toEqual(kept);
    expect((await verify(url)).ok).toBe(true);
    expect(await everything(urlOf(home, ASIDE))).toEqual(latest);
    expect(ledgerFiles(home)).toEqual(['crypto-bot.db', ASIDE]);
  });

  it.each(['-journal', '-wal'])('leaves no file %s beside it of a ledger that is no database any more', async (end) => {
    const { home, ledger, backup, env, url, kept } = await arrangeBackedUp();
    leaveJournal(ledger);
    if (end === '-wal') renameSync(`${ledger}-journal`, `${ledger}-wal`);
    writeFileSync(ledger, 'x'.repeat(5000));
    expect((await run(['restore', backup], env)).code).toBe(0);
    expect(ledgerFiles(home).filter((name) => name.startsWith('crypto-bot.db-'))).toEqual([]);
    expect(await everything(url)).toEqual(kept);
    expect((await verify(url)).ok).toBe(true);
  });

  it('undoes what was half-written in the backup, in a copy of it', async () => {
    const { home, ledger, backup, env, url, latest } = await arrangeBackedUp();
    copyFileSync(ledger, backup);
    leaveJournal(backup);
    const before = readFileSync(backup);
    expect((await run(['restore', backup], env)).code).toBe(0);
    expect(await everything(url)).toEqual(latest);
    expect(readFileSync(backup).equals(before)).toBe(true);
    expect(existsSync(path.join(home, 'backup.db-journal'))).toBe(true);
  });

  it('waits for a run that holds the lock, and then refuses', async () => {
    const { home, ledger, backup, env, url, latest } = await arrangeBackedUp();
    const writer = new Sqlite(ledger);
    onTestFinished(() => void writer.close());
    writer.exec('BEGIN IMMEDIATE');
    expect(await runProcess(['restore', backup], env)).toMatchObject({
      code: 5,
      stdout: '',
      stderr: `crypto-bot: the ledger ${ledger} is in use by another program for too long: try again\n`,
    });
    writer.exec('ROLLBACK');
    expect(ledgerFiles(home)).toEqual(['crypto-bot.db']);
    expect(await everything(url)).toEqual(latest);
  });

  it.each<[string, (backup: string) => void, number, RegExp]>([
    ['is empty', (backup) => writeFileSync(backup, ''), 5, /the backup \S+backup.db holds no ledger/],
    [
      'is no database',
      (backup) => writeFileSync(backup, 'x'.repeat(5000)),
      5,
      /the backup \S+backup.db is not an SQLite database: name another file$/m,
    ],
    ['is cut off', (backup) => writeFileSync(backup, readFileSync(backup).subarray(0, 40_000)), 5, /backup.db/],
    [
      'is not in order',
      (backup) => {
        const database = new Sqlite(backup);
        database.exec(`UPDATE position SET quantity = '9'`);
        database.close();
      },
      5,
      /the backup \S+backup.db is not in order, so nothing was changed: /,
    ],
    [
      'is of another program',
      (backup) => {
        const database = new Sqlite(backup);
        database.exec('DROP TABLE _prisma_migrations');
        database.close();
      },
      5,
      /backup.db is the database of another program/,
    ],
  ])('refuses a backup that %s, and changes nothing', async (_what, spoil, code, problem) => {
    const { home, ledger, backup, env } = await arrangeBackedUp();
    spoil(backup);
    const [before, spoilt] = [readFileSync(ledger), readFileSync(backup)];
    const outcome = await run(['restore', backup], env);
    expect(outcome).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(problem) });
    expect(outcome.stderr).not.toContain('.partial');
    expect(readFileSync(ledger).equals(before)).toBe(true);
    expect(readFileSync(backup).equals(spoilt)).toBe(true);
    expect(ledgerFiles(home)).toEqual(['crypto-bot.db']);
  });

  it.each([
    ['none.db', /there is no backup \S+none.db: check the name/],
    ['crypto-bot.db', /crypto-bot.db is the ledger itself/],
  ])('refuses the file %s', async (name, problem) => {
    const { home, env } = await arrangeBackedUp();
    const outcome = await run(['restore', path.join(home, name)], env);
    expect(outcome).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(problem) });
    expect(ledgerFiles(home)).toEqual(['crypto-bot.db']);
  });

  it('killed at any moment leaves the old ledger or the new one, and can be done again', {
    timeout: 180_000,
  }, async () => {
    const first = await arrangeBackedUp();
    const { kept, latest } = first;
    const before = temporaryFolder();
    cpSync(first.home, before, { recursive: true });
    const stepsFile = path.join(first.home, 'logs', 'steps');
    await runProcess(['restore', first.backup], { ...first.env, ...preload, STEPS_FILE: stepsFile });
    const steps = readFileSync(stepsFile, 'utf8').trimEnd().split('\n');
    const from = steps.findIndex((step) => step.startsWith('link '));
    expect(from).toBeGreaterThan(0);
    for (let step = from; step < steps.length; step += 1) {
      const home = temporaryFolder();
      cpSync(before, home, { recursive: true });
      const env = { ...first.env, CRYPTO_BOT_HOME: home };
      const [backup, url] = [path.join(home, 'backup.db'), urlOf(home, 'crypto-bot.db')];
      const { signal } = await runProcess(['restore', backup], { ...env, ...preload, KILL_AT: String(step + 1) });
      expect(signal, steps[step]).toBe('SIGKILL');
      expect(await run(['verify'], env), steps[step]).toMatchObject({ code: 0 });
      expect([kept, latest]).toContainEqual(await everything(url));
      expect(await run(['restore', backup], { ...env, CRYPTO_BOT_NOW: '2026-11-22T23:00:00Z' })).toMatchObject({
        code: 0,
      });
      expect(await everything(url)).toEqual(kept);
    }
  });

  it('names pg_restore for PostgreSQL, without the password', async () => {
    const url = 'postgresql://me:s%27cret@db.example:5432/crypto_bot?schema=ledger&sslmode=verify-full';
    const env = { CRYPTO_BOT_HOME: temporaryFolder(), DATABASE_URL: url };
    const { code, stdout, stderr } = await run(['restore', 'my ledger.dump'], env);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(
      "\npg_restore --clean --if-exists --single-transaction '--dbname=postgresql://me@db.example:5432/crypto_bot?sslmode=verify-full' 'my ledger.dump'\n",
    );
  });
});
