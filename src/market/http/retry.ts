import { setTimeout as sleep } from 'node:timers/promises';
import { type CryptoBotError, marketError } from '../../errors.js';
import type { Failure } from '../../http/failure.js';
import type { Deadline } from '../../runtime/deadline.js';
import type { Log } from '../../runtime/log.js';

/** `at` is the time that the server tells. */
export type Attempt = { readonly body: unknown; readonly at?: Date | null } | { readonly failure: Failure };

/** Time, replaced in tests. `sleep` rejects as soon as the signal is aborted. */
export interface Clock {
  now(): number;
  sleep(delayMs: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (delayMs, signal) => sleep(delayMs, undefined, { signal }),
};

export interface RetrySettings {
  /** The longest wait before the first retry; it doubles with each. */
  readonly retryDelayMs: number;
  readonly deadline: Deadline;
  readonly log: Log;
  readonly clock?: Clock;
  /** From 0 to 1, so that the bots of a thousand crontabs do not all come back at once. */
  readonly random?: () => number;
}

const MAX_RETRIES = 3;

/**
 * Attempts until there is an answer, at most four times, waiting as long as the server asks and at least an exponential
 * backoff. It never waits past the deadline: a wait that would is an error at once. Throws a market-data CryptoBotError.
 *
 * Written here since undici's own retry caps Retry-After, ignores x-ratelimit-reset, and is deaf to a signal as it waits.
 */
export async function withRetries(attempt: () => Promise<Attempt>, settings: RetrySettings): Promise<unknown> {
  const { retryDelayMs, deadline, log, clock = systemClock, random = Math.random } = settings;
  for (let attempts = 1; ; attempts++) {
    const result = await attempt();
    if ('body' in result) return result.body;
    const { failure } = result;
    if (!failure.retryable) throw asError(failure, '');
    if (attempts > MAX_RETRIES) throw asError(failure, `, ${attempts} times`);

    const backoffMs = retryDelayMs * 2 ** (attempts - 1) * (0.5 + random() / 2);
    const waitMs = Math.ceil(Math.max(backoffMs, failure.waitMs ?? 0));
    if (clock.now() + waitMs >= deadline.at.getTime()) {
      throw asError(
        failure,
        `, and waiting ${inSeconds(waitMs)} to ask again would take longer than this run may last`,
      );
    }
    log.debug(`retry ${attempts} of ${MAX_RETRIES} in ${inSeconds(waitMs)}: ${failure.what}`);
    try {
      await clock.sleep(waitMs, deadline.signal);
    } catch (cause) {
      throw asError({ ...failure, cause }, ", and this run's time was over before it could be asked again");
    }
  }
}

function asError({ what, advice, retryable, cause }: Failure, note: string): CryptoBotError {
  return marketError(`${what}${note}: ${advice}`, { cause, retryable });
}

function inSeconds(durationMs: number): string {
  return `${Math.ceil(durationMs / 100) / 10} s`;
}
