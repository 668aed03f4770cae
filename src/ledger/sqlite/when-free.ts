import { setTimeout as delay } from 'node:timers/promises';

/**
 * Tries again while another connection holds the lock, until the time is up; then throws the last refusal. Unlike SQLite's
 * own wait it leaves the process free meanwhile: to be interrupted, or to finish what holds the lock.
 */
export async function whenFree<T>(attempt: () => T | Promise<T>, timeoutMs: number): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
    }
    await delay(POLL_MS * (0.5 + Math.random()));
  }
}

const POLL_MS = 20;

function isBusy(error: unknown): boolean {
  const SQLITE_BUSY = 5;
  return error instanceof Error && 'rawCode' in error && (Number(error.rawCode) & 0xff) === SQLITE_BUSY;
}
