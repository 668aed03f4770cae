import type { Kind } from '../kind.js';
import { day } from './day.js';

const FORM =
  /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const DATE = 'YYYY-MM-DD'.length;

/**
 * An ISO 8601 time with an offset or Z, which is in the calendar, in UTC as well. What it says below a millisecond is cut
 * off. The last second of a day is 23:59:59: 24:00 and a second 60 are refused.
 */
export const instant: Kind<Date> = {
  expected: 'a UTC time',
  example: '2026-11-22T22:15:00Z',
  parse: (text) => {
    if (!FORM.test(text) || day.parse(text.slice(0, DATE)) === undefined) return undefined;
    const at = new Date(text); // which cuts off below a millisecond
    const year = at.getUTCFullYear();
    return year >= 1 && year <= 9999 ? at : undefined;
  },
  print: (at) => at.toISOString(),
};
