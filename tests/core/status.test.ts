import { describe, expect, it } from 'vitest';
import { NOTHING_SPENT } from '../../src/core/limits/caps.js';
import { Decimal, ZERO } from '../../src/core/money.js';
import { type OrderRecord, promiseOrder } from '../../src/core/order/order.js';
import { paceOf, type StatusFacts } from '../../src/core/status/facts.js';
import { examine } from '../../src/core/status/status.js';

const NOW = new Date('2026-11-22T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

const aTick = (minutes: number, slot: string | null = null) => ({
  id: `tick-${minutes}`,
  slot,
  sequence: 1,
  market: 'coingecko',
  quoteCurrency: 'usd',
  strategy: 'dca',
  startedAt: minutesAgo(minutes),
});

const facts: StatusFacts = {
  now: NOW,
  market: 'coingecko',
  caps: {},
  pace: { unit: 'hour', isEstimated: false },
  ticks: { count: 2, first: minutesAgo(60), latest: [aTick(0), aTick(60)], since: [minutesAgo(0), minutesAgo(60)] },
  lastRun: null,
  longestRunMs: 180_000,
  decisions: [],
  skipped: [],
  openOrders: [],
  graceMs: 420_000,
  undelivered: { waiting: 0, givenUp: 0, problem: null },
  holdings: [],
  spending: NOTHING_SPENT,
};

const codesOf = (change: Partial<StatusFacts>) => examine({ ...facts, ...change }).findings.map(({ code }) => code);

const order = {
  id: 'order-1',
  tickId: 'tick-0',
  coin: 'bitcoin',
  side: 'buy' as const,
  quantity: new Decimal(1),
  price: new Decimal(2),
  limitPrice: null,
  reserve: new Decimal(2),
  carried: ZERO,
  pair: null,
  createdAt: NOW,
};
const promised = (minutes: number, change: Partial<OrderRecord> = {}): OrderRecord => ({
  ...promiseOrder(order, { clientOrderId: 'c', promisedAt: minutesAgo(minutes) }),
  ...change,
});

const aHolding = (priceAt: Date | null, quantity = 1) => ({
  coin: 'bitcoin',
  symbol: 'btc',
  name: 'Bitcoin',
  buyCount: 1,
  quantity: new Decimal(quantity),
  costBasis: new Decimal(2),
  price: priceAt && new Decimal(2),
  priceAt,
});

const aRun = (minutes: number, exitCode: number | null) => ({
  id: 'run',
  beganAt: minutesAgo(minutes),
  endedAt: exitCode === null ? null : NOW,
  slot: null,
  exitCode,
  tickId: null,
  problem: null,
});

describe('the status', () => {
  it.each<[string, Partial<StatusFacts>, string[]]>([
    ['nothing wrong', {}, []],
    ['an order of ten minutes', { openOrders: [promised(10)] }, []],
    ['an older one', { openOrders: [promised(11)] }, ['open-orders']],
    ['a look at an exchange', { openOrders: [promised(7, { status: 'sending', sentAt: minutesAgo(7) })] }, []],
    [
      'one for too long',
      { openOrders: [promised(9, { status: 'sending', sentAt: minutesAgo(8) })] },
      ['order-unresolved'],
    ],
    ['a run that goes on', { lastRun: aRun(3, null) }, []],
    ['a run that was killed', { lastRun: aRun(4, null) }, ['failing']],
    ['a run that failed', { lastRun: aRun(4, 4) }, ['failing']],
    ['a run that was right', { lastRun: aRun(4, 0) }, []],
    ['a message given up', { undelivered: { waiting: 0, givenUp: 1, problem: 'gone' } }, ['undelivered']],
    ['a price of the tick before', { holdings: [aHolding(minutesAgo(60))] }, []],
    ['an older price', { holdings: [aHolding(minutesAgo(61))] }, ['unpriced-coin']],
    ['no price', { holdings: [aHolding(null)] }, ['unpriced-coin']],
    ['nothing held any more', { holdings: [aHolding(null, 0)] }, []],
    ['a coin that is always skipped', { skipped: [{ coin: 'bitcoin', reason: 'no price' }] }, ['skipped-coin']],
    ['no tick', { ticks: { count: 0, first: null, latest: [], since: [] } }, ['no-tick']],
  ])('of %s', (_, change, codes) => expect(codesOf(change)).toEqual(codes));

  it('counts what the settings leave out neither as skipped nor as a problem', () => {
    const skip = { coin: 'tether', symbol: 'usdt', price: null, average: null, action: 'skip' as const, inputs: null };
    const { lastTick } = examine({
      ...facts,
      decisions: [
        { ...skip, reason: 'left out: universe.exclude names it' },
        { ...skip, coin: 'bitcoin', reason: 'no price' },
      ],
    });
    expect(lastTick).toMatchObject({ skipped: 1, problems: ['bitcoin: no price'] });
  });

  it('takes the unit that is set, else that of the latest slot, else one by the distance of ticks', () => {
    const latest = [aTick(0), aTick(1440, '2026-11-21'), aTick(2880, '2026-11-20T12')];
    expect(paceOf('week', { latest })).toEqual({ unit: 'week', isEstimated: false });
    expect(paceOf(null, { latest })).toEqual({ unit: 'day', isEstimated: false });
    expect(paceOf(null, { latest: [aTick(0), aTick(60), aTick(121)] })).toEqual({ unit: 'hour', isEstimated: true });
    expect(paceOf(null, { latest: [aTick(0)] })).toBeNull();
  });
});
