import { DAY_MS, dayOf } from '../../calendar.js';
import type { Kind } from '../kind.js';
import { day } from './day.js';
import { instant } from './instant.js';

/** What a day or a time names, from its first to its last instant: a day has all of itself, a time is both. */
export interface Period {
  readonly first: Date;
  readonly last: Date;
}

/** A UTC day, or an instant. */
export const period: Kind<Period> = {
  expected: 'a UTC day or time',
  example: '2026-11-22 or 2026-11-22T12:00:00Z',
  parse: (text) => {
    const at = instant.parse(text);
    if (at) return { first: at, last: at };
    if (day.parse(text) === undefined) return undefined;
    const first = new Date(`${text}T00:00:00Z`);
    return { first, last: new Date(first.getTime() + DAY_MS - 1) };
  },
  print: ({ first, last }) => (first.getTime() === last.getTime() ? instant.print(first) : dayOf(first)),
};
