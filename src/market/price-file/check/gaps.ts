import { spacingOf } from './spacing.js';

/** Rows that would be there at a coin's spacing, and are not. */
export interface Gap {
  /** The last row before it. */
  readonly after: Date;
  /** The first row behind it. */
  readonly before: Date;
  readonly missing: number;
}

/** The gaps between the times of a coin's rows, which are in their order. */
export function gapsOf(times: readonly Date[]): Gap[] {
  const spacingMs = spacingOf(times.map((at) => at.getTime()));
  if (spacingMs === null) return [];
  return times.slice(1).flatMap((before, index) => {
    const after = times[index] ?? before;
    const missing = Math.round((before.getTime() - after.getTime()) / spacingMs) - 1;
    return missing > 0 ? [{ after, before, missing }] : [];
  });
}
