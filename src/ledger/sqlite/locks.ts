import { execFile } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import type Sqlite from 'libsql';
import { idleLocksError } from './errors.js';
import { whenFree } from './when-free.js';

/**
 * Throws a ledger CryptoBotError when the file is on a file system whose locks keep nobody out: there two writers at once
 * would overwrite each other's work, and both would be told that it is recorded.
 *
 * It takes a writer's lock. The system's own list tells at once that it is there, and where that has it not, as with some
 * file systems in user space, another process tries to take it, too.
 */
export async function refuseIdleLocks(database: Sqlite.Database, file: string, lockTimeoutMs: number): Promise<void> {
  if (!isWritable(file)) return; // SQLite takes no lock then, and the first write is refused anyway
  await whenFree(() => void database.exec('BEGIN IMMEDIATE'), lockTimeoutMs);
  try {
    if (isLockListed(file) || !(await canAnotherWrite(file))) return;
  } finally {
    database.exec('ROLLBACK');
  }
  throw idleLocksError(file);
}

function isWritable(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The byte that SQLite locks to write: https://sqlite.org/src/file?name=src/os.h, RESERVED_BYTE. */
const RESERVED_BYTE = 0x40000001;

/** Linux lists who holds which lock: "1: POSIX  ADVISORY  WRITE 1234 08:01:2146324 1073741825 1073741825". */
function isLockListed(file: string): boolean {
  const { ino } = statSync(file, { bigint: true });
  const ours = new RegExp(`POSIX +ADVISORY +WRITE +${process.pid} +\\w+:\\w+:${ino} +${RESERVED_BYTE} `);
  try {
    return ours.test(readFileSync('/proc/locks', 'latin1'));
  } catch {
    return false; // not on Linux, or hidden
  }
}

/** A process has no use of trying itself: its own locks never keep it out. */
function canAnotherWrite(file: string): Promise<boolean> {
  const libsql = createRequire(import.meta.url).resolve('libsql');
  return new Promise((resolve) => {
    execFile(process.execPath, ['-e', TRY_TO_WRITE, libsql, file], { timeout: TRY_MS }, (_error, stdout) =>
      resolve(stdout === WRITABLE),
    );
  });
}

const TRY_MS = 10_000;

const WRITABLE = 'writable';

const TRY_TO_WRITE = `const [Sqlite, file] = [require(process.argv[1]), process.argv[2]];
  new Sqlite(file).exec('BEGIN IMMEDIATE');
  process.stdout.write('${WRITABLE}');`;
