import { describe, expect, it } from 'vitest';
import { type Contributions, scheduleTicks, usualPeriod } from '../../src/backtest/schedule.js';
import { Decimal, ZERO } from '../../src/core/money.js';

const at = (...times: string[]) => times.map((time) => new Date(time));
const none: Contributions = { cash: ZERO, amount: null, every: 'month' };
const daily = Array.from({ length: 70 }, (_, number) => new Date(Date.UTC(2020, 11, 20 + number)));

function ticks(instants: readonly Date[], every: 'hour' | 'day' | 'week' | 'month', since: string | null = null) {
  const scheduled = scheduleTicks(instants, every, since === null ? null : new Date(since), none);
  return scheduled.map((tick) => tick.at.toISOString().replace(/:00\.000Z$/, ''));
}

describe('the usual period', () => {
  it.each([
    ['day', at('2021-01-01', '2021-01-05')],
    ['hour', at('2021-01-01', '2021-01-05T01:00Z')],
    ['hour', at('2021-01-01T00:00:01Z')],
  ])('is a %s', (period, instants) => {
    expect(usualPeriod(instants)).toBe(period);
  });
});

describe('ticks', () => {
  const hours = at('2021-01-01T10:00Z', '2021-01-01T10:30Z', '2021-01-01T11:00Z', '2021-01-02T05:00Z');

  it('are one in each period, at its earliest instant', () => {
    expect(ticks(hours, 'hour')).toEqual(['2021-01-01T10:00', '2021-01-01T11:00', '2021-01-02T05:00']);
    expect(ticks(hours, 'day')).toEqual(['2021-01-01T10:00', '2021-01-02T05:00']);
  });

  it('are weekly from Monday on, by ISO weeks, after a first one of what is there', () => {
    expect(ticks(daily.slice(0, 20), 'week')).toEqual([
      '2020-12-20T00:00',
      '2020-12-21T00:00',
      '2020-12-28T00:00',
      '2021-01-04T00:00',
    ]);
  });

  it('are monthly from the first day on', () => {
    expect(ticks(daily, 'month')).toEqual(['2020-12-20T00:00', '2021-01-01T00:00', '2021-02-01T00:00']);
  });

  it('have one in a first period that since cuts', () => {
    expect(ticks(daily, 'month', '2021-01-15T12:00Z')).toEqual(['2021-01-16T00:00', '2021-02-01T00:00']);
    expect(ticks(daily, 'month', '2021-01-15')).toEqual(['2021-01-15T00:00', '2021-02-01T00:00']);
    expect(ticks(hours, 'day', '2021-01-03')).toEqual([]);
  });
});

describe('what comes in', () => {
  const inflows = (contributions: Partial<Contributions>, every: 'day' | 'week' = 'day', since = '2020-12-20') =>
    scheduleTicks(daily, every, new Date(since), { ...none, ...contributions })
      .filter(({ inflow }) => !inflow.isZero())
      .map((tick) => `${tick.at.toISOString().slice(0, 10)} ${tick.inflow}`);

  it('is the cash at the first tick', () => {
    expect(inflows({ cash: new Decimal(500) }, 'day', '2021-01-05')).toEqual(['2021-01-05 500']);
  });

  it('is the contribution at the first tick of each period, that of the first tick included', () => {
    expect(inflows({ amount: new Decimal(10) })).toEqual(['2020-12-20 10', '2021-01-01 10', '2021-02-01 10']);
    expect(inflows({ amount: new Decimal(10), every: 'week' }).slice(0, 3)).toEqual([
      '2020-12-20 10',
      '2020-12-21 10',
      '2020-12-28 10',
    ]);
  });

  it('is both together at the first tick', () => {
    expect(inflows({ cash: new Decimal(500), amount: new Decimal(10) })[0]).toBe('2020-12-20 510');
  });

  it('waits for the tick where ticks are rarer than days', () => {
    expect(inflows({ amount: new Decimal(10) }, 'week')).toEqual(['2020-12-20 10', '2021-01-04 10', '2021-02-01 10']);
  });
});
