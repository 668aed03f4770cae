import { absolutePath } from '../../config.js';
import { namedFile } from '../../core/values/addresses/named-file.js';
import { usageError } from '../../errors.js';
import { pgRestoreCommand } from '../../ledger/postgresql/backup.js';
import { filePath } from '../../ledger/sqlite/url.js';
import { counted } from '../../report/verification.js';
import { forgetLedger } from '../../runtime/known-ledgers.js';
import { defineCommand } from '../command.js';
import { argument } from '../input.js';
import { printRecorded } from '../print-recorded.js';

/** Puts a backup in the place of the ledger, which is kept under another name. */
export const command = defineCommand({
  uses: [],
  arguments: {
    file: argument('<file>', 'what backup has written', namedFile, { example: 'crypto-bot-2026-11-22.db' }),
  },
  examples: ['crypto-bot restore crypto-bot-2026-11-22.db'],
  run: async (context, { file }) => {
    const { config, log, ports } = context;
    const { databaseUrl, now, databaseTimeoutMs: lockTimeoutMs } = config;
    if (!databaseUrl.startsWith('file:'))
      throw usageError(
        `PostgreSQL has its own tool for this, which asks for the password or takes it from PGPASSWORD or ~/.pgpass:\n${pgRestoreCommand(databaseUrl, file)}`,
      );
    const { restoreSqlite } = await import('../../ledger/sqlite/restore.js'); // it brings the library of SQLite
    const target = filePath(databaseUrl);
    const backup = absolutePath(file);
    const open = (url: string) => ports.openTables(url, 'write');
    const { ticks, aside } = await restoreSqlite({ backup, target, now, lockTimeoutMs, open });
    forgetLedger(config.stateFolder, target);
    const done = `Restored ${target} from ${backup}: ${counted(ticks, 'tick')}`;
    const old = aside ? `What was there before is in ${aside}, and later ticks and purchases are there only` : '';
    log.info(`restore: ${[done, old].filter(Boolean).join('. ')}`);
    return await printRecorded(context, old ? `${done}\n${old}\n` : `${done}\n`);
  },
});
