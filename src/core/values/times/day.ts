import { dayOf } from '../../calendar.js';
import type { Kind } from '../kind.js';

/** A UTC day of the years 1 to 9999, which is in the calendar. */
export const day: Kind<string> = {
  expected: 'a UTC day',
  example: '2026-11-22',
  parse: (text) => {
    if (!/^(?!0000)\d{4}-\d\d-\d\d$/.test(text)) return undefined;
    const begin = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(begin.getTime()) && dayOf(begin) === text ? text : undefined;
  },
  print: (text) => text,
};
