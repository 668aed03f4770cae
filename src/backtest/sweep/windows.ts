import { DAY_MS } from '../../core/calendar.js';

/** How a walk forward is cut, in days. */
export interface WalkForward {
  readonly trainDays: number;
  readonly testDays: number;
}

/** A span to choose on, and the span right after it to try the choice on. All ends are included. */
export interface WalkWindow {
  readonly trainSince: Date;
  readonly trainUntil: Date;
  readonly testSince: Date;
  readonly testUntil: Date;
}

/**
 * The windows of a walk forward over some instants, oldest first: the test spans follow each other without a gap, the last one
 * may be cut off by the end. None where there is not even one whole window.
 */
export function windowsOf(instants: readonly Date[], { trainDays, testDays }: WalkForward): WalkWindow[] {
  const [first, last] = [instants[0]?.getTime(), instants.at(-1)?.getTime()];
  if (first === undefined || last === undefined) return [];
  if (last + DAY_MS - first < (trainDays + testDays) * DAY_MS) return [];
  const count = Math.floor((last - first - trainDays * DAY_MS) / (testDays * DAY_MS)) + 1;
  return Array.from({ length: count }, (_, number) => {
    const trainMs = first + number * testDays * DAY_MS;
    const testMs = trainMs + trainDays * DAY_MS;
    return {
      trainSince: new Date(trainMs),
      trainUntil: new Date(testMs - 1),
      testSince: new Date(testMs),
      testUntil: new Date(Math.min(testMs + testDays * DAY_MS - 1, last)),
    };
  });
}
