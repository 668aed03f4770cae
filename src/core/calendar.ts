/** UTC days and the slots of --once-per. */

export const DAY_MS = 86_400_000;

export const slotUnits = ['minute', 'hour', 'day'] as const;
export type SlotUnit = (typeof slotUnits)[number];

const slotLength = { day: 'YYYY-MM-DD'.length, hour: 'YYYY-MM-DDTHH'.length, minute: 'YYYY-MM-DDTHH:MM'.length };

/** The UTC slot an instant falls in: "2026-11-22", "2026-11-22T22" or "2026-11-22T22:21". */
export function slotOf(at: Date, unit: SlotUnit): string {
  return at.toISOString().slice(0, slotLength[unit]);
}

/** The UTC day of an instant, YYYY-MM-DD. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, slotLength.day);
}

/** The UTC month of an instant, YYYY-MM. */
export function monthOf(at: Date): string {
  return at.toISOString().slice(0, 'YYYY-MM'.length);
}

/** The one period that has all days and months. */
export const EVER = 'all';

/** The UTC day some days before that of an instant. */
export function dayBefore(at: Date, days: number): string {
  return dayOf(new Date(at.getTime() - days * DAY_MS));
}

/**
 * The instant a text names: an ISO 8601 time with an offset or Z, or a day, which is its first instant in UTC.
 * Null when it is neither, or is not in the calendar.
 */
export function parseInstant(text: string): Date | null {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/.test(text)) return null;
  const day = new Date(`${text.slice(0, slotLength.day)}T00:00:00Z`);
  const at = new Date(text);
  const inCalendar = !Number.isNaN(day.getTime()) && dayOf(day) === text.slice(0, slotLength.day);
  return inCalendar && !Number.isNaN(at.getTime()) ? at : null;
}

/** The last instant of what such a text names: a day includes all of itself. */
export function endOf(text: string, at: Date): Date {
  return text.includes('T') ? at : new Date(at.getTime() + DAY_MS - 1);
}
