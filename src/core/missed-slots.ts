import { beginOfSlot, DAY_MS, type SlotUnit, slotLengthMs, slotNumber, slotOf, slotUnits } from './calendar.js';

/** Slots that went by without a tick. */
export interface MissedSlots {
  readonly count: number;
  /** Oldest first. */
  readonly slots: readonly string[];
  /** When the latest of them ended; null when there is none. */
  readonly lastEndedAt: Date | null;
}

/** How far back slots are looked at: days of the short ones, and as many of the long ones. */
const LOOK_BACK_MS = 7 * DAY_MS;
const LOOK_BACK_SLOTS = 5;
const MAX_NAMED = 100;

/** The instant from which on the ticks must be known to find the slots that are missed at another. */
export function lookBackFrom(now: Date, unit: SlotUnit): Date {
  return beginOfSlot(firstLookedAt(now, unit), unit);
}

function firstLookedAt(now: Date, unit: SlotUnit): number {
  if (unit === 'week' || unit === 'month') return slotNumber(now, unit) - LOOK_BACK_SLOTS;
  return slotNumber(new Date(now.getTime() - LOOK_BACK_MS), unit); // the one that was under way ended later
}

/**
 * The slots without a tick, of the latest ones that are over, since the first tick. The slot of now can still get one.
 * `ticks` are the times of ticks, all of those since `lookBackFrom` at least, in any order.
 */
export function findMissedSlots(unit: SlotUnit, firstTick: Date, ticks: readonly Date[], now: Date): MissedSlots {
  const made = new Set(ticks.map((at) => slotNumber(at, unit)));
  const from = Math.max(firstLookedAt(now, unit), slotNumber(firstTick, unit));
  const missed = numbers(from, slotNumber(now, unit)).filter((number) => !made.has(number));
  const last = missed.at(-1);
  return {
    count: missed.length,
    slots: missed.slice(0, MAX_NAMED).map((number) => slotOf(beginOfSlot(number, unit), unit)),
    lastEndedAt: last === undefined ? null : beginOfSlot(last + 1, unit),
  };
}

/** The slots between those of two ticks, which nothing was recorded for; of the slots only the first and the last are named. */
export function slotsBetween(
  unit: SlotUnit,
  earlier: Date,
  later: Date,
): { count: number; first: string; last: string } | null {
  const [from, until] = [slotNumber(earlier, unit) + 1, slotNumber(later, unit)];
  if (from >= until) return null;
  const named = (number: number) => slotOf(beginOfSlot(number, unit), unit);
  return { count: until - from, first: named(from), last: named(until - 1) };
}

/** When the next tick is due: the beginning of the slot of now, or of the next one when that has its tick. */
export function nextDue(unit: SlotUnit, latestTick: Date, now: Date): Date {
  const current = slotNumber(now, unit);
  return beginOfSlot(slotNumber(latestTick, unit) >= current ? current + 1 : current, unit);
}

/** The unit that a slot is one of, by its form; null for a text that is no slot. */
export function unitOfSlot(slot: string): SlotUnit | null {
  const forms: readonly (readonly [SlotUnit, RegExp])[] = [
    ['minute', /^\d{4}-\d\d-\d\dT\d\d:\d\d$/],
    ['hour', /^\d{4}-\d\d-\d\dT\d\d$/],
    ['day', /^\d{4}-\d\d-\d\d$/],
    ['week', /^\d{4}-W\d\d$/],
    ['month', /^\d{4}-\d\d$/],
  ];
  return forms.find(([, form]) => form.test(slot))?.[0] ?? null;
}

/**
 * The shortest unit of which each slot gets a tick when ticks go on as far apart as the latest ones were, by their median;
 * null with fewer than two. A run begins a little early or late.
 */
export function estimateUnit(ticks: readonly Date[]): SlotUnit | null {
  const times = ticks.map((at) => at.getTime()).sort((a, b) => a - b);
  const distances = times.slice(1).map((at, index) => at - (times[index] ?? at));
  const median = distances.sort((a, b) => a - b)[Math.floor((distances.length - 1) / 2)];
  if (median === undefined) return null;
  return slotUnits.find((unit) => slotLengthMs[unit] * 1.1 >= median) ?? 'month';
}

function numbers(from: number, until: number): number[] {
  return Array.from({ length: Math.max(0, until - from) }, (_, index) => from + index);
}
