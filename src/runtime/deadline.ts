import { setTimeout as sleep } from 'node:timers/promises';
import { ledgerError } from '../errors.js';

/** The end of the time the whole command may take. */
export interface Deadline {
  readonly at: Date;
  readonly signal: AbortSignal;
}

/** Those who listen to the signal say better what they were waiting for; the rest is cut off this much later. */
const GRACE_MS = 1000;

export function startDeadline(durationMs: number): Deadline {
  return { at: new Date(Date.now() + durationMs), signal: AbortSignal.timeout(durationMs) };
}

/** The work's outcome, or a ledger error when it is not done by the deadline: all else that waits listens to the signal. */
export async function untilDeadline<Value>(
  work: Promise<Value>,
  { at, signal }: Deadline,
  graceMs = GRACE_MS,
): Promise<Value> {
  const done = new AbortController();
  const tooLate = sleep(at.getTime() + graceMs - Date.now(), undefined, { signal: done.signal }).then(() => {
    throw ledgerError(
      `this command's time was over before the ledger had answered: try again later, or raise deadline_seconds`,
      { retryable: true, cause: signal.reason },
    );
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    done.abort();
    tooLate.catch(() => {});
  }
}

/** Waits for the work, but not for long: for what is tidied up before the process ends and cleans up by itself. */
export async function waitBriefly(work: Promise<unknown>): Promise<void> {
  const done = new AbortController();
  const enough = sleep(GRACE_MS, undefined, { signal: done.signal }).catch(() => {});
  await Promise.race([work, enough]).finally(() => done.abort());
}
