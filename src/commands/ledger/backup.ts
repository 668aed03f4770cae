import { absolutePath } from '../../config.js';
import { namedFile } from '../../core/values/addresses/named-file.js';
import { usageError } from '../../errors.js';
import { pgDumpCommand } from '../../ledger/postgresql/backup.js';
import { backUpSqlite } from '../../ledger/sqlite/backup.js';
import { defineCommand } from '../command.js';
import { argument } from '../input.js';
import { printRecorded } from '../print-recorded.js';

/** Writes a consistent copy of the ledger to a new file, which may be named as --db names one. */
export const command = defineCommand({
  uses: [],
  arguments: {
    file: argument('<file>', 'the file to write; it must not exist', namedFile, {
      example: 'crypto-bot-2026-11-22.db',
    }),
  },
  examples: ['crypto-bot backup crypto-bot-2026-11-22.db'],
  run: async (context, { file }) => {
    const { config, log, ports } = context;
    const { databaseUrl } = config;
    if (!databaseUrl.startsWith('file:'))
      throw usageError(
        `PostgreSQL has its own tool for this, which asks for the password or takes it from PGPASSWORD or ~/.pgpass:\n${pgDumpCommand(databaseUrl, file)}`,
      );
    const target = absolutePath(file);
    await backUpSqlite(() => ports.openTables(databaseUrl, 'as it is'), target);
    log.info(`backup: wrote ${target}`);
    return await printRecorded(context, `Wrote ${target}\n`);
  },
});
