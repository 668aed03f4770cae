/** UTC days and the slots of --once-per. */

export const DAY_MS = 86_400_000;

export const slotUnits = ['minute', 'hour', 'day', 'week', 'month'] as const;
export type SlotUnit = (typeof slotUnits)[number];

/** How long a slot is; of a month, the shortest. */
export const slotLengthMs: Readonly<Record<SlotUnit, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 28 * DAY_MS,
};

/** 1970 began on a Thursday, and an ISO week begins on Monday. */
const FIRST_MONDAY_MS = -3 * DAY_MS;

/** The UTC slot an instant falls in: "2026-11-22T22:21", "2026-11-22T22", "2026-11-22", "2026-W47" or "2026-11". */
export function slotOf(at: Date, unit: SlotUnit): string {
  if (unit === 'month') return monthOf(at);
  if (unit === 'week') return weekOf(at);
  const shape = { day: 'YYYY-MM-DD', hour: 'YYYY-MM-DDTHH', minute: 'YYYY-MM-DDTHH:MM' };
  return at.toISOString().slice(0, shape[unit].length);
}

/** Slots of a unit are numbered by time, without a gap. */
export function slotNumber(at: Date, unit: SlotUnit): number {
  if (unit === 'month') return at.getUTCFullYear() * 12 + at.getUTCMonth();
  return Math.floor((at.getTime() - originMs(unit)) / slotLengthMs[unit]);
}

/** The first instant of the slot with a number. */
export function beginOfSlot(number: number, unit: SlotUnit): Date {
  if (unit === 'month') return new Date(Date.UTC(Math.floor(number / 12), number % 12));
  return new Date(originMs(unit) + number * slotLengthMs[unit]);
}

function originMs(unit: SlotUnit): number {
  return unit === 'week' ? FIRST_MONDAY_MS : 0;
}

/** The ISO 8601 week of an instant. It belongs to the year of its Thursday, so that the last days of a year may be in 2027-W01. */
function weekOf(at: Date): string {
  const thursday = new Date(beginOfSlot(slotNumber(at, 'week'), 'week').getTime() + 3 * DAY_MS);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0)) / slotLengthMs.week);
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** The texts of days that were asked for lately, by their number: a tick asks for the same ones again and again. */
const dayTexts = new Map<number, string>();
const MOST_DAY_TEXTS = 1000;

/** The UTC day of an instant, YYYY-MM-DD. */
export function dayOf(at: Date): string {
  const number = slotNumber(at, 'day');
  const known = dayTexts.get(number);
  if (known !== undefined) return known;
  const text = slotOf(at, 'day');
  if (dayTexts.size === MOST_DAY_TEXTS) dayTexts.clear();
  dayTexts.set(number, text);
  return text;
}

/** The UTC month of an instant, YYYY-MM. */
export function monthOf(at: Date): string {
  return dayOf(at).slice(0, 'YYYY-MM'.length);
}

/** The one period that has all days and months. */
export const EVER = 'all';

/** The UTC day some days before that of an instant. */
export function dayBefore(at: Date, days: number): string {
  return dayOf(new Date(at.getTime() - days * DAY_MS));
}
