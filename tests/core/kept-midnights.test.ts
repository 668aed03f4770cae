import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayBefore } from '../../src/core/calendar.js';
import { midnightsOf, midnightsReferredTo } from '../../src/core/decisions/midnights.js';
import type { DailyPrice } from '../../src/core/model.js';
import { amount, now } from './examples.js';

const refuse = (path: string, value: unknown) => {
  throw new Error(`${path} is ${value}`);
};

function midnight(day: string, price: string, version?: number): DailyPrice {
  return { coin: 'bitcoin', day, price: amount(price), ...(version !== undefined && { version }) };
}

/** What a ledger would keep of some midnights. */
function keeping(midnights: readonly DailyPrice[]) {
  return (day: string, version: number) => midnights.find((it) => it.day === day && it.version === version)?.price;
}

const withoutVersion = ({ coin, day, price }: DailyPrice) => ({ coin, day, price });

describe('midnights as a decision keeps them', () => {
  it.each<[string, DailyPrice[], unknown]>([
    ['none', [], []],
    ['days in a row', [midnight('2026-11-30', '1', 1), midnight('2026-12-01', '2', 1)], [['2026-11-30', 2]]],
    [
      'a gap',
      [midnight('2026-11-14', '1', 1), midnight('2026-11-16', '2', 1)],
      [
        ['2026-11-14', 1],
        ['2026-11-16', 1],
      ],
    ],
    [
      'a corrected one',
      [midnight('2026-11-14', '1', 1), midnight('2026-11-15', '2', 2), midnight('2026-11-16', '2', 1)],
      [
        ['2026-11-14', 1],
        ['2026-11-15', 1, 2],
        ['2026-11-16', 1],
      ],
    ],
    [
      'those that the ledger does not keep',
      [midnight('2026-11-14', '0.1'), midnight('2026-11-15', '2', 1)],
      [
        ['2026-11-14', '0.1'],
        ['2026-11-15', 1],
      ],
    ],
  ])('are runs of days: %s', (_what, midnights, runs) => {
    const codec = midnightsOf('bitcoin', keeping(midnights));
    expect(codec.encode(midnights)).toEqual(runs);
    expect(codec.decode(runs, 'x', refuse)).toEqual(midnights.map(withoutVersion));
  });

  it('come back whatever days there are, in whatever versions', () => {
    const day = fc.record({
      version: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
      has: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(day, { maxLength: 60 }), (days) => {
        const midnights = days.flatMap(({ version, has }, index) =>
          has ? [midnight(dayBefore(now, days.length - index), `${index}.5`, version)] : [],
        );
        const codec = midnightsOf('bitcoin', keeping(midnights));
        const json: unknown = JSON.parse(JSON.stringify(codec.encode(midnights)));
        expect(codec.decode(json, 'x', refuse)).toEqual(midnights.map(withoutVersion));
        expect(midnightsReferredTo(json)).toEqual(
          midnights.flatMap((it) => (it.version === undefined ? [] : [{ day: it.day, version: it.version }])),
        );
      }),
    );
  });

  it('take a year in two dozen letters', () => {
    const year = Array.from({ length: 366 }, (_, index) => midnight(dayBefore(now, 366 - index), '65610.123456789', 1));
    expect(JSON.stringify(midnightsOf('bitcoin', keeping(year)).encode(year))).toBe('[["2025-11-21",366]]');
  });

  it.each<[string, unknown, string]>([
    ['no list', 'all', 'x is all'],
    ['a run that is none', [['2026-11-14']], 'x is 2026-11-14'],
    ['no day of the calendar', [['2026-02-30', 1]], 'x is 2026-02-30,1'],
    ['no number of days', [['2026-11-14', 0]], 'x is 2026-11-14,0'],
    ['more days than any window has', [['2026-11-14', 1e9]], 'x is 2026-11-14,1000000000'],
    ['a version before the first', [['2026-11-14', 1, 0]], 'x is 2026-11-14,1,0'],
    ['a price in words', [['2026-11-14', 'two']], 'x[0] is two'],
    [
      'a midnight that is gone',
      [
        ['2026-11-14', 1],
        ['2026-11-20', 2, 3],
      ],
      'x[0] is 2026-11-14, version 1',
    ],
  ])('are refused where they are damaged: %s', (_what, json, message) => {
    expect(() => midnightsOf('bitcoin', () => undefined).decode(json, 'x', refuse)).toThrow(message);
  });
});
