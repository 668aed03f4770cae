import { randomUUID } from 'node:crypto';
import { slotOf } from '../../core/calendar.js';
import type { Condition } from '../../core/decisions/conditions.js';
import type { Tick } from '../../core/model.js';
import type { RunRecord } from '../../core/records.js';
import { CryptoBotError, exitCodes } from '../../errors.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { Records } from '../../ledger/records.js';
import { untilDeadline } from '../../runtime/deadline.js';
import { servicesOf } from '../../settings/services.js';
import type { Context } from '../context.js';
import type { Ending } from './ending.js';

/** Records one run, and tells the services of the settings about it. Nothing here can make the run fail. */
export interface Watch {
  /** To be called when the ledger is open. Purchases in the ledger that it returns are told. */
  opened(ledger: Ledger): Promise<Ledger>;
  /** For the transaction that records the tick, with what went wrong until then, and what has begun with it. */
  ofTick(tick: Tick, problems: readonly string[], begun: readonly Condition[]): Records;
  /** To be called last. */
  end(ending: Ending): Promise<void>;
}

/** A run whose time was over may still be recorded, but is not kept by a ledger that does not answer. */
const GRACE_MS = 3000;

/** Begins to watch a run. What no setting asks for is not loaded. */
export async function watchRun(context: Context): Promise<Watch> {
  const { config, log, ports } = context;
  const [id, beganMs] = [randomUUID(), Date.now()];
  const isTold = Object.keys(servicesOf(config)).length > 0 || config.healthcheckUrl !== undefined;
  const notifier = isTold ? await (await import('./notifier.js')).startNotifier(context, id) : null;
  let ledger: Ledger | null = null;
  let recorded: RunRecord | null = null;

  const recordOf = ({ exitCode, problem }: Omit<Ending, 'report'>, tickId: string | null): RunRecord => ({
    id,
    beganAt: config.now,
    endedAt: new Date(config.now.getTime() + Date.now() - beganMs),
    slot: config.oncePer ? slotOf(config.now, config.oncePer) : null,
    exitCode,
    tickId,
    problem,
    requests: ports.countRequests(),
  });

  /** Writes no second time what the tick's transaction has recorded and is still right. */
  async function keepRecord(opened: Ledger, ending: Ending): Promise<void> {
    if (recorded?.exitCode === ending.exitCode && recorded.requests === ports.countRequests()) return;
    const notices = notifier?.ofEnding(ending) ?? [];
    await opened.keep({ run: recordOf(ending, recorded?.tickId ?? null), notices });
  }

  async function writeMetrics(file: string, ending: Ending): Promise<void> {
    const { writeMetricsFile } = await import('./metrics-file.js');
    await writeMetricsFile(file, ledger, recordOf(ending, recorded?.tickId ?? null), context);
  }

  /** The run itself tells of a ledger that cannot be used. */
  const complain = (error: unknown, exitCode?: number) => {
    if (!(error instanceof CryptoBotError)) throw error;
    const say = exitCode === exitCodes.ledger ? log.info : log.warn;
    say(`what became of this run is not recorded: ${error.message}`);
  };

  return {
    async opened(opened) {
      ledger = opened;
      await notifier?.opened(opened).catch((error: unknown) => complain(error));
      let number = 0;
      return {
        ...opened,
        record(changes, by) {
          number += 1;
          const own = number; // the same when a commit is tried again
          return opened.record(changes, by, (recorded) => ({ notices: notifier?.ofRecorded(recorded, own) ?? [] }));
        },
      };
    },

    ofTick(tick, found, begun) {
      const problems = found.map(context.redact);
      const exitCode = problems.length > 0 ? exitCodes['market-data'] : 0;
      recorded = recordOf({ exitCode, problem: problems[0] ?? null }, tick.id);
      return { run: recorded, notices: notifier?.ofTick(tick, problems, begun) ?? [] };
    },

    async end(ending) {
      if (ledger)
        await untilDeadline(keepRecord(ledger, ending), context.deadline, GRACE_MS).catch((error: unknown) =>
          complain(error, ending.exitCode),
        );
      if (config.metricsFile !== undefined) await writeMetrics(config.metricsFile, ending);
      await notifier?.end(ledger, ending, recorded?.tickId ?? null);
    },
  };
}
