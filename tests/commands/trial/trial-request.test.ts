import { describe, expect, it } from 'vitest';
import type { TrialGiven } from '../../../src/commands/trial/inputs.js';
import { requestTrial } from '../../../src/commands/trial/trial-request.js';
import { type Config, type Flags, readConfig } from '../../../src/config.js';
import { amount } from '../../core/examples.js';
import { type Given, readAll } from '../../market/price-file/files.js';

const nothing: TrialGiven = {
  prices: [],
  since: undefined,
  until: undefined,
  every: undefined,
  cash: undefined,
  contribute: undefined,
  contributeEvery: undefined,
  feeRate: undefined,
  slippageBps: undefined,
};

const config = (settings: Flags['settings'] = {}): Promise<Config> => readConfig({ settings }, {});

const csv = (...lines: string[]): Given => ({ content: ['date,coin,price', ...lines].join('\n') });
const week = csv(...[1, 2, 3, 4, 5, 6, 7].map((day) => `2021-01-0${day},bitcoin,${day}`), '2021-01-05,ethereum,1');
const dca = { strategy: 'dca' };

async function request(settings: Flags['settings'], given: Partial<TrialGiven> = {}, file: Given = week) {
  return requestTrial(await config(settings), { ...nothing, ...given }, (await readAll(file)).table);
}

describe('a trial', () => {
  it('has a tick a day for daily prices, and one an hour for others', async () => {
    expect((await request(dca)).every).toBe('day');
    expect((await request(dca, {}, csv('2021-01-01T01:00Z,bitcoin,1'))).every).toBe('hour');
  });

  it('is about all coins that have begun where neither coins nor market caps say which', async () => {
    const { universeAt } = await request({ ...dca, coins: undefined });
    expect([universeAt(3).coins, universeAt(4).coins]).toEqual([['bitcoin'], ['bitcoin', 'ethereum']]);
  });

  it('is about the named coins, or the top ones, as a run is', async () => {
    expect((await request({ ...dca, coins: 'ethereum,solana' })).universeAt(0).coins).toEqual(['ethereum', 'solana']);
    const capped = { content: 'date,coin,price,market_cap\n2021-01-01,bitcoin,1,1' };
    expect((await request({ ...dca, top: '2' }, {}, capped)).universeAt(0)).toMatchObject({ coins: null, top: 2 });
  });

  it('pays in each month unless something else is said, and nothing where nothing is said', async () => {
    expect((await request(dca)).contributions).toBe(null);
    expect((await request(dca, { cash: amount('5') })).contributions).toEqual({
      cash: amount('5'),
      amount: null,
      every: 'month',
    });
    expect((await request(dca, { contribute: amount('5') })).contributions).toMatchObject({
      amount: amount('5'),
      every: 'month',
    });
  });

  it.each<[string, Flags['settings'], Partial<TrialGiven>, string]>([
    [
      'the top coins of files without market caps',
      { ...dca, top: '2' },
      {},
      '--top needs market caps, and the price files have no column market_cap',
    ],
    [
      'a beginning after the end',
      dca,
      { since: new Date('2021-01-08') },
      '--since is 2021-01-08, but the last price is of 2021-01-07',
    ],
    [
      'an end before the beginning',
      dca,
      { until: new Date('2020-12-31') },
      '--until is 2020-12-31, but the first price is of 2021-01-01',
    ],
    [
      'money more often than ticks',
      dca,
      { contribute: amount('1'), contributeEvery: 'day', every: 'week' },
      '--contribute-every is day, but there is only one tick each week',
    ],
    [
      'too few days for a window',
      {},
      {},
      'below-average needs 10 daily prices to decide, and the price files have prices of 7 days',
    ],
    [
      'too few days until the end',
      { params: 'window=4' },
      { until: new Date('2021-01-03T12:00Z') },
      'below-average needs 4 daily prices to decide, and the price files have prices of 3 days up to 2021-01-03',
    ],
    [
      'too few days for a period',
      { strategy: 'rsi', params: 'period=7' },
      {},
      'rsi needs 8 daily prices to decide, and the price files have prices of 7 days',
    ],
  ])('refuses %s', async (_, settings, given, problem) => {
    await expect(request(settings, given)).rejects.toMatchObject({ code: 'usage', message: problem });
  });

  it('takes as many days as a rule needs', async () => {
    await expect(request({ params: 'window=7' })).resolves.toBeDefined();
    await expect(request({ strategy: 'rsi', params: 'period=6' })).resolves.toBeDefined();
  });
});
