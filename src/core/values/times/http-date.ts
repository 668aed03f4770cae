import type { Kind } from '../kind.js';

/** A time in a header of HTTP, as RFC 9110, 5.6.7 has it (IMF-fixdate): of the years 100 to 9999, in the calendar. */
export const httpDate: Kind<Date> = {
  expected: 'a date of HTTP',
  example: 'Sun, 22 Nov 2026 22:15:00 GMT',
  parse: (text) => {
    const at = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text) ? new Date(text) : null;
    return at && !Number.isNaN(at.getTime()) && at.toUTCString() === text ? at : undefined;
  },
  print: (at) => at.toUTCString(),
};
