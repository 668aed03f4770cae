import { expect, it } from 'vitest';
import { checkPrices } from '../../../src/market/price-file/check/check.js';
import { readAll } from './files.js';

async function check(...lines: string[]) {
  return checkPrices((await readAll({ content: lines.join('\n') })).table);
}

const day = (number: number) => new Date(Date.UTC(2021, 0, number));

it('says of each coin where it begins and ends, and how far its rows are apart', async () => {
  const checks = await check(
    'date,coin,price',
    '2021-01-02,bitcoin,2',
    '2021-01-01,bitcoin,1.5',
    '2021-01-03,bitcoin,2',
    '2021-01-01T06:00Z,ethereum,3',
    '2021-01-01T07:00Z,ethereum,3',
  );
  const none = { gaps: [], jumps: [], withoutMarketCap: null };
  expect(checks).toEqual([
    { coin: 'bitcoin', first: day(1), last: day(3), rows: 3, spacingMs: 86_400_000, ...none },
    {
      coin: 'ethereum',
      first: new Date('2021-01-01T06:00:00Z'),
      last: new Date('2021-01-01T07:00:00Z'),
      rows: 2,
      spacingMs: 3_600_000,
      ...none,
    },
  ]);
});

it('says nothing of the distance of a single row', async () => {
  expect(await check('date,coin,price', '2021-01-01,bitcoin,1')).toMatchObject([
    { rows: 1, spacingMs: null, gaps: [] },
  ]);
});

it('counts what is missing between rows', async () => {
  const [bitcoin] = await check(
    'date,coin,price',
    ...[1, 2, 3, 6, 7, 9].map((number) => `2021-01-0${number},bitcoin,1`),
    '2021-01-07T12:00Z,bitcoin,1',
  );
  expect(bitcoin?.gaps).toEqual([
    { after: day(3), before: day(6), missing: 2 },
    { after: new Date('2021-01-07T12:00:00Z'), before: day(9), missing: 1 },
  ]);
});

it('names jumps over 50 %, up and down, and not one of 50 %', async () => {
  const prices = ['100', '150', '75', '37.49', '56.25'];
  const [bitcoin] = await check('date,coin,price', ...prices.map((it, index) => `2021-01-0${index + 1},bitcoin,${it}`));
  expect(bitcoin?.jumps.map(({ at, from, to, percent }) => [at, `${from} ${to}`, percent.toFixed(3)])).toEqual([
    [day(4), '75 37.49', '-50.013'],
    [day(5), '37.49 56.25', '50.040'],
  ]);
});

it('counts the rows without a market cap, where the files have some', async () => {
  const [bitcoin, ethereum] = await check(
    'date,coin,price,market_cap',
    '2021-01-01,bitcoin,1,',
    '2021-01-02,bitcoin,1,5',
    '2021-01-03,bitcoin,1,0',
    '2021-01-03,ethereum,1,5',
  );
  expect([bitcoin?.withoutMarketCap, ethereum?.withoutMarketCap]).toEqual([2, 0]);
});
