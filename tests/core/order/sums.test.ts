import { describe, expect, it } from 'vitest';
import { toExactString, ZERO } from '../../../src/core/money.js';
import { sumByPeriod } from '../../../src/core/order/cost.js';
import { isSending, type OrderEvent, permittedEvents, recordedAt } from '../../../src/core/order/events.js';
import { averagePrice, feeOf } from '../../../src/core/order/execution.js';
import { expectedPositions } from '../../../src/core/order/expected-positions.js';
import { FREE_TERMS, termsOf } from '../../../src/core/order/instrument.js';
import { transactionIdOf } from '../../../src/core/order/order.js';
import { emptyPosition } from '../../../src/core/portfolio.js';
import { amount } from '../examples.js';
import { aFill, inState, minutesLater } from './orders.js';

const kept = (...fills: readonly ReturnType<typeof aFill>[]) => ({
  fills: fills.map((fill) => ({ ...fill, lateDay: null })),
});

describe('the execution of an order', () => {
  it('has an average price without fees, weighted by quantity, and none before a fill', () => {
    const dear = aFill('T-2', '3', { price: amount('7.5') });
    expect(averagePrice(kept(aFill('T-1', '1'), dear))).toEqual(amount('7'));
    expect(
      averagePrice(kept(aFill('T-1', '3', { price: amount('1') }), aFill('T-2', '4', { price: amount('2') }))),
    ).toEqual(amount('1.5714285714285714286'));
    expect(averagePrice(kept())).toBeNull();
  });

  it('has the sum of its fees, but not of fees in several currencies', () => {
    const free = aFill('T-3', '1', { fee: ZERO, feeCurrency: 'BNB' });
    expect(feeOf(kept(aFill('T-1', '1'), aFill('T-2', '1'), free))).toEqual({ fee: amount('1'), feeCurrency: 'USD' });
    expect(feeOf(kept(aFill('T-1', '1'), aFill('T-2', '1', { feeCurrency: 'BTC' })))).toEqual({
      fee: null,
      feeCurrency: null,
    });
    expect(feeOf(kept(free))).toEqual({ fee: ZERO, feeCurrency: null });
  });
});

it('positions are expected as open orders will leave them, at the prices decided on', () => {
  const own = { ...emptyPosition('bitcoin'), buyCount: 1, quantity: amount('4'), costBasis: amount('22.5') };
  const other = { ...emptyPosition('ether'), buyCount: 2, quantity: amount('1'), costBasis: amount('3') };
  const expected = expectedPositions([own, other], [inState['partially-filled']]);
  expect([...expected.values()]).toEqual([
    { ...own, quantity: amount('10'), costBasis: amount('52.5') }, // 6 more at 5; the order counts as a buy already
    other,
  ]);
  expect(expectedPositions([], [inState.promised]).get('bitcoin')).toEqual({
    ...own,
    quantity: amount('10'),
    costBasis: amount('50'),
  });
});

it('amounts of days add up by day, by month and in all', () => {
  const days = ['2026-11-22', '2026-11-22', '2026-11-29', '2026-12-01'];
  const sums = sumByPeriod(days.map((day, index) => ({ day, amount: amount(String(10 ** index)) })));
  expect([...sums].map(([period, sum]) => `${period} ${toExactString(sum)}`).sort()).toEqual([
    '2026-11 111',
    '2026-11-22 11',
    '2026-11-29 100',
    '2026-12 1000',
    '2026-12-01 1000',
    'all 1111',
  ]);
});

describe('events of an order', () => {
  const sending: OrderEvent = { kind: 'sending', at: minutesLater(1) };
  const acknowledged: OrderEvent = { kind: 'acknowledged', exchangeId: 'X-1' };

  it('leave it in sending where that is the last of them', () => {
    expect([[sending], [acknowledged, sending], [sending, acknowledged], []].map(isSending)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('were recorded at the time of the latest that has one', () => {
    const later: OrderEvent = { kind: 'absent', at: minutesLater(9) };
    expect(recordedAt([sending, later, acknowledged])).toEqual(minutesLater(9));
    expect(recordedAt([sending, acknowledged])).toEqual(minutesLater(1));
    expect(() => recordedAt([acknowledged])).toThrow('no event says when it was recorded');
  });

  it('become one that withdraws it where there is a refusal', () => {
    expect(permittedEvents([sending], null)).toEqual([sending]);
    const withdrawn = [{ kind: 'withdrawn', reason: 'live is off', at: minutesLater(1) }];
    expect(permittedEvents([sending, acknowledged], 'live is off')).toEqual(withdrawn);
  });
});

it('a transaction is named after its order and its trade', () => {
  expect(transactionIdOf(inState.filled, aFill('T-2', '6'))).toBe('tick-1-bitcoin-T-2');
});

it('terms that nobody asked for are a fault of the program', () => {
  expect(termsOf(new Map([['bitcoin', FREE_TERMS]]), 'bitcoin')).toBe(FREE_TERMS);
  expect(() => termsOf(new Map(), 'bitcoin')).toThrow('the broker was not asked on what terms bitcoin can be bought');
});
