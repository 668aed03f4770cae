import type { SlotUnit } from '../../core/calendar.js';

/** The names that cron has for times: crontab(5). */
const names: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

/** The units of time that each of cron's five fields must leave alone, so that no slot of them is left out. */
const fields: readonly (readonly SlotUnit[])[] = [
  ['minute'],
  ['minute', 'hour'],
  ['minute', 'hour', 'day', 'week'],
  ['minute', 'hour', 'day', 'week', 'month'],
  ['minute', 'hour', 'day'],
];

/** Whether a job at such times ("15 * * * *", "@daily") runs in each slot of a unit. */
export function runsInEach(unit: SlotUnit, times: string): boolean {
  const five = (names[times] ?? times).split(/\s+/);
  return fields.every((units, index) => !units.includes(unit) || /^\*(\/1)?$/.test(five[index] ?? ''));
}

/** Whether it runs more than once in an hour. */
export function runsOften(times: string): boolean {
  return !/^\d+$/.test((names[times] ?? times).split(/\s+/)[0] ?? '');
}
