import { expect, it } from 'vitest';
import { findProblems } from '../../../src/market/price-file/check/find-problems.js';
import { gapsOf } from '../../../src/market/price-file/check/gaps.js';
import { readAll } from './files.js';

it('counts as many prices missing in a gap as there is room for, rounded, at the usual distance', () => {
  const missing = (hours: number) =>
    gapsOf([0, 1, 2, 3, 3 + hours].map((hour) => new Date(hour * 3_600_000))).map((gap) => gap.missing);
  expect([1.49, 1.5, 2.49, 2.5].map(missing)).toEqual([[], [1], [1], [2]]);
});

it('says that a coin has ended only where it ends before the last instant that is looked at', async () => {
  const { table } = await readAll({ content: 'date,coin,price\n2021-01-01,a,1\n2021-01-02,a,2\n' });
  const [since, last] = [new Date('2021-01-01'), new Date('2021-01-02')];
  const codes = (until: Date) => findProblems(table, ['a'], since, until).map(({ code }) => code);
  expect([codes(last), codes(new Date(last.getTime() + 1))]).toEqual([[], ['ended']]);
});

it.each(['00-AM', '00-PM', '13-PM'])(
  'refuses the hour %s of candles, which no clock of twelve hours has',
  async (hour) => {
    const candle = (at: string) => `2019-10-17 ${at},BTCUSD,1,2,0.5,8000,1,1`;
    const content = ['Date,Symbol,Open,High,Low,Close,Volume BTC,Volume USD', candle('02-AM'), candle(hour)].join('\n');
    await expect(readAll({ content })).rejects.toThrow(`line 3: the date is "2019-10-17 ${hour}"`);
  },
);
