import { plainText } from '../../core/values/text.js';
import { CryptoBotError, ledgerError } from '../../errors.js';
import { driverError } from '../prisma/database/driver-error.js';

const BUSY = 5;
const FULL = 13;

/** By SQLite's primary result code: what to tell the reader. */
const problems: Readonly<Record<number, string>> = {
  3: 'cannot be read and written by you: check its permissions',
  [BUSY]: 'is in use by another program for too long: try again',
  8: 'cannot be written: check the permissions of the file and its folder',
  10: 'could not be read or written: check the disk, and whether it is full',
  11: 'is damaged: restore a backup with crypto-bot restore FILE',
  [FULL]: 'cannot grow: the disk is full: free some space and try again',
  14: 'cannot be opened: check its path, and the permissions of the file and its folder',
  26: 'is not an SQLite database: name another file with --db',
};

/** SQLite's extended result codes for a lock that the file system refuses to take, to test or to give back. */
const LOCKS_FAILED = new Set([2058, 2314, 3594, 3850]);

/** For a file system whose locks fail, or keep nobody out. */
export function idleLocksError(file: string, cause?: unknown): CryptoBotError {
  return ledgerError(
    `the ledger ${file} is on a file system where locks do not work, so that two runs at once would lose each other's purchases: ` +
      'put it on a local disk, or use PostgreSQL',
    { cause },
  );
}

/** By the code of the system call that failed: the SQLite code that means the same. */
const systemCodes: Readonly<Record<string, number>> = {
  EACCES: 3,
  EPERM: 3,
  EROFS: 8,
  EIO: 10,
  ENOSPC: FULL,
  EDQUOT: FULL,
  ENOENT: 14,
  ENOTDIR: 14,
  ENAMETOOLONG: 14,
  ELOOP: 14,
};

/** Prisma passes on the name of an error in a query, and not its number; P2028 is its own, when it ends a transaction. */
const names: Readonly<Record<string, number>> = {
  P2028: BUSY,
  SQLITE_PERM: 3,
  SQLITE_BUSY: BUSY,
  SQLITE_READONLY: 8,
  SQLITE_IOERR: 10,
  SQLITE_CORRUPT: 11,
  SQLITE_FULL: FULL,
  SQLITE_CANTOPEN: 14,
  SQLITE_NOTADB: 26,
};

/** How much of the driver's words a message has. */
const MOST_WORDS = 300;

/** Turns what SQLite and the file system refuse into ledger CryptoBotErrors of one line; our own errors pass. */
export function translateSqliteError(error: unknown, file: string): Error {
  if (error instanceof CryptoBotError) return error;
  const { code, message } = driverError(error);
  if (code === 'EISDIR')
    return ledgerError(`the ledger ${file} is a directory: name a file with --db`, { cause: error });
  if (LOCKS_FAILED.has(Number(code))) return idleLocksError(file, error);
  const unopened = /Unable to open connection to local database .*: (\d+)/s.exec(message)?.[1];
  const named = names[/^SQLITE_[A-Z]+|^P2028$/.exec(code)?.[0] ?? ''];
  const primary = systemCodes[code] ?? named ?? Number(unopened ?? code) & 0xff;
  const problem = problems[primary] ?? `cannot be used: ${plainText(message || code, MOST_WORDS)}`;
  return ledgerError(`the ledger ${file} ${problem}`, {
    cause: error,
    retryable: primary === BUSY || primary === FULL,
  });
}
