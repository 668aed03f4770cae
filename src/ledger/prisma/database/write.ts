import { CryptoBotError } from '../../../errors.js';
import { type Deadline, untilDeadline } from '../../../runtime/deadline.js';
import { inDoubtError } from '../../in-doubt.js';
import { MOVED_TO, movedError } from '../../moved.js';
import { loadSetting } from '../settings.js';
import type { Database, LedgerTimeouts, Transaction } from './database.js';

/**
 * Runs `work` in one transaction, while no other writer is at work. In a ledger that was moved it is refused, also where the
 * run began before the move. `work` may run twice: when the answer to a commit is lost, the transaction is repeated. So `work`
 * must first look whether it was done already.
 *
 * What must not be done twice by whoever tries the command again says with which command to look whether it was done, and
 * is then given up at the deadline: undone or, when its commit is not answered, with an error that names this command.
 */
export type Write = <T>(work: (transaction: Transaction) => Promise<T>, lookAt?: string) => Promise<T>;

/** What a transaction may take besides its waits. */
const WORK_MS = 60_000;

/** Earlier than the command itself is cut off, which knows nothing of commits. */
const GRACE_MS = 500;

export function createWrite(database: Database, { lockTimeoutMs }: LedgerTimeouts, deadline?: Deadline): Write {
  // For the turn, and for a statement, which may take twice as long: Prisma's default of 5 s would end what waits as it may.
  const limitMs = WORK_MS + 3 * lockTimeoutMs;

  return async (work, lookAt) => {
    let [inDoubt, givenUp] = [false, false];

    const attempt = async () => {
      let committing = false;
      try {
        return await database.client.$transaction(
          async (transaction) => {
            await database.takeWriteLock(transaction);
            inDoubt = false; // an earlier try has come to its end, and the work sees what became of it
            const movedTo = await loadSetting(transaction, MOVED_TO);
            if (movedTo !== null) throw movedError(movedTo);
            const result = await work(transaction);
            if (givenUp) throw new Error('given up at the deadline');
            inDoubt = committing = true;
            return result;
          },
          { maxWait: limitMs, timeout: limitMs },
        );
      } catch (error) {
        if (committing && !database.isCommitInDoubt(error)) inDoubt = false;
        throw error;
      }
    };

    try {
      const done = database.run(attempt);
      return await (deadline && lookAt ? untilDeadline(done, deadline, GRACE_MS) : done);
    } catch (error) {
      givenUp = true;
      if (inDoubt && lookAt && error instanceof CryptoBotError) throw inDoubtError(error, lookAt);
      throw error;
    }
  };
}
