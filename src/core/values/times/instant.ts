import type { Kind } from '../kind.js';
import { day } from './day.js';

const FORM =
  /^(?<date>\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(?<fraction>\.\d{1,9})?)?(?<zone>Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/**
 * An ISO 8601 time with an offset or Z, which is in the calendar, in UTC as well. What it says below a millisecond is cut
 * off. The last second of a day is 23:59:59: 24:00 and a second 60 are refused.
 */
export const instant: Kind<Date> = {
  expected: 'a UTC time',
  example: '2026-11-22T22:15:00Z',
  parse: (text) => {
    const { date = '', fraction = '' } = FORM.exec(text)?.groups ?? {};
    if (day.parse(date) === undefined) return undefined;
    const at = new Date(text.replace(fraction, fraction.slice(0, '.123'.length)));
    return /^(?!0000)\d{4}-/.test(at.toISOString()) ? at : undefined;
  },
  print: (at) => at.toISOString(),
};
