import { describe, expect, it } from 'vitest';
import type { Decision } from '../../src/core/decisions/decision.js';
import { NOTHING_SPENT } from '../../src/core/limits/caps.js';
import type { OrderFill, OrderRecord } from '../../src/core/order/order.js';
import type { Undelivered } from '../../src/core/records.js';
import { paceOf, type StatusFacts } from '../../src/core/status/facts.js';
import { examine } from '../../src/core/status/status.js';
import { aPromise } from '../ledger/promises.js';
import { amount, aRecord, aTick } from './examples.js';

const NOW = new Date('2026-11-22T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

const tickAt = (minutes: number, slot: string | null = null) => ({
  ...aTick({ id: `tick-${minutes}`, slot, market: 'coingecko', startedAt: minutesAgo(minutes) }),
  sequence: 1,
});

/** Ticks so many minutes ago, the last one first. */
const ticksOf = (...minutes: number[]) => ({
  count: minutes.length,
  first: minutesAgo(Math.max(...minutes)),
  latest: minutes.map((it) => tickAt(it)).slice(0, 10),
  since: minutes.map(minutesAgo),
});
const hourly = (from: number, until: number) => Array.from({ length: until - from }, (_, hour) => 60 * (from + hour));

const facts: StatusFacts = {
  now: NOW,
  market: 'coingecko',
  caps: {},
  isOlder: false,
  movedTo: null,
  recentOrders: [],
  account: null,
  pace: { unit: 'hour', isEstimated: false },
  ticks: ticksOf(0, 60),
  lastRun: null,
  longestRunMs: 180_000,
  decisions: [],
  skipped: [],
  openOrders: [],
  graceMs: 420_000,
  undelivered: [],
  holdings: [],
  conditions: [],
  spending: NOTHING_SPENT,
};

const weekly = { unit: 'week', isEstimated: false } as const;
const ofSample = { ...ticksOf(0), latest: [{ ...tickAt(0), market: 'sample' }] };

/** Its latest tick is 50 hours old. */
const ofBacktest = { ...ticksOf(60 * 50), latest: [{ ...tickAt(60 * 50), market: 'price-file' }] };

const codesOf = (change: Partial<StatusFacts>) => examine({ ...facts, ...change }).findings.map(({ code }) => code);

const [ordered] = aPromise('tick-0', ['bitcoin']).plan.orders;
const promised = (minutes: number, change: Partial<OrderRecord> = {}): OrderRecord => {
  if (!ordered) throw new Error('an order was promised');
  return aRecord(ordered, { promisedAt: minutesAgo(minutes), ...change });
};

const aHolding = (priceAt: Date | null, quantity = 1) => ({
  coin: 'bitcoin',
  symbol: 'btc',
  name: 'Bitcoin',
  buyCount: 1,
  quantity: amount(String(quantity)),
  costBasis: amount('2'),
  price: priceAt && amount('2'),
  priceAt,
});

const unsent = (change: Partial<Undelivered>) => ({
  service: 'ntfy',
  waiting: 0,
  givenUp: 0,
  problem: null,
  ...change,
});

const aRun = (minutes: number, exitCode: number | null) => ({
  id: 'run',
  beganAt: minutesAgo(minutes),
  endedAt: exitCode === null ? null : NOW,
  slot: null,
  exitCode,
  tickId: null,
  problem: null,
  requests: 4,
});

/** An order at an exchange that was filled so many minutes ago. */
const filled = (minutes: number, change: Partial<OrderFill>): OrderRecord => {
  const at = minutesAgo(minutes);
  const fill = { tradeId: '1', quantity: amount('1'), price: amount('2'), fee: amount('0.1'), feeCurrency: null, at };
  const fills = [{ ...fill, lateDay: null, ...change }];
  return promised(minutes, { status: 'filled', pair: 'BTC/EUR', closedAt: at, fills });
};

const inAccount = (expected: string, actual: string) => ({
  coin: 'bitcoin',
  expected: amount(expected),
  actual: amount(actual),
});

describe('the status', () => {
  const cases: readonly [string, Partial<StatusFacts>, string[]][] = [
    ['nothing wrong', {}, []],
    ['an order of ten minutes', { openOrders: [promised(10)] }, []],
    ['an older one', { openOrders: [promised(11)] }, ['open-orders']],
    ['two older ones', { openOrders: [promised(12), promised(11)] }, ['open-orders']],
    ['a look at an exchange', { openOrders: [promised(7, { status: 'sending', sentAt: minutesAgo(7) })] }, []],
    [
      'one for too long',
      { openOrders: [promised(9, { status: 'sending', sentAt: minutesAgo(8) })] },
      ['order-unresolved'],
    ],
    ['one that arrived', { openOrders: [promised(9, { status: 'acknowledged', sentAt: minutesAgo(8) })] }, []],
    ['a run that goes on', { lastRun: aRun(3, null) }, []],
    ['a run that was killed', { lastRun: aRun(4, null) }, ['failing']],
    ['a run that failed', { lastRun: aRun(4, 4) }, ['failing']],
    ['a run that failed with a problem', { lastRun: { ...aRun(4, 4), problem: 'no\nanswer' } }, ['failing']],
    ['a run that was right', { lastRun: aRun(4, 0) }, []],
    ['a message given up', { undelivered: [unsent({ givenUp: 1 })] }, ['undelivered']],
    ['one that was refused and waits', { undelivered: [unsent({ waiting: 1, problem: 'gone' })] }, ['undelivered']],
    ['several of both', { undelivered: [unsent({ waiting: 2, givenUp: 3, problem: 'ntfy: gone' })] }, ['undelivered']],
    ['one that waits for its turn', { undelivered: [unsent({ waiting: 1 })] }, []],
    ['a price of the tick before', { holdings: [aHolding(minutesAgo(60))] }, []],
    ['an older price', { holdings: [aHolding(minutesAgo(61))] }, ['unpriced-coin']],
    [
      'a price of the latest tick, after one that a wrong clock has put into the future',
      { holdings: [aHolding(minutesAgo(0))], ticks: ticksOf(0, -60) },
      [],
    ],
    ['no price', { holdings: [aHolding(null)] }, ['unpriced-coin']],
    ['no price at the first tick', { holdings: [aHolding(null)], ticks: ticksOf(0) }, ['unpriced-coin']],
    ['nothing held any more', { holdings: [aHolding(null, 0)] }, []],
    ['a coin that is always skipped', { skipped: [{ coin: 'bitcoin', reason: 'no price' }] }, ['skipped-coin']],
    ['a slot missed a day ago', { ticks: ticksOf(...hourly(0, 25), 60 * 26) }, ['missed-slots']],
    ['one missed earlier', { ticks: ticksOf(...hourly(0, 26), 60 * 27) }, []],
    ['one missed, and nothing since', { ticks: ticksOf(60 * 50) }, ['missed-slots']],
    // The week before this one is missed. It ended six and a half days ago.
    ['a week missed, and nothing since', { pace: weekly, ticks: ticksOf(17 * 1440) }, ['missed-slots']],
    ['one missed before a tick', { pace: weekly, ticks: ticksOf(6.5 * 1440, 17 * 1440) }, []],
    ['the prices of another market', { market: 'coingecko', ticks: ofSample }, ['sample-market']],
    ['the prices of the sample market, as is set', { market: 'sample', ticks: ofSample }, []],
    ['a ledger that was moved', { movedTo: 'the ledger /new.db' }, ['moved-ledger']],
    [
      'the ledger of a backtest, whatever else there is',
      { ticks: ofBacktest, lastRun: aRun(4, 2), holdings: [aHolding(null)] },
      ['backtest-ledger'],
    ],
    ['a ledger of an older version', { isOlder: true }, ['older-ledger']],
    ['fills in time', { recentOrders: [filled(60, {})] }, []],
    ['a fill of a closed order', { recentOrders: [filled(60, { lateDay: '2026-11-22' })] }, ['late-fill']],
    ['one of a week ago', { recentOrders: [filled(7 * 1440, { lateDay: '2026-11-15' })] }, ['late-fill']],
    ['one of more than a week ago', { recentOrders: [filled(7 * 1440 + 1, { lateDay: '2026-11-15' })] }, []],
    ['fees in the quote currency', { recentOrders: [filled(60, { feeCurrency: 'EUR' })] }, []],
    ['fees in the coin', { recentOrders: [filled(60, { feeCurrency: 'BTC' })] }, []],
    [
      'fees in another one, each time',
      { recentOrders: [filled(60, { feeCurrency: 'BNB' }), filled(120, { feeCurrency: 'BNB' })] },
      ['third-currency-fee'],
    ],
    ['an account as it is to be', { account: { coins: [inAccount('1.5', '1.50')] } }, []],
    ['less in the account', { account: { coins: [inAccount('1.5', '1.4999')] } }, ['balance-differs']],
    ['more in the account', { account: { coins: [inAccount('1.5', '1.5001')] } }, ['balance-differs']],
    [
      'an order that may be on its way into the account',
      { account: { coins: [inAccount('1.5', '1.6')] }, openOrders: [promised(1)] },
      [],
    ],
    [
      'an order of another coin',
      { account: { coins: [inAccount('1.5', '1.6')] }, openOrders: [promised(1, { coin: 'luna' })] },
      ['balance-differs'],
    ],
    ['an exchange that does not answer', { account: { problem: 'no answer' } }, ['exchange']],
    ['no tick', { ticks: { count: 0, first: null, latest: [], since: [] } }, ['no-tick']],
  ];
  it.each(cases)('of %s', (_, change, codes) => expect(codesOf(change)).toEqual(codes));

  it('says what is wrong, and what to do', async () => {
    const told = cases.flatMap(([name, change]) => {
      const { findings } = examine({ ...facts, ...change });
      return findings.map(({ code, message, doThis }) => `# ${name}\n${code}: ${message}\n  ${doThis}\n`);
    });
    await expect(told.join('\n')).toMatchFileSnapshot('written/findings.txt');
  });

  it('counts decisions, orders and messages, and tells what the caps leave and when a tick is due', () => {
    const decided = (action: Decision['action'], reason = 'as it is') =>
      ({ coin: 'a', symbol: 'a', price: null, average: null, action, reason, inputs: null }) as const;
    const change: Partial<StatusFacts> = {
      decisions: [decided('buy'), decided('hold'), decided('hold', 'left out: not by the settings')],
      openOrders: [promised(1), promised(1)],
      undelivered: [unsent({ waiting: 2, givenUp: 1 }), unsent({ service: 'email', waiting: 4 })],
      lastRun: { ...aRun(4, 0), tickId: 'tick-0', problem: 'no answer' },
      caps: { day: amount('100'), month: amount('20') },
      spending: { ...NOTHING_SPENT, cash: amount('50'), day: amount('30'), month: amount('30') },
    };
    const status = examine({ ...facts, ...change });
    expect(status).toMatchObject({
      healthy: false,
      nextDue: new Date('2026-11-22T13:00:00Z'),
      openOrders: 2,
      undelivered: 7,
      money: {
        cash: amount('50'),
        bound: promised(1).reserve.times(2),
        caps: [
          { cap: 'day', size: amount('100'), left: amount('70') },
          { cap: 'month', size: amount('20'), left: amount('0') },
        ],
      },
      lastTick: { id: 'tick-0', bought: 1, held: 2, skipped: 0, problems: ['no answer'] },
    });
    expect(examine({ ...facts, ticks: ticksOf(60, 0) }).nextDue).toEqual(status.nextDue);
    expect(examine({ ...facts, pace: null })).toMatchObject({
      nextDue: null,
      missed: { count: 0, slots: [], lastEndedAt: null },
    });
    for (const lastRun of [
      { ...aRun(4, 0), tickId: 'tick-60', problem: 'no answer' },
      { ...aRun(4, 0), tickId: 'tick-0' },
    ])
      expect(examine({ ...facts, lastRun }).lastTick?.problems).toEqual([]);
  });

  it('counts what the settings leave out neither as skipped nor as a problem', () => {
    const skip = { coin: 'tether', symbol: 'usdt', price: null, average: null, action: 'skip' as const, inputs: null };
    const { lastTick } = examine({
      ...facts,
      decisions: [
        { ...skip, reason: 'left out: universe.exclude names it' },
        { ...skip, coin: 'bitcoin', reason: 'no price' },
        { ...skip, coin: 'ethereum', action: 'hold', reason: 'as it is' },
      ],
    });
    expect(lastTick).toMatchObject({ held: 1, skipped: 1, problems: ['bitcoin: no price'] });
  });

  it('takes the unit that is set, else that of the latest slot, else one by the distance of ticks', () => {
    const latest = [tickAt(0), tickAt(1440, '2026-11-21'), tickAt(2880, '2026-11-20T12')];
    expect(paceOf('week', { latest })).toEqual({ unit: 'week', isEstimated: false });
    expect(paceOf(null, { latest })).toEqual({ unit: 'day', isEstimated: false });
    expect(paceOf(null, { latest: [tickAt(0), tickAt(60), tickAt(121)] })).toEqual({ unit: 'hour', isEstimated: true });
    expect(paceOf(null, { latest: [tickAt(0)] })).toBeNull();
    expect(paceOf('week', ofBacktest)).toBeNull();
  });

  it('notes what is carried to the next buy of a coin, held or not', () => {
    const carried = { amount: amount('0'), carried: amount('5.25'), buysGiven: amount('0'), lastOrderedAt: null };
    const coins = new Map([
      ['bitcoin', { ...carried, carried: amount('0') }],
      ['ethereum', carried],
    ]);
    const { notes, healthy } = examine({ ...facts, spending: { ...NOTHING_SPENT, coins } });
    expect([notes, healthy]).toEqual([['5.25 of money is carried to the next buy of ethereum'], true]);
  });
});

it('notes that money is used up, also where some is left that was too little for a buy', () => {
  const notes = (conditions: string[], cash: string, total: string) => {
    const spending = { ...NOTHING_SPENT, cash: amount(cash), total: amount(total) };
    return examine({ ...facts, caps: { total: amount('100') }, conditions, spending }).notes;
  };
  const empty = 'the paper account is empty: nothing is bought until something is deposited';
  const usedUp = 'caps.total of 100 is used up: nothing is bought until it is raised';
  expect(notes([], '5', '20')).toEqual([]);
  expect(notes([], '0', '100')).toEqual([empty, usedUp]);
  const usedToday = { ...facts, caps: { day: amount('9'), month: amount('8') }, conditions: ['balance'] };
  const spent = { ...NOTHING_SPENT, day: amount('9'), month: amount('9') };
  expect(examine({ ...usedToday, spending: spent }).notes).toEqual([
    'the account at the exchange had too little for a buy at the last tick',
    'caps.day of 9 is used up: nothing is bought until the next UTC day',
    'caps.month of 8 is used up: nothing is bought until the next UTC month',
  ]);
  expect(notes(['cash', 'total', 'unpriced:luna'], '5', '97')).toEqual([
    'the paper account has 5 left, too little for a buy: nothing is bought until something is deposited',
    'caps.total of 100 has 3 left, too little for a buy: nothing is bought until it is raised',
  ]);
});

it('notes that a tick was recorded after one of a much later time', () => {
  const [tick] = facts.ticks.latest;
  if (!tick) throw new Error('there is a tick');
  const notes = (...times: string[]) => {
    const latest = times.map((at) => ({ ...tick, startedAt: new Date(at) }));
    return examine({ ...facts, ticks: { ...facts.ticks, latest } }).notes;
  };
  expect(notes('2026-11-22T12:00:00Z', '2026-11-23T12:00:00Z')).toEqual([]);
  expect(notes('2026-11-22T13:00:00Z', '2026-11-22T12:00:00Z', '2030-01-01T00:00:00Z')).toEqual([
    'the clock was wrong: the tick of 2026-11-22T12:00:00.000Z was recorded after that of 2030-01-01T00:00:00.000Z',
  ]);
});
