import { configError, usageError } from '../errors.js';
import { type CopyProgress, copyLedger } from '../ledger/copy.js';
import { openTables } from '../ledger/open-tables.js';
import type { Context } from '../process/context.js';
import { renderProgress } from '../report/progress.js';
import { counted } from '../report/verification.js';

/** `crypto-bot copy`: copies the ledger whole into another, empty one. Returns the exit code. */
export async function copy({ config, terminal, log }: Context): Promise<number> {
  const { databaseUrl, copyTo, databaseTimeoutMs } = config;
  if (!copyTo) throw usageError('copy needs the ledger to copy to, such as --to postgresql://me@db.example/crypto_bot');
  if (copyTo === databaseUrl) throw configError('a ledger cannot be copied to itself: name another one with --to');

  const source = await openTables(databaseUrl, 'read', databaseTimeoutMs);
  try {
    const target = await openTables(copyTo, 'write', databaseTimeoutMs);
    try {
      const show = ({ table, rows, totalRows }: CopyProgress) =>
        terminal.progress(renderProgress(table, rows, totalRows));
      const counts = await copyLedger(source, target, show).finally(() => terminal.progress(''));
      const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
      const done = `Copied ${counted(total, 'row')} of ${counted(Object.keys(counts).length, 'table')} from ${source.place} to ${target.place}`;
      log.info(done);
      await terminal.print(`${done}\n`);
      return 0;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}
