import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makePlan } from '../../src/core/decisions/plan.js';
import { recompute } from '../../src/core/decisions/recompute.js';
import type { Snapshot } from '../../src/core/decisions/snapshot.js';
import { type Caps, NOTHING_SPENT, type Spending } from '../../src/core/limits/caps.js';
import { OPEN_GATE } from '../../src/core/limits/sanity.js';
import type { Sizing } from '../../src/core/limits/sizing.js';
import { commonStep } from '../../src/core/limits/step.js';
import { Decimal, toExactString } from '../../src/core/money.js';
import { FREE_TERMS, type Instrument, type Terms } from '../../src/core/order/instrument.js';
import { amount, aQuote, aRecord, aSnapshot, aStrategy, aTick } from './examples.js';
import { inState } from './order/orders.js';

/** A pair with all that an exchange may ask for: 0.26 % fee, and 50 bps above the price at most. */
const terms: Instrument = {
  pair: 'BTC/USD',
  step: amount('0.0001'),
  tickSize: amount('0.5'),
  minimumQuantity: amount('0.001'),
  minimumNotional: amount('10'),
  feeRate: amount('0.0026'),
  slippageBps: amount('50'),
};

interface Given {
  readonly sizing?: Sizing;
  readonly caps?: Caps;
  readonly price?: string;
  readonly terms?: Terms;
  readonly spendable?: string;
  readonly before?: Partial<Spending>;
}

/** What becomes of bitcoin, which the rule buys. */
function planned(given: Given = {}) {
  const quote = aQuote('bitcoin', given.price ?? '100');
  const snapshot: Snapshot = aSnapshot({
    quotes: [quote],
    terms: new Map([['bitcoin', given.terms ?? terms]]),
    spendable: given.spendable === undefined ? null : amount(given.spendable),
  });
  const sizing = given.sizing ?? { notional: amount('25') };
  const policy = { strategy: aStrategy('dca'), sizing, caps: given.caps ?? {}, gate: OPEN_GATE };
  const tick = aTick();
  const plan = makePlan(tick, snapshot, policy, { ...NOTHING_SPENT, ...given.before });
  const [decision] = plan.decisions;
  const [order = null] = plan.orders;
  if (!decision) throw new Error('a quote has a decision');
  const recorded = { tick, decision, order: order && aRecord(order) };
  return { decision, order, spending: plan.spending, again: recompute(recorded).verdict };
}

const carriedOf = ({ coins }: Spending) => toExactString(coins.get('bitcoin')?.carried ?? amount('0'));

