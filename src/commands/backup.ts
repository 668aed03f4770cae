import path from 'node:path';
import { usageError } from '../errors.js';
import { backUpSqlite } from '../ledger/backup.js';
import { filePath } from '../ledger/open.js';
import { pgDumpCommand } from '../ledger/pg-dump.js';
import type { Context } from '../process/context.js';

/**
 * `crypto-bot backup FILE`: writes a consistent copy of the ledger to a new file, which may be named as --db names one.
 * Returns the exit code.
 */
export async function backup({ config, terminal, log }: Context, file: string): Promise<number> {
  const { databaseUrl, databaseTimeoutMs } = config;
  if (!isFileUrl.test(databaseUrl))
    throw usageError(
      `PostgreSQL has its own tool for this, which asks for the password or takes it from PGPASSWORD or ~/.pgpass:\n${pgDumpCommand(databaseUrl, file)}`,
    );
  const target = isFileUrl.test(file) ? filePath(file) : path.resolve(file);
  await backUpSqlite(databaseUrl, target, databaseTimeoutMs);
  log.info(`backup: wrote ${target}`);
  await terminal.print(`Wrote ${target}\n`);
  return 0;
}

const isFileUrl = /^file:/i;
