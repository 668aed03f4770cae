import type { Kind } from '../kind.js';

/** A UTC day of the years 1 to 9999, which is in the calendar. */
export const day: Kind<string> = {
  expected: 'a UTC day',
  example: '2026-11-22',
  parse: (text) => (/^\d{4}-\d\d-\d\d$/.test(text) && isInCalendar(text) ? text : undefined),
  print: (text) => text,
};

function isInCalendar(text: string): boolean {
  const [year, month, dayOfMonth] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  return year > 0 && dayOfMonth > 0 && dayOfMonth <= daysIn(year, month);
}

/** 0 for a month that is none. */
function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [0, 31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month] ?? 0;
}
