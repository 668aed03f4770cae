import { marketError } from '../../errors.js';
import { type Clock, systemClock } from '../../market/http/retry.js';
import type { Deadline } from '../../runtime/deadline.js';

const MINUTE_MS = 60_000;

/**
 * Limits how many requests begin in any minute; null for no limit. The returned function waits until the next request may
 * begin. It throws a market-data CryptoBotError where that would be after the deadline.
 */
export function limitRate(
  perMinute: number | null,
  { at, signal }: Deadline,
  clock: Clock = systemClock,
): () => Promise<void> {
  const begunMs: number[] = [];
  return async () => {
    const earlier = perMinute === null ? undefined : begunMs.at(-perMinute);
    const waitMs = earlier === undefined ? 0 : earlier + MINUTE_MS - clock.now();
    if (waitMs > 0 && clock.now() + waitMs >= at.getTime())
      throw marketError(
        `the time of this command was over, at ${perMinute} requests a minute: run it again to go on, or raise deadline_seconds`,
        { retryable: true },
      );
    if (waitMs > 0) await clock.sleep(waitMs, signal);
    begunMs.push(clock.now());
  };
}
