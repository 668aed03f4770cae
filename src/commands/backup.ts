import path from 'node:path';
import { usageError } from '../errors.js';
import { pgDumpCommand } from '../ledger/postgresql/backup.js';
import { backUpSqlite } from '../ledger/sqlite/backup.js';
import { filePath } from '../ledger/sqlite/url.js';
import type { Context } from './context.js';

/**
 * `crypto-bot backup FILE`: writes a consistent copy of the ledger to a new file, which may be named as --db names one.
 * Returns the exit code.
 */
export async function backup({ config, terminal, log, ports }: Context, file: string): Promise<number> {
  const { databaseUrl } = config;
  if (!isFileUrl.test(databaseUrl))
    throw usageError(
      `PostgreSQL has its own tool for this, which asks for the password or takes it from PGPASSWORD or ~/.pgpass:\n${pgDumpCommand(databaseUrl, file)}`,
    );
  const target = isFileUrl.test(file) ? filePath(file) : path.resolve(file);
  await backUpSqlite(() => ports.openTables(databaseUrl, 'read'), target);
  log.info(`backup: wrote ${target}`);
  await terminal.print(`Wrote ${target}\n`);
  return 0;
}

const isFileUrl = /^file:/i;
