import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/decisions/decision.js';
import { makePlan, type Policy } from '../../src/core/decisions/plan.js';
import { NOTHING_SPENT } from '../../src/core/limits/caps.js';
import { OPEN_GATE } from '../../src/core/limits/sanity.js';
import { toExactString, ZERO } from '../../src/core/money.js';
import { FREE_TERMS } from '../../src/core/order/instrument.js';
import { emptyPosition } from '../../src/core/portfolio.js';
import { amount, aQuote, aSnapshot, aStrategy, aTick, midnights } from './examples.js';

const strategy = aStrategy('below-average');
const oneCoin: Policy = { strategy, sizing: { quantity: amount('1') }, caps: {}, gate: OPEN_GATE };
const nine = (price: string) => Array<string>(9).fill(price);
const tick = aTick();

/** A plan in a few words: what is decided and what is ordered. */
const outline = ({ decisions, orders }: Plan) => ({
  decisions: decisions.map(({ coin, action, reason }) => `${action} ${coin}: ${reason}`),
  orders: orders.map((order) => `${order.id}: ${toExactString(order.quantity)} at ${toExactString(order.price)}`),
});

describe('a plan', () => {
  it('has a decision with its inputs for every coin, and an order for every buy', () => {
    const snapshot = aSnapshot({
      quotes: [aQuote('bitcoin', '90')],
      dailyPrices: new Map([['bitcoin', midnights('bitcoin', nine('100'))]]),
    });
    const plan = makePlan(tick, snapshot, oneCoin, NOTHING_SPENT);
    expect(plan.decisions).toEqual([
      {
        coin: 'bitcoin',
        symbol: 'bit',
        price: amount('90'),
        average: amount('99'),
        action: 'buy',
        reason: '90 is 9.09 % below its 10-day average 99',
        inputs: {
          quote: aQuote('bitcoin', '90'),
          dailyPrices: midnights('bitcoin', nine('100')),
          position: emptyPosition('bitcoin'),
          strategy: 'below-average',
          parameters: { window: '10', margin: '0', strength_span: '20' },
          sizing: oneCoin.sizing,
          gate: OPEN_GATE,
          lastSeen: null,
          limits: [],
          carried: ZERO,
          terms: FREE_TERMS,
          heldBack: null,
        },
      },
    ]);
    expect(plan.orders).toEqual([
      {
        id: 'tick-1-bitcoin',
        tickId: 'tick-1',
        coin: 'bitcoin',
        side: 'buy',
        quantity: amount('1'),
        price: amount('90'),
        limitPrice: null,
        reserve: amount('90'),
        carried: ZERO,
        pair: null,
        createdAt: tick.startedAt,
      },
    ]);
  });

  it('holds a coin that is not below its average, or whose prices are too few', () => {
    const snapshot = aSnapshot({
      quotes: [aQuote('bitcoin', '110'), aQuote('newcomer', '1')],
      dailyPrices: new Map([['bitcoin', midnights('bitcoin', nine('100'))]]),
    });
    expect(outline(makePlan(tick, snapshot, oneCoin, NOTHING_SPENT))).toEqual({
      decisions: [
        'hold bitcoin: 110 is 8.91 % above its 10-day average 101',
        'hold newcomer: only 1 of 10 daily prices are known',
      ],
      orders: [],
    });
  });

  it('skips a coin with a problem, once, priced or not, and ignores a row that names no coin', () => {
    const snapshot = aSnapshot({
      quotes: [aQuote('bitcoin', '90'), aQuote('tether', '1')],
      dailyPrices: new Map([['bitcoin', midnights('bitcoin', nine('100'))]]),
      problems: [
        { coin: 'tether', symbol: 'usdt', problem: 'its chart could not be had' },
        { coin: 'broken', symbol: null, problem: 'it has no price' },
        { coin: 'broken', symbol: null, problem: 'it is listed twice' },
        { coin: null, symbol: null, problem: 'a row without an id' },
      ],
    });
    const plan = makePlan(tick, snapshot, oneCoin, NOTHING_SPENT);
    expect(outline(plan)).toEqual({
      decisions: [
        'buy bitcoin: 90 is 9.09 % below its 10-day average 99',
        'skip tether: its chart could not be had',
        'skip broken: it has no price',
      ],
      orders: ['tick-1-bitcoin: 1 at 90'],
    });
    expect(plan.decisions[2]).toMatchObject({ symbol: 'broken', price: null, average: null });
  });

  it('holds a coin of which the notional buys nothing, and says so', () => {
    const snapshot = aSnapshot({
      quotes: [aQuote('bitcoin', '1e12')],
      dailyPrices: new Map([['bitcoin', midnights('bitcoin', nine('2e12'))]]),
    });
    const plan = makePlan(tick, snapshot, { ...oneCoin, sizing: { notional: amount('1') } }, NOTHING_SPENT);
    expect(outline(plan)).toEqual({
      decisions: [
        'hold bitcoin: 1000000000000 is 47.37 % below its 10-day average 1900000000000, but the amount buys less than 0.00000001 bit',
      ],
      orders: [],
    });
  });

  it('is the same for the same snapshot, whatever order its coins come in', () => {
    const price = fc.integer({ min: 1, max: 20 }).map(String);
    const coin = fc.record({ price, midnights: fc.array(price, { minLength: 8, maxLength: 9 }), broken: fc.boolean() });
    const market = fc
      .array(coin, { minLength: 1, maxLength: 6 })
      .map((coins) => coins.map((it, index) => ({ ...it, id: `coin-${index}` })))
      .chain((coins) => fc.tuple(fc.constant(coins), fc.shuffledSubarray(coins, { minLength: coins.length })));
    const planOf = (coins: readonly { id: string; price: string; midnights: string[]; broken: boolean }[]) =>
      makePlan(
        tick,
        aSnapshot({
          quotes: coins.map((it) => aQuote(it.id, it.price)),
          problems: coins.flatMap((it) => (it.broken ? { coin: it.id, symbol: null, problem: 'broken' } : [])),
          dailyPrices: new Map(coins.map((it) => [it.id, midnights(it.id, it.midnights)])),
        }),
        oneCoin,
        NOTHING_SPENT,
      );
    const sorted = <T extends { coin: string }>(items: readonly T[]) =>
      items.toSorted((a, b) => (a.coin < b.coin ? -1 : 1));
    fc.assert(
      fc.property(market, ([coins, shuffled]) => {
        const [plan, other] = [planOf(coins), planOf(shuffled)];
        expect(sorted(other.decisions)).toEqual(sorted(plan.decisions));
        expect(sorted(other.orders)).toEqual(sorted(plan.orders));
        expect(plan.decisions.map((decision) => decision.coin)).toEqual(coins.map((it) => it.id));
        const bought = plan.decisions.filter((decision) => decision.action === 'buy');
        expect(plan.orders.map((order) => order.coin)).toEqual(bought.map((decision) => decision.coin));
      }),
    );
  });
});
