import { day } from '../../core/values/times/day.js';
import { ledgerError } from '../../errors.js';
import { findPrunable, pruneDecisions } from '../../ledger/maintenance/prune.js';
import { renderPruning, renderPruningJson } from '../../report/pruning.js';
import { defineCommand } from '../command.js';
import { json } from '../format.js';
import { flag, option } from '../input.js';
import { printRecorded } from '../print-recorded.js';

/** Deletes old decisions, which are most of a ledger after some years. */
export const command = defineCommand({
  uses: [],
  options: {
    before: option('--decisions-before <day>', 'delete the decisions before this UTC day, and their midnights', day, {
      example: '2026-01-01',
    }),
    dryRun: flag('--dry-run', 'say how many rows and bytes that would be, delete nothing'),
    json,
  },
  examples: [
    'crypto-bot prune --decisions-before 2026-01-01 --dry-run',
    'crypto-bot prune --decisions-before 2026-01-01',
  ],
  check: ({ before }) =>
    before === undefined ? ['nothing is named to delete: say --decisions-before 2026-01-01'] : [],
  run: async (context, { before = '', dryRun, json }) => {
    const { config, log, ports, terminal } = context;
    if (!dryRun) await (await ports.openTables(config.databaseUrl, 'read')).close(); // one that does not exist is not begun
    const database = await ports.openTables(config.databaseUrl, dryRun ? 'read' : 'write');
    try {
      const pruning = dryRun
        ? await database.read(() => findPrunable(database, before))
        : await pruneDecisions(database, before, config.now);
      const result = { ...pruning, place: database.place, before, isDryRun: dryRun };
      const report = json ? renderPruningJson(result) : renderPruning(result);
      if (dryRun) {
        await terminal.print(report);
        return 0;
      }
      log.info(`prune: ${renderPruning(result).trimEnd()}`);
      const printed = await printRecorded(context, report);
      await database.shrink().catch((error: unknown) => {
        throw ledgerError(
          `the decisions are deleted, but the file is as large as before: ${error instanceof Error ? error.message : error}; repeat this command`,
        );
      });
      return printed;
    } finally {
      await database.close();
    }
  },
});