describe('an order by the terms of its broker', () => {
  it('has a limit rounded down to a tick, and a reserve with the fee on top', () => {
    const { order, decision, again } = planned({ price: '100.3' });
    // 100.3 × 1.005 = 100.8015, down to 100.5; 25 / 100.3 = 0.24925…, down to 0.2492
    expect(order).toMatchObject({
      quantity: amount('0.2492'),
      price: amount('100.3'),
      limitPrice: amount('100.5'),
      reserve: amount('0.2492').times('100.5').times('1.0026'),
      pair: 'BTC/USD',
    });
    expect(decision.reason).toContain('for at most 100.5 each');
    expect(again).toBe('same');
  });

  it('is a multiple of both steps, ours and the broker’s', () => {
    const sizing = { notional: amount('25'), step: amount('0.03') };
    expect(planned({ sizing, terms: { ...terms, step: amount('0.02') } }).order?.quantity).toEqual(amount('0.24'));
  });

  it.each<[string, Given, string, string]>([
    ['a notional under the least amount', { sizing: { notional: amount('9') } }, 'the smallest order of 10,', '9'],
    [
      'a notional under the least quantity',
      { price: '20000', sizing: { notional: amount('15') } },
      'the smallest order of 0.001 bit,',
      '15',
    ],
    [
      'a notional that is under it once it is rounded',
      {
        sizing: { notional: amount('10.005') },
        terms: { ...terms, step: amount('0.1'), minimumNotional: amount('10.001') },
      },
      'the smallest order of 10.001,',
      '10.005',
    ],
  ])('is not made of %s, which is carried', (_what, given, why, carried) => {
    const { order, decision, spending, again } = planned(given);
    expect(order).toBeNull();
    expect(decision).toMatchObject({ action: 'hold', reason: expect.stringContaining(why) });
    expect(decision.reason).toContain('carried to the next buy');
    expect(carriedOf(spending)).toBe(carried);
    expect(again).toBe('same');
  });

  it('is not made of a fixed quantity under the least one, and nothing is carried', () => {
    const { order, decision, spending } = planned({ sizing: { quantity: amount('0.05') } });
    expect(order).toBeNull();
    expect(decision.reason).toMatch(/5 does not reach the smallest order of 10$/);
    expect(carriedOf(spending)).toBe('0');
  });

  it('carries what rounding leaves of a notional', () => {
    const { order, spending } = planned({ price: '100.3' });
    expect(carriedOf(spending)).toBe(toExactString(amount('25').minus(amount('0.2492').times('100.3'))));
    expect(order?.carried).toEqual(amount('0'));
  });

  it('says how much of it was carried, so that it can go back', () => {
    const coins = new Map([
      ['bitcoin', { amount: amount('0'), carried: amount('5'), buysGiven: amount('0'), lastOrderedAt: null }],
    ]);
    const { order, spending } = planned({ before: { coins } });
    expect(order?.quantity).toEqual(amount('0.3'));
    expect([toExactString(order?.carried ?? amount('0')), carriedOf(spending)]).toEqual(['5', '0']);
  });

  it('counts with limit and fee against the caps: what does not fit is cut to the step', () => {
    const { order, decision, again } = planned({ sizing: { notional: amount('300') }, caps: { day: amount('302') } });
    // One coin may cost 100.5 × 1.0026 = 100.7613: 302 / 100.7613 = 2.9971…
    expect(order?.quantity).toEqual(amount('2.9971'));
    expect(decision.reason).toContain('the day cap of 302 has 302 left: bought for 299.71');
    expect(again).toBe('same');
    const whole = planned({ sizing: { notional: amount('300') }, caps: { day: amount('302.3') } });
    expect(whole.order?.quantity).toEqual(amount('3'));
    expect(toExactString(whole.spending.day)).toBe('302.2839');
  });

  it('is cut to what the account has, less what orders bind that the account may not know of yet', () => {
    const promised = { ...inState.promised, reserve: amount('25') };
    const sending = { ...inState.sending, coin: 'luna', reserve: amount('15') };
    const acknowledged = { ...inState.acknowledged, reserve: amount('1000') };
    const { order, decision, again } = planned({
      sizing: { notional: amount('300') },
      spendable: '100',
      before: { openOrders: [promised, sending, acknowledged] },
    });
    expect(order?.quantity).toEqual(amount('0.5954'));
    expect(decision.reason).toContain('only 60 of money in the account is left');
    expect(again).toBe('same');
  });

  it('is not made where its price is below one tick', () => {
    const { decision } = planned({ price: '0.4', terms: { ...terms, minimumNotional: null } });
    expect(decision).toMatchObject({
      action: 'hold',
      reason: expect.stringContaining('below the smallest price of BTC/USD'),
    });
  });

  it('is not made as long as nobody knows what became of an earlier one of its coin', () => {
    const { order, decision, again } = planned({ before: { openOrders: [inState.sending] } });
    expect(order).toBeNull();
    expect(decision.reason).toMatch(/, but nobody knows yet what became of its order tick-1-bitcoin$/);
    expect(again).toBe('same');
    const other = planned({ before: { openOrders: [{ ...inState.sending, coin: 'tether' }, inState.acknowledged] } });
    expect(other.order).not.toBeNull();
  });

  it('is not made of a coin that the broker does not have, which is skipped', () => {
    const { decision } = planned({ terms: { unavailable: 'kraken has no pair of it', isProblem: false } });
    expect(decision).toMatchObject({ action: 'skip', reason: 'kraken has no pair of it', inputs: null });
  });

  it('costs its slippage and fee on paper, where it has no limit', () => {
    const { order } = planned({
      terms: { ...FREE_TERMS, feeRate: amount('0.001'), slippageBps: amount('10') },
      sizing: { quantity: amount('2') },
    });
    expect(order).toMatchObject({ limitPrice: null, pair: null, reserve: amount('200.4002') });
  });
});

it('a common step is the smallest that is a multiple of both', () => {
  const step = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 9 }));
  fc.assert(
    fc.property(step, step, ([a, i], [b, j]) => {
      const [one, other] = [new Decimal(a).times(`1e-${i}`), new Decimal(b).times(`1e-${j}`)];
      const common = commonStep(one, other);
      expect([common.mod(one).isZero(), common.mod(other).isZero()]).toEqual([true, true]);
      for (let n = 1; n < common.div(one).toNumber() && n < 600; n++)
        expect(one.times(n).mod(other).isZero()).toBe(false);
    }),
    { numRuns: 50 },
  );
});
