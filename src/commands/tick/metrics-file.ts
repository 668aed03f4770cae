import type { RunRecord } from '../../core/records.js';
import { CryptoBotError } from '../../errors.js';
import type { Ledger } from '../../ledger/ledger.js';
import { type Figures, renderPrometheus } from '../../report/operations/prometheus.js';
import { untilDeadline } from '../../runtime/deadline.js';
import { replaceFile } from '../../runtime/replace-file.js';
import type { Context } from '../context.js';
import { figuresOfRun, readFigures } from '../operations/figures.js';

/** A ledger that does not answer is not waited for when the run's time is over. */
const GRACE_MS = 1000;

/**
 * Replaces the file of figures after a run, in one step. What cannot be read of the ledger is left out of it, and a file that cannot
 * be written is a warning.
 */
export async function writeMetricsFile(
  file: string,
  ledger: Ledger | null,
  run: RunRecord,
  context: Context,
): Promise<void> {
  const ofLedger = ledger ? await figuresOfLedger(ledger, context) : {};
  try {
    replaceFile(file, renderPrometheus({ ...ofLedger, ...figuresOfRun(run) }));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    context.log.warn(`metrics.file ${file} cannot be written (${error.code}): check its folder and its permissions`);
  }
}

async function figuresOfLedger(ledger: Ledger, context: Context): Promise<Figures> {
  try {
    return await untilDeadline(readFigures(ledger, context), context.deadline, GRACE_MS);
  } catch (error) {
    if (!(error instanceof CryptoBotError)) throw error;
    context.log.info(`metrics.file has nothing of the ledger: ${error.message}`);
    return {};
  }
}
