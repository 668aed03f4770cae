import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginOfSlot, dayBefore, dayOf, slotLengthMs, slotNumber, slotOf, slotUnits } from '../../src/core/calendar.js';

describe('slots', () => {
  it.each([
    ['2026-11-22T22:21:12.951Z', '2026-11-22T22:21', '2026-11-22T22', '2026-11-22'],
    ['2026-11-22T00:00:00.000Z', '2026-11-22T00:00', '2026-11-22T00', '2026-11-22'],
    ['2026-12-31T23:59:59.999Z', '2026-12-31T23:59', '2026-12-31T23', '2026-12-31'],
    ['2027-01-01T01:30:00+02:00', '2026-12-31T23:30', '2026-12-31T23', '2026-12-31'],
  ])('of %s are those of UTC', (instant, minute, hour, day) => {
    const at = new Date(instant);
    expect([slotOf(at, 'minute'), slotOf(at, 'hour'), slotOf(at, 'day'), dayOf(at)]).toEqual([minute, hour, day, day]);
  });

  // The first week of a year is the one that has its first Thursday.
  it.each([
    ['2024-12-29T23:59:59.999Z', '2024-W52', '2024-12'],
    ['2024-12-30T00:00:00.000Z', '2025-W01', '2024-12'],
    ['2025-01-01T00:00:00.000Z', '2025-W01', '2025-01'],
    ['2026-11-22T23:59:59.999Z', '2026-W47', '2026-11'],
    ['2026-11-23T00:00:00.000Z', '2026-W48', '2026-11'],
    ['2026-12-31T23:59:59.999Z', '2026-W53', '2026-12'],
    ['2027-01-01T00:00:00.000Z', '2026-W53', '2027-01'],
    ['2027-01-04T00:00:00.000Z', '2027-W01', '2027-01'],
    ['2027-01-04T01:30:00+02:00', '2026-W53', '2027-01'],
    ['2028-02-29T12:00:00.000Z', '2028-W09', '2028-02'],
    ['1969-12-31T12:00:00.000Z', '1970-W01', '1969-12'],
  ])('of %s are the ISO week %s and the month %s', (instant, week, month) => {
    const at = new Date(instant);
    expect([slotOf(at, 'week'), slotOf(at, 'month')]).toEqual([week, month]);
  });

  const instant = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });

  it('of all units hold the instants from their begin to that of the next, and are numbered without a gap', () => {
    fc.assert(
      fc.property(instant, fc.constantFrom(...slotUnits), (at, unit) => {
        const number = slotNumber(at, unit);
        const [begin, end] = [beginOfSlot(number, unit), beginOfSlot(number + 1, unit)];
        expect(begin <= at && at < end).toBe(true);
        expect(end.getTime() - begin.getTime()).toBeGreaterThanOrEqual(slotLengthMs[unit]);
        const last = new Date(end.getTime() - 1);
        expect([slotNumber(begin, unit), slotNumber(last, unit), slotNumber(end, unit)]).toEqual([
          number,
          number,
          number + 1,
        ]);
        expect([slotOf(begin, unit), slotOf(last, unit)]).toEqual([slotOf(at, unit), slotOf(at, unit)]);
        expect(slotOf(end, unit)).not.toBe(slotOf(at, unit));
      }),
    );
  });

  it('of different units are never the same, so that a ledger may have both', () => {
    fc.assert(
      fc.property(instant, instant, (one, other) => {
        const slots = slotUnits.flatMap((unit) => [...new Set([slotOf(one, unit), slotOf(other, unit)])]);
        expect(new Set(slots).size).toBe(slots.length);
      }),
    );
  });
});

describe('days before', () => {
  it.each([
    ['2026-11-22T00:00:00Z', 0, '2026-11-22'],
    ['2026-11-22T23:59:59Z', 1, '2026-11-21'],
    ['2026-01-01T00:00:00Z', 1, '2025-12-31'],
    ['2028-03-01T12:00:00Z', 1, '2028-02-29'],
    ['2026-03-31T12:00:00Z', 9, '2026-03-22'],
  ])('%s less %i is %s', (instant, days, day) => {
    expect(dayBefore(new Date(instant), days)).toBe(day);
  });
});
