import { Chalk } from 'chalk';
import { exitCodes } from '../../errors.js';
import type { TableDatabase } from '../../ledger/maintenance/tables.js';
import { type Verification, verifyLedger } from '../../ledger/maintenance/verify/verify.js';
import { repairPositions } from '../../ledger/maintenance/verify-repair.js';
import {
  REPAIRED,
  renderChanges,
  renderRefusal,
  renderVerification,
  renderVerificationJson,
} from '../../report/verification.js';
import { defineCommand } from '../command.js';
import type { Context } from '../context.js';
import { json } from '../format.js';
import { flag } from '../input.js';
import { printRecorded } from '../print-recorded.js';

/** Checks the whole ledger and, if asked to, repairs what can be repaired. */
export const command = defineCommand({
  uses: [],
  options: {
    repair: flag('--repair', 'say what is wrong, and make the positions anew from the transactions'),
    json,
  },
  examples: ['crypto-bot verify', 'crypto-bot verify --repair   make the positions anew from the transactions'],
  exitCodes: { 0: 'the ledger is in order', 5: 'the ledger is unavailable or busy, or it is not in order' },
  run: async (context, { repair, json }) => {
    const { terminal, color, log } = context;
    const print = async (text: string) => void (json || (await terminal.print(text)));
    const render = (it: Verification) =>
      renderVerification(it, { width: terminal.columns, color: new Chalk({ level: color ? 1 : 0 }) });

    let verification = await using(context, 'read', verifyLedger);
    await print(render(verification));
    const wrong = verification.checks.flatMap(({ problems }) => problems);
    for (const problem of wrong) log.info(`verify: ${problem}`);

    if (repair && verification.ok) await using(context, 'write', async () => {}); // upgrades one of an older version
    let repaired: readonly string[] = [];
    let unprinted = 0; // the exit code where what was repaired could not be told
    const refusal = repair && !verification.ok ? renderRefusal(verification.againstRepair) : null;
    if (repair && !verification.ok && !refusal) {
      const announce = async (changes: readonly string[]) => {
        for (const change of changes) log.info(`verify: makes the position anew of ${change}`);
        await print(renderChanges(changes));
      };
      repaired = await using(context, 'write', (database) => repairPositions(database, announce));
      if (repaired.length > 0) {
        verification = await using(context, 'read', verifyLedger);
        unprinted = json ? 0 : await printRecorded(context, `${REPAIRED}${render(verification)}`);
      }
    }

    const report = renderVerificationJson(verification, repaired, refusal);
    if (json && repaired.length > 0) unprinted = await printRecorded(context, report);
    else if (json) await terminal.print(report);
    if (verification.ok) return unprinted;
    terminal.complain(`${verification.place} is not in order: ${refusal ?? adviceFor(verification, repair)}`);
    return exitCodes.ledger;
  },
});

async function using<T>(
  { config, ports }: Context,
  mode: 'read' | 'write',
  work: (database: TableDatabase) => Promise<T>,
): Promise<T> {
  const database = await ports.openTables(config.databaseUrl, mode);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

function adviceFor({ againstRepair }: Verification, repairWasTried: boolean): string {
  return againstRepair.length > 0 || repairWasTried
    ? 'restore a backup with crypto-bot restore FILE'
    : 'crypto-bot verify --repair makes positions anew from the transactions; for all else restore a backup with crypto-bot restore FILE';
}
