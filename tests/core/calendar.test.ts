import { describe, expect, it } from 'vitest';
import { dayBefore, dayOf, parseInstant, slotOf } from '../../src/core/calendar.js';

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

describe('an instant in text', () => {
  it.each([
    ['2026-11-22', '2026-11-22T00:00:00.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
    ['2026-11-22T22:21Z', '2026-11-22T22:21:00.000Z'],
    ['2026-11-22T22:21:12Z', '2026-11-22T22:21:12.000Z'],
    ['2026-11-22T22:21:12.951Z', '2026-11-22T22:21:12.951Z'],
    ['2026-11-22T00:30:00+02:00', '2026-11-21T22:30:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(parseInstant(text)?.toISOString()).toBe(expected);
  });

  it.each([
    '',
    'yesterday',
    '2026',
    '2026-13-01',
    '2026-02-29',
    '2026-02-30T10:00:00Z',
    '2026-11-22T25:00:00Z',
    '2026-11-22T22:21:12', // no zone: it would be the machine's
    '2026-11-22 22:21:12Z',
    '22.11.2026',
    ' 2026-11-22',
  ])('"%s" is refused', (text) => {
    expect(parseInstant(text)).toBeNull();
  });
});
