import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginOfSlot, type SlotUnit, slotNumber, slotOf, slotUnits } from '../../src/core/calendar.js';
import {
  estimateUnit,
  findMissedSlots,
  lookBackFrom,
  nextDue,
  slotsBetween,
  unitOfSlot,
} from '../../src/core/missed-slots.js';

const at = (text: string) => new Date(`${text}Z`);
const unit = fc.constantFrom(...slotUnits);
const instant = fc.date({ min: at('2024-01-01T00:00'), max: at('2028-01-01T00:00'), noInvalidDate: true });

describe('missed slots', () => {
  it.each<[string, SlotUnit, string, string[], string, string[]]>([
    [
      'of an hour',
      'hour',
      '2026-11-22T18:15',
      ['2026-11-22T18:15', '2026-11-22T21:15'],
      '2026-11-22T22:10',
      ['2026-11-22T19', '2026-11-22T20'],
    ],
    [
      'none while ticks are made, late or early',
      'hour',
      '2026-11-22T18:59',
      ['2026-11-22T18:59', '2026-11-22T19:00', '2026-11-22T20:30'],
      '2026-11-22T21:59',
      [],
    ],
    [
      'since the last tick',
      'day',
      '2026-11-18T00:00',
      ['2026-11-18T00:00'],
      '2026-11-21T23:00',
      ['2026-11-19', '2026-11-20'],
    ],
    ['not before the first tick', 'day', '2026-11-20T00:00', ['2026-11-20T00:00'], '2026-11-21T00:00', []],
    [
      'of the last seven days only',
      'day',
      '2026-01-01T00:00',
      [],
      '2026-11-21T12:00',
      ['2026-11-14', '2026-11-15', '2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'],
    ],
    [
      'of the last five weeks only',
      'week',
      '2026-01-01T00:00',
      ['2026-11-04T00:00'],
      '2026-11-22T00:00',
      ['2026-W42', '2026-W43', '2026-W44', '2026-W46'],
    ],
    [
      'of the last five months only',
      'month',
      '2026-01-01T00:00',
      ['2026-08-31T23:59'],
      '2026-11-22T00:00',
      ['2026-06', '2026-07', '2026-09', '2026-10'],
    ],
  ])('%s', (_, unit, first, ticks, now, slots) => {
    expect(findMissedSlots(unit, at(first), ticks.map(at), at(now))).toMatchObject({ count: slots.length, slots });
  });

  it('are all counted, and a hundred named, oldest first', () => {
    const { count, slots, lastEndedAt } = findMissedSlots('hour', at('2026-01-01T00:00'), [], at('2026-11-22T22:10'));
    expect(count).toBe(168);
    expect(slots).toHaveLength(100);
    expect(slots[0]).toBe('2026-11-15T22');
    expect(lastEndedAt).toEqual(at('2026-11-22T22:00'));
  });

  it('and the ones with a tick are all there are: none twice, none left out', () => {
    const ticks = fc.array(instant, { maxLength: 20 });
    fc.assert(
      fc.property(unit, instant, fc.nat(40), ticks, (unit, now, back, others) => {
        const first = beginOfSlot(slotNumber(now, unit) - back, unit);
        const known = [first, ...others.filter((it) => it >= first && it <= now)];
        const { count, slots } = findMissedSlots(unit, first, known, now);
        const from = Math.max(slotNumber(first, unit), slotNumber(lookBackFrom(now, unit), unit));
        const made = new Set(
          known.map((it) => slotNumber(it, unit)).filter((it) => it >= from && it < slotNumber(now, unit)),
        );
        expect(count + made.size).toBe(slotNumber(now, unit) - from);
        expect(slots).not.toContain(slotOf(now, unit));
        for (const tick of known) expect(slots).not.toContain(slotOf(tick, unit));
      }),
    );
  });

  it('are found from the ticks since the look back alone', () => {
    fc.assert(
      fc.property(unit, instant, instant, fc.array(instant), (unit, now, first, ticks) => {
        const since = lookBackFrom(now, unit);
        const all = findMissedSlots(unit, first, ticks, now);
        expect(
          findMissedSlots(
            unit,
            first,
            ticks.filter((it) => it >= since),
            now,
          ),
        ).toEqual(all);
      }),
    );
  });

  it('between two ticks are counted, and the first and the last are named', () => {
    expect(slotsBetween('hour', at('2026-11-22T18:59'), at('2026-11-22T22:00'))).toEqual({
      count: 3,
      first: '2026-11-22T19',
      last: '2026-11-22T21',
    });
    expect(slotsBetween('hour', at('2026-11-22T18:59'), at('2026-11-22T19:00'))).toBeNull();
    expect(slotsBetween('hour', at('2026-11-22T19:00'), at('2026-11-22T18:00'))).toBeNull();
  });
});

describe('the next tick is due', () => {
  it('at once where the slot of now has none, else when the next slot begins', () => {
    expect(nextDue('hour', at('2026-11-22T21:15'), at('2026-11-22T22:10'))).toEqual(at('2026-11-22T22:00'));
    expect(nextDue('hour', at('2026-11-22T22:05'), at('2026-11-22T22:10'))).toEqual(at('2026-11-22T23:00'));
    expect(nextDue('month', at('2026-12-01T00:00'), at('2026-12-31T00:00'))).toEqual(at('2027-01-01T00:00'));
  });
});

describe('the unit of slots', () => {
  it('is told by the form of a slot', () => {
    fc.assert(
      fc.property(unit, instant, (unit, now) => {
        const slot = slotOf(now, unit);
        expect([slot, `x${slot}`, `${slot}x`].map(unitOfSlot)).toEqual([unit, null, null]);
      }),
    );
    expect(unitOfSlot('2026')).toBeNull();
  });

  it.each<[string, number[], SlotUnit | null]>([
    ['no tick', [], null],
    ['one tick', [0], null],
    ['a tick an hour, one of them late and one left out', [0, 60, 121, 240, 301], 'hour'],
    ['a tick in 15 minutes', [0, 15, 30, 45], 'hour'],
    ['a tick in twelve hours', [0, 720, 1440], 'day'],
    ['a tick a month', [0, 31 * 1440, 59 * 1440, 90 * 1440], 'month'],
    ['a tick in two months', [0, 60 * 1440], 'month'],
    ['a tick in 66 seconds', [0, 1.1], 'minute'],
    ['a tick an hour, one of them made again', [0, 60, 61, 121], 'hour'],
  ])('is estimated from %s', (_, minutes, expected) => {
    const start = at('2026-01-01T00:15').getTime();
    expect(estimateUnit(minutes.map((minute) => new Date(start + minute * 60_000)))).toBe(expected);
  });

  it('is estimated whatever the order of the ticks is', () => {
    fc.assert(
      fc.property(fc.array(instant, { maxLength: 10 }), (ticks) => {
        expect(estimateUnit(ticks.toReversed())).toBe(estimateUnit(ticks));
      }),
    );
  });
});
