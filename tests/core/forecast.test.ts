import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SlotUnit, slotOf, slotUnits } from '../../src/core/calendar.js';
import { forecast } from '../../src/core/forecast.js';
import { toExactString } from '../../src/core/money.js';
import { belowAverage } from '../../src/core/strategies/below-average.js';
import { amount } from './examples.js';

const oneCoin = { strategy: belowAverage, sizing: { quantity: amount('1') } };
const notional = { strategy: belowAverage, sizing: { notional: amount('25.5') } };
const noon = new Date('2026-11-22T12:00:00Z');

describe('the forecast of 30 days', () => {
  // runs = 30 × slots a day; midnights: 30 days from noon have a part of 31 UTC days, so 31 charts per coin.
  it.each([
    { every: 'hour', oncePer: null, top: 3, runs: 720, ticks: 720, buys: 2160, requests: 720 + 31 * 3 },
    { every: 'day', oncePer: null, top: 3, runs: 30, ticks: 30, buys: 90, requests: 30 + 30 * 3 },
    { every: 'minute', oncePer: null, top: 1, runs: 43200, ticks: 43200, buys: 43200, requests: 43200 + 31 },
    { every: 'minute', oncePer: 'hour', top: 3, runs: 43200, ticks: 720, buys: 2160, requests: 720 + 31 * 3 },
    { every: 'hour', oncePer: 'day', top: 2, runs: 720, ticks: 31, buys: 62, requests: 31 + 31 * 2 },
    { every: 'day', oncePer: 'hour', top: 2, runs: 30, ticks: 30, buys: 60, requests: 30 + 30 * 2 },
  ] as const)('of a run every $every, once per $oncePer, of the top $top', ({ every, oncePer, top, ...expected }) => {
    const schedule = { from: noon, days: 30, every, oncePer };
    expect(forecast(schedule, top, oneCoin)).toEqual({ ...expected, mostSpent: null, requestsAtOnce: 1 + top });
    const { mostSpent } = forecast(schedule, top, notional);
    expect(mostSpent && toExactString(mostSpent.amount)).toBe(toExactString(amount('25.5').times(expected.buys)));
  });

  it('has as many days as are begun: 30 when it starts at midnight', () => {
    const schedule = { from: new Date('2026-11-22T00:00:00Z'), days: 30, every: 'hour', oncePer: 'day' } as const;
    expect(forecast(schedule, 1, oneCoin)).toMatchObject({ ticks: 30, requests: 60 });
  });

  it('needs no charts for a rule that looks at no midnights', () => {
    const always = { strategy: { ...belowAverage, midnights: 0 }, sizing: { quantity: amount('1') } };
    const schedule = { from: noon, days: 30, every: 'hour', oncePer: null } as const;
    expect(forecast(schedule, 3, always)).toMatchObject({ requests: 720, requestsAtOnce: 1 });
  });

  it('is never exceeded by the ticks of any such crontab', () => {
    const unit = fc.constantFrom(...slotUnits);
    const from = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
    const stepMs: Readonly<Record<SlotUnit, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
    fc.assert(
      fc.property(from, unit, fc.option(unit), fc.nat(86_399_999), (from, every, oncePer, delayMs) => {
        const days = 2;
        const end = from.getTime() + days * 86_400_000;
        const slots = new Set<string>();
        let ticks = 0;
        for (let at = from.getTime() + (delayMs % stepMs[every]); at < end; at += stepMs[every]) {
          slots.add(slotOf(new Date(at), oncePer ?? every));
          ticks += 1;
        }
        const most = forecast({ from, days, every, oncePer }, 1, oneCoin).ticks;
        expect(oncePer ? slots.size : ticks).toBeLessThanOrEqual(most);
      }),
      { numRuns: 50 },
    );
  });
});
