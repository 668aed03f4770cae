import { configError, usageError } from '../../errors.js';
import { type CopyProgress, copyLedger } from '../../ledger/maintenance/copy.js';
import { moveLedger, refuseMovedElsewhere } from '../../ledger/maintenance/move.js';
import { renderProgress } from '../../report/format/progress.js';
import { counted } from '../../report/verification.js';
import { defineCommand } from '../command.js';
import { flag } from '../input.js';
import { namedBy } from '../named-by.js';
import { printRecorded } from '../print-recorded.js';

/** Copies the ledger whole into another, empty one. */
export const command = defineCommand({
  uses: [],
  settings: ['copyTo'],
  options: { move: flag('--move', 'mark the ledger as moved: no run writes into it from then on') },
  examples: [
    'crypto-bot copy --to postgresql://me:my-password@db.example:5432/crypto_bot',
    'crypto-bot copy --move --to postgresql://…   goes on there, and only there',
    'crypto-bot copy --db postgresql://… --to file:crypto-bot.db',
  ],
  run: async (context, { move }) => {
    const { config, terminal, log, ports } = context;
    const { databaseUrl, copyTo } = config;
    if (!copyTo)
      throw usageError('copy needs the ledger to copy to, such as --to postgresql://me@db.example/crypto_bot');
    if (copyTo === databaseUrl) throw configError('a ledger cannot be copied to itself: name another one with --to');

    let source = await ports.openTables(databaseUrl, 'read'); // one that does not exist is not begun
    if (move) {
      await source.close();
      source = await ports.openTables(databaseUrl, 'write');
    }
    try {
      if (move) {
        const found = await namedBy('--to', () => ports.findLedger(config.databaseTimeoutMs, copyTo));
        await refuseMovedElsewhere(source, found.name); // before one is begun there
      }
      const target = await namedBy('--to', () => ports.openTables(copyTo, 'write'));
      try {
        const show = ({ table, rows, totalRows }: CopyProgress) =>
          terminal.progress(renderProgress(table, rows, totalRows));
        const copying = move ? moveLedger(source, target, config.now, show) : copyLedger(source, target, show);
        const counts = await copying.finally(() => terminal.progress(''));
        const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
        const done = `${move ? 'Moved' : 'Copied'} ${counted(total, 'row')} of ${counted(Object.keys(counts).length, 'table')} from ${source.place} to ${target.place}`;
        log.info(done);
        const next = move
          ? `Put its URL into the config file, as database_url: crypto-bot config show tells where.\n`
          : '';
        return await printRecorded(context, `${done}\n${next}`);
      } finally {
        await target.close();
      }
    } finally {
      await source.close();
    }
  },
});
