import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type Sqlite from 'libsql';
import { CryptoBotError, configError, ledgerError } from '../../errors.js';
import { makeFolder, syncFile, syncFolder } from '../../runtime/folder.js';
import type { TableDatabase } from '../maintenance/tables.js';
import { verifyLedger } from '../maintenance/verify/verify.js';
import { connectSqlite } from './connect.js';
import { translateSqliteError } from './errors.js';
import { asideOf, putAside } from './put-aside.js';
import { whenFree } from './when-free.js';

interface RestoreRequest {
  /** The backup, absolute. It is only read. */
  readonly backup: string;
  /** The ledger's file, absolute: there or not, in order or not. */
  readonly target: string;
  /** For the names of what is put aside. */
  readonly now: Date;
  readonly lockTimeoutMs: number;
  /** Opens a ledger's tables by its URL to write, and brings them to this version. */
  readonly open: (url: string) => Promise<TableDatabase>;
}

export interface Restored {
  /** How many ticks the backup has. */
  readonly ticks: number;
  /** Where the file is that was there before; null when there was none. */
  readonly aside: string | null;
}

/** What SQLite keeps beside a file: it belongs to that file only, and damages any other that takes its place. */
const BESIDE = ['-journal', '-wal', '-shm'];

/**
 * Puts a backup in the place of a ledger. The whole of a copy is checked first; then the old file is put aside, with
 * its journal, while nobody else can write to it. Killed anywhere, the ledger is the old one or the new one. Throws a config
 * CryptoBotError when there is no such backup, and a ledger CryptoBotError when it is not in order, or the ledger is in use.
 */
export async function restoreSqlite(request: RestoreRequest): Promise<Restored> {
  const { backup } = request;
  const target = existsSync(request.target) ? realpathSync(request.target) : request.target;
  if (!statSync(backup, { throwIfNoEntry: false })?.isFile())
    throw configError(`there is no backup ${backup}: check the name`);
  if (realpathSync(backup) === target) throw configError(`${backup} is the ledger itself: name a backup of it`);

  const copy = path.join(path.dirname(target), `.crypto-bot-${randomBytes(4).toString('hex')}.partial`);
  try {
    makeFolder(path.dirname(target));
    for (const end of ['', ...BESIDE]) if (existsSync(backup + end)) copyFileSync(backup + end, copy + end);
    chmodSync(copy, 0o600);
    const ticks = await check(copy, request);
    syncFile(copy);
    const locked = await lock(target, request.lockTimeoutMs);
    try {
      return { ticks, aside: replace(target, copy, request.now) };
    } finally {
      locked?.close();
    }
  } catch (error) {
    throw translateSqliteError(error, target);
  } finally {
    for (const end of ['', ...BESIDE]) rmSync(copy + end, { force: true });
  }
}

/** How many ticks a copy of the backup has, if it is in order. What a killed program has left half-written there is undone. */
async function check(copy: string, { backup, open, lockTimeoutMs }: RestoreRequest): Promise<number> {
  const named = (text: string) =>
    text.replaceAll(`the ledger ${copy}`, `the backup ${backup}`).replaceAll(copy, backup).replace(' with --db', '');
  try {
    if (!(await isLedger(copy, lockTimeoutMs)))
      throw ledgerError(`the backup ${backup} holds no ledger, so nothing was changed: name another file`);
    const database = await open(pathToFileURL(copy).href);
    const verification = await verifyLedger(database).finally(() => database.close());
    const [problem] = verification.checks.flatMap(({ problems }) => problems);
    if (problem !== undefined)
      throw ledgerError(`the backup ${backup} is not in order, so nothing was changed: ${problem}`);
    return verification.rows.tick ?? 0;
  } catch (error) {
    throw ledgerError(named(translateSqliteError(error, copy).message), { cause: error });
  }
}

/** An empty file is none, although opening it to write would make it one. */
async function isLedger(file: string, lockTimeoutMs: number): Promise<boolean> {
  const database = await connectSqlite(file, lockTimeoutMs);
  try {
    return database.prepare<[]>(`SELECT name FROM sqlite_master WHERE name = 'tick'`).all().length > 0;
  } finally {
    database.close();
  }
}

/** Keeps everybody else out, after what a killed program has left half-written is undone; null where that cannot be. */
async function lock(target: string, lockTimeoutMs: number): Promise<Sqlite.Database | null> {
  if (!existsSync(target)) return null;
  let database: Sqlite.Database | undefined;
  try {
    const opened = await connectSqlite(target, lockTimeoutMs);
    database = opened;
    await whenFree(() => void opened.exec('BEGIN EXCLUSIVE'), lockTimeoutMs);
    return opened;
  } catch (error) {
    database?.close();
    const translated = translateSqliteError(error, target);
    if (translated instanceof CryptoBotError && translated.retryable) throw translated;
    return null; // it is no database any more
  }
}

function replace(target: string, copy: string, now: Date): string | null {
  const old = existsSync(target);
  const aside = asideOf(target, now);
  if (existsSync(aside)) throw ledgerError(`the file ${aside} exists, and nothing may replace it: try again`);
  if (old) putAside(target, aside);
  for (const end of BESIDE) if (existsSync(target + end)) renameSync(target + end, aside + end);
  renameSync(copy, target);
  syncFolder(path.dirname(target));
  return old ? aside : null;
}
