import { configError, usageError } from '../../errors.js';
import { type CopyProgress, copyLedger } from '../../ledger/maintenance/copy.js';
import { renderProgress } from '../../report/format/progress.js';
import { counted } from '../../report/verification.js';
import { defineCommand } from '../command.js';
import { printRecorded } from '../print-recorded.js';

/** Copies the ledger whole into another, empty one. */
export const command = defineCommand({
  settings: ['copyTo'],
  examples: [
    'crypto-bot copy --to postgresql://me:my-password@db.example:5432/crypto_bot',
    'crypto-bot copy --db postgresql://… --to file:crypto-bot.db',
  ],
  run: async (context) => {
    const { config, terminal, log, ports } = context;
    const { databaseUrl, copyTo } = config;
    if (!copyTo)
      throw usageError('copy needs the ledger to copy to, such as --to postgresql://me@db.example/crypto_bot');
    if (copyTo === databaseUrl) throw configError('a ledger cannot be copied to itself: name another one with --to');

    const source = await ports.openTables(databaseUrl, 'read');
    try {
      const target = await ports.openTables(copyTo, 'write');
      try {
        const show = ({ table, rows, totalRows }: CopyProgress) =>
          terminal.progress(renderProgress(table, rows, totalRows));
        const counts = await copyLedger(source, target, show).finally(() => terminal.progress(''));
        const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
        const done = `Copied ${counted(total, 'row')} of ${counted(Object.keys(counts).length, 'table')} from ${source.place} to ${target.place}`;
        log.info(done);
        return await printRecorded(context, `${done}\n`);
      } finally {
        await target.close();
      }
    } finally {
      await source.close();
    }
  },
});
