import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginOfSlot, DAY_MS, slotLengthMs, slotNumber, slotOf, slotUnits } from '../../src/core/calendar.js';
import { forecast } from '../../src/core/decisions/forecast.js';
import { makePlan, type Policy } from '../../src/core/decisions/plan.js';
import { NOTHING_SPENT, type Spending } from '../../src/core/limits/caps.js';
import { OPEN_GATE } from '../../src/core/limits/sanity.js';
import type { Sizing } from '../../src/core/limits/sizing.js';
import { type Decimal, toExactString, ZERO } from '../../src/core/money.js';
import { topCoins, type UniverseRule } from '../../src/core/universe.js';
import { always, amount, aQuote, aSnapshot, aStrategy, aTick } from './examples.js';

const oneCoin: Policy = {
  strategy: aStrategy('below-average'),
  sizing: { quantity: amount('1') },
  caps: {},
  gate: OPEN_GATE,
};
const notional: Policy = { ...oneCoin, sizing: { notional: amount('25.5') } };
const notionalOf = (digits: string): Sizing => ({ notional: amount(digits) });
const averaging = aStrategy('value-averaging', { start: '2026-11-22' });
const noon = new Date('2026-11-22T12:00:00Z');

describe('the forecast of 30 days', () => {
  // runs = 30 × slots a day; midnights: 30 days from noon have a part of 31 UTC days, and the day's midnight is published up
  // to 35 minutes late, so that a tick an hour may ask for it 2 times, and a tick a minute 36 times.
  it.each([
    { every: 'hour', oncePer: null, top: 3, runs: 720, ticks: 720, buys: 2160, requests: 720 + 31 * 3 * 2 },
    { every: 'day', oncePer: null, top: 3, runs: 30, ticks: 30, buys: 90, requests: 30 + 30 * 3 },
    { every: 'minute', oncePer: null, top: 1, runs: 43200, ticks: 43200, buys: 43200, requests: 43200 + 31 * 36 },
    { every: 'minute', oncePer: 'hour', top: 3, runs: 43200, ticks: 720, buys: 2160, requests: 720 + 31 * 3 * 2 },
    // A line for Mondays: 30 days have 4 or 5 of them.
    { every: 'week', oncePer: null, top: 2, runs: 5, ticks: 5, buys: 10, requests: 5 + 5 * 2 },
    // From a Sunday noon in November on, 30 days have a part of 2 months, and of 6 weeks.
    { every: 'month', oncePer: null, top: 2, runs: 2, ticks: 2, buys: 4, requests: 2 + 2 * 2 },
    { every: 'hour', oncePer: 'week', top: 2, runs: 720, ticks: 6, buys: 12, requests: 6 + 6 * 2 },
    { every: 'day', oncePer: 'month', top: 2, runs: 30, ticks: 2, buys: 4, requests: 2 + 2 * 2 },
    { every: 'hour', oncePer: 'day', top: 2, runs: 720, ticks: 31, buys: 62, requests: 31 + 31 * 2 },
    { every: 'day', oncePer: 'hour', top: 2, runs: 30, ticks: 30, buys: 60, requests: 30 + 30 * 2 },
  ] as const)('of a run every $every, once per $oncePer, of the top $top', ({ every, oncePer, top, ...expected }) => {
    const schedule = { from: noon, days: 30, every, oncePer };
    expect(forecast(schedule, topCoins(top), oneCoin)).toEqual({
      ...expected,
      coins: top,
      carried: ZERO,
      mostSpent: null,
      requestsAtOnce: 1 + top,
    });
    const { mostSpent } = forecast(schedule, topCoins(top), notional);
    expect(mostSpent && toExactString(mostSpent.amount)).toBe(toExactString(amount('25.5').times(expected.buys)));
  });

  it('has as many days as are begun: 30 when it starts at midnight', () => {
    const schedule = { from: new Date('2026-11-22T00:00:00Z'), days: 30, every: 'hour', oncePer: 'day' } as const;
    expect(forecast(schedule, topCoins(1), oneCoin)).toMatchObject({ ticks: 30, requests: 60 });
  });

  it('has a run a month once in a month of 31 days', () => {
    const schedule = { from: new Date('2026-12-01T00:00:00Z'), days: 30, every: 'month', oncePer: null } as const;
    expect(forecast(schedule, topCoins(1), oneCoin).runs).toBe(1);
  });

  it('needs no charts for a rule that looks at no midnights', () => {
    const schedule = { from: noon, days: 30, every: 'hour', oncePer: null } as const;
    expect(forecast(schedule, topCoins(3), { ...oneCoin, strategy: always })).toMatchObject({
      requests: 720,
      requestsAtOnce: 1,
    });
  });

  // Hourly from noon on: 720 ticks, 31 UTC days, and two months, November and December.
  it.each<[string, UniverseRule, Partial<Policy>, [amount: string, by: string] | null]>([
    ['720 × 3 × 25', topCoins(3), { sizing: notionalOf('25') }, ['54000', 'notional']],
    [
      '720 × 3 × 25 × 4',
      topCoins(3),
      { sizing: { ...notionalOf('25'), maxMultiplier: amount('4') } },
      ['216000', 'notional'],
    ],
    [
      '720 × 3 × 6, of which some is carried',
      topCoins(3),
      { sizing: { ...notionalOf('6'), minNotional: amount('15') } },
      ['12960', 'notional'],
    ],
    ['720 × 100', topCoins(3), { caps: { tick: amount('100') } }, ['72000', 'caps.tick']],
    ['31 × 100', topCoins(3), { caps: { day: amount('100') } }, ['3100', 'caps.day']],
    ['2 × 100', topCoins(3), { caps: { month: amount('100') } }, ['200', 'caps.month']],
    [
      'the least of 54000, 3100 and 200',
      topCoins(3),
      { sizing: notionalOf('25'), caps: { day: amount('100'), month: amount('100') } },
      ['200', 'caps.month'],
    ],
    ['100 once', topCoins(3), { caps: { total: amount('100'), month: amount('100') } }, ['100', 'caps.total']],
    [
      '2 coins × 100',
      { ...topCoins(3), coins: ['a', 'b', 'c'], exclude: ['c'] },
      { caps: { coin: amount('100') } },
      ['200', 'caps.coin'],
    ],
    ['no bound, since the list changes', topCoins(3), { caps: { coin: amount('100') } }, null],
    ['no bound, since the rule names the amount', topCoins(3), { strategy: averaging, sizing: notionalOf('25') }, null],
  ])('is bounded by the tightest setting: %s', (_, universe, changes, expected) => {
    const schedule = { from: noon, days: 30, every: 'hour', oncePer: null } as const;
    const { mostSpent } = forecast(schedule, universe, { ...oneCoin, ...changes });
    expect(mostSpent && [toExactString(mostSpent.amount), mostSpent.by]).toEqual(expected);
  });

  it('counts what is carried, and what open orders may give back, of the coins that may be bought', () => {
    const schedule = { from: noon, days: 30, every: 'day', oncePer: null } as const;
    const before = {
      coins: new Map(['a', 'b', 'c'].map((coin, index) => [coin, amount(`10${index}`)])),
      openOrders: [{ coin: 'a', carried: amount('7') }],
    };
    const spent = (universe: Partial<UniverseRule>) => {
      const { carried, mostSpent } = forecast(schedule, { ...topCoins(1), ...universe }, notional, before);
      return [toExactString(carried), mostSpent && toExactString(mostSpent.amount)];
    };
    expect(spent({})).toEqual(['310', '1075']); // 30 × 25.5 = 765
    expect(spent({ exclude: ['a'] })).toEqual(['203', '968']);
    expect(spent({ coins: ['a', 'x'] })).toEqual(['107', '1637']);
  });

  it('is exceeded by no run, whatever earlier runs with other settings have carried', () => {
    const money = (max: number) =>
      fc.integer({ min: 1, max: max * 100 }).map((cents) => amount(String(cents)).div(100));
    const sizingArbitrary = fc
      .tuple(
        money(300),
        fc.record(
          {
            minNotional: money(900),
            step: fc.constantFrom('1', '0.1').map(amount),
            maxMultiplier: money(4).map((it) => it.plus(1)),
          },
          { requiredKeys: [] },
        ),
      )
      .map(([notional, more]): Sizing => ({ notional, ...more }));
    const capsArbitrary = fc.record({ tick: money(2000), day: money(2000), total: money(9000) }, { requiredKeys: [] });
    const policyArbitrary = fc.record({ sizing: sizingArbitrary, caps: capsArbitrary }).map(
      ({ sizing, caps }): Policy => ({
        ...oneCoin,
        // The strongest signal each time.
        strategy: {
          ...always,
          evaluate: () => ({ action: 'buy', reason: 'wanted', average: null, strength: amount('1') }),
        },
        sizing,
        caps,
      }),
    );
    const pricesArbitrary = fc.array(fc.array(money(900), { minLength: 2, maxLength: 2 }), {
      minLength: 5,
      maxLength: 5,
    });
    const runAll = (policy: Policy, prices: readonly (readonly Decimal[])[], from: Date, earlier: Spending) => {
      let spending = earlier;
      for (const [week, [one = ZERO, other = ZERO]] of prices.entries()) {
        const tick = aTick({ startedAt: new Date(from.getTime() + week * 7 * DAY_MS) });
        const quotes = [one, other].map((price, index) => ({ ...aQuote(`coin-${index}`, '1'), price }));
        spending = makePlan(tick, aSnapshot({ quotes }), policy, { ...spending, day: ZERO }).spending;
      }
      return spending;
    };
    fc.assert(
      fc.property(
        policyArbitrary,
        policyArbitrary,
        pricesArbitrary,
        pricesArbitrary,
        (earlier, policy, past, future) => {
          const before = runAll({ ...earlier, caps: {} }, past, new Date('2026-01-01'), NOTHING_SPENT);
          const coins = new Map([...before.coins].map(([coin, { carried }]) => [coin, carried]));
          const schedule = { from: noon, days: 30, every: 'week', oncePer: null } as const;
          const { ticks, mostSpent } = forecast(schedule, topCoins(2), policy, { coins, openOrders: [] });
          expect(ticks).toBe(future.length);
          const after = runAll(policy, future, noon, { ...before, total: ZERO });
          expect(mostSpent?.amount.minus(after.total).isNegative()).toBe(false);
        },
      ),
      { numRuns: 200 },
    );
  });

  // 720 ticks, 31 UTC days, on each of which a chart may be asked for twice.
  it.each<[string, Partial<UniverseRule>, number, number]>([
    ['720 + 31 × 2 × 3 charts', {}, 720 + 186, 4],
    ['a coin at the edge: 31 × 2 × 5 charts', { hysteresis: 2 }, 720 + 310, 6],
    ['a coin beside the list: 2 a tick, 31 × 2 × 4 charts', { include: ['x'] }, 1440 + 248, 6],
    ['two coins by name: 31 × 2 × 2 charts', { coins: ['a', 'b'] }, 720 + 124, 3],
    [
      'two coins by name, whatever a list would have',
      { coins: ['a', 'b'], include: ['x'], excludeCategories: ['wrapped', 'stablecoins'] },
      720 + 124,
      3,
    ],
    ['two categories: 31 × (2 × 3 charts + 2 lists)', { excludeCategories: ['wrapped', 'stablecoins'] }, 720 + 248, 6],
  ])('counts the requests of a universe: %s', (_, changes, requests, requestsAtOnce) => {
    const schedule = { from: noon, days: 30, every: 'hour', oncePer: null } as const;
    expect(forecast(schedule, { ...topCoins(3), ...changes }, oneCoin)).toMatchObject({ requests, requestsAtOnce });
  });

  it('needs charts to tell which coins hardly move, whatever the rule', () => {
    const schedule = { from: noon, days: 30, every: 'hour', oncePer: null } as const;
    const universe = { ...topCoins(3), excludeCategories: ['stablecoins'] as const, minMovementPercent: amount('1') };
    const policy = { ...oneCoin, strategy: always };
    expect(forecast(schedule, universe, policy)).toMatchObject({ requests: 720 + 31 * (2 * 3 + 1), requestsAtOnce: 5 });
    const withoutCharts = [
      { ...universe, coins: ['a', 'b', 'c'] },
      { ...universe, minMovementPercent: null },
      { ...universe, excludeCategories: ['wrapped'] as const },
    ];
    for (const other of withoutCharts)
      expect(forecast(schedule, other, policy).requests).toBe(720 + (other.coins ? 0 : 31));
  });

  it('is never exceeded by the ticks of any such crontab', () => {
    const unit = fc.constantFrom(...slotUnits);
    const from = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(from, unit, fc.option(unit), fc.nat(28 * DAY_MS), (from, every, oncePer, delayMs) => {
        const days = every === 'minute' ? 2 : 70;
        const end = new Date(from.getTime() + days * DAY_MS);
        const slots = new Set<string>();
        let ticks = 0;
        for (let slot = slotNumber(from, every); slot <= slotNumber(end, every); slot++) {
          const at = new Date(beginOfSlot(slot, every).getTime() + (delayMs % slotLengthMs[every]));
          if (at < from || at >= end) continue;
          slots.add(slotOf(at, oncePer ?? every));
          ticks += 1;
        }
        const most = forecast({ from, days, every, oncePer }, topCoins(1), oneCoin).ticks;
        expect(oncePer ? slots.size : ticks).toBeLessThanOrEqual(most);
      }),
      { numRuns: 50 },
    );
  });
});
