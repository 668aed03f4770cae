/** How long to wait after each failed try before the next, at least. */
const DISTANCES_MS = [5 * 60_000, 30 * 60_000, 2 * 3_600_000, 12 * 3_600_000];

/**
 * When a message that was tried so many times, the last time at an instant, is to be tried again; null when that was the
 * last try. `waitMs` is what the service asked for.
 */
export function nextTryAt(tries: number, lastTryAt: Date, waitMs: number | null): Date | null {
  const distanceMs = DISTANCES_MS[tries - 1];
  return distanceMs === undefined ? null : new Date(lastTryAt.getTime() + Math.max(distanceMs, waitMs ?? 0));
}
