import { DAY_MS, dayOf } from '../../calendar.js';

/** A time for people: its UTC day where it is a midnight, else an ISO 8601 time down to the minute where that says all. */
export function briefTime(at: Date): string {
  return at.getTime() % DAY_MS === 0 ? dayOf(at) : at.toISOString().replace(/(:00)?\.000Z/, 'Z');
}
