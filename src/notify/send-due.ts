import type { WaitingNotice } from '../core/records.js';
import type { RecordKeeper } from '../ledger/records.js';
import { readMessage } from './message.js';
import type { Outcome, Service } from './service.js';
import { nextTryAt } from './tries.js';

/** The part of the ledger in which messages wait. */
type Outbox = Pick<RecordKeeper, 'loadDueNotices' | 'claimNotice' | 'recordTry'>;

/** At most so many for a service in a run: what is left waits for the next one. */
const MAX_MESSAGES = 50;

/**
 * Tries the messages that are due at an instant, all services side by side and the messages of each one after the other,
 * until the signal ends it. Gives what went wrong, in words. Throws what the ledger throws.
 *
 * A try is counted before it is made, so a run that is killed in between leaves a message that is tried again at its time: it may
 * come twice, and is not lost before its last try.
 */
export async function sendDue(
  outbox: Outbox,
  services: readonly Service[],
  now: Date,
  signal: AbortSignal,
): Promise<string[]> {
  const problems = await Promise.all(
    services.map(async (service) => {
      const due = await outbox.loadDueNotices(service.name, now, MAX_MESSAGES);
      return sendInTurn(outbox, service, due, now, signal);
    }),
  );
  return problems.flat();
}

async function sendInTurn(
  outbox: Outbox,
  service: Service,
  notices: readonly WaitingNotice[],
  now: Date,
  signal: AbortSignal,
): Promise<string[]> {
  const problems: string[] = [];
  for (const notice of notices) {
    if (signal.aborted) break;
    const tries = notice.tries + 1;
    if (!(await outbox.claimNotice(notice, nextTryAt(tries, now, null)))) continue;
    const outcome = await service.send(readMessage(notice.message), signal);
    if (outcome.status === 'failed') problems.push(outcome.problem);
    await outbox.recordTry(notice, asRecorded(outcome, tries, now));
    if (outcome.status === 'failed' && outcome.retryable) break; // the others would fare no better
  }
  return problems;
}

function asRecorded(outcome: Outcome, tries: number, now: Date) {
  if (outcome.status === 'delivered') return { deliveredAt: now };
  const { problem, retryable, waitMs } = outcome;
  return { problem, nextTryAt: retryable ? nextTryAt(tries, now, waitMs) : null };
}
