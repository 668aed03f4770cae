import { randomBytes } from 'node:crypto';
import { closeSync, linkSync, lstatSync, openSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CryptoBotError, configError, ledgerError } from '../../errors.js';
import { syncFile, syncFolder } from '../../runtime/folder.js';
import type { TableDatabase } from '../maintenance/tables.js';
import { driverError } from '../prisma/database/driver-error.js';

/**
 * Writes a consistent copy of a live SQLite ledger to a new file, readable by its owner only. It is made beside the file
 * under another name, so that the file is there whole or not at all. Throws a config CryptoBotError when there is one.
 *
 * @param target absolute
 */
export async function backUpSqlite(open: () => Promise<TableDatabase>, target: string): Promise<void> {
  if (isThere(target)) throw existsError(target);
  const source = await open();
  try {
    await copyTo(source, target);
  } finally {
    await source.close();
  }
}

async function copyTo(source: TableDatabase, target: string): Promise<void> {
  const partial = path.join(path.dirname(target), `.crypto-bot-${randomBytes(4).toString('hex')}.partial`);
  try {
    closeSync(openSync(partial, 'wx', 0o600)); // SQLite writes into an empty file, and keeps its mode
    await source.query(`VACUUM INTO '${partial.replaceAll("'", "''")}'`);
    syncFile(partial);
    publish(partial, target);
    syncFolder(path.dirname(target));
  } catch (error) {
    throw unwritableError(target, error);
  } finally {
    rmSync(partial, { force: true });
  }
}

/** A link to nothing is there, too. */
function isThere(target: string): boolean {
  try {
    return lstatSync(target, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw unwritableError(target, error);
  }
}

/** A link, unlike a rename, never replaces a file. Where the file system has none, a file that comes in between is lost. */
function publish(partial: string, target: string): void {
  try {
    linkSync(partial, target);
  } catch (error) {
    if (isThere(target)) throw existsError(target);
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(driverError(error).code)) throw error;
    renameSync(partial, target);
  }
}

function existsError(target: string): CryptoBotError {
  return configError(`the file ${target} exists, and a backup never replaces one: name another file`);
}

function unwritableError(target: string, error: unknown): CryptoBotError {
  if (error instanceof CryptoBotError && error.code === 'config') return error;
  const { code, message } = driverError(error instanceof CryptoBotError ? error.cause : error);
  if (code === 'ENAMETOOLONG')
    return configError(`the name of the backup ${target} is too long: give it a shorter one`);
  if (['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS'].includes(code))
    return configError(`the backup ${target} cannot be written (${code}): check its folder and the permissions`);
  return ledgerError(`the backup ${target} could not be made: ${message || code}`, { cause: error, retryable: true });
}
