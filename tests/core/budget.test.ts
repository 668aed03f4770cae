import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/decisions/decision.js';
import { makePlan } from '../../src/core/decisions/plan.js';
import {
  type Caps,
  type CoinSpending,
  costOf,
  NOTHING_SPENT,
  type Spending,
  spendingOf,
  totalCost,
} from '../../src/core/limits/caps.js';
import { byPriority } from '../../src/core/limits/priority.js';
import { OPEN_GATE } from '../../src/core/limits/sanity.js';
import type { Sizing } from '../../src/core/limits/sizing.js';
import type { Quote } from '../../src/core/model.js';
import { Decimal, toExactString, ZERO } from '../../src/core/money.js';
import type { Strategy } from '../../src/core/strategies/strategy.js';
import { always, amount, aQuote, aSnapshot, aTick, now } from './examples.js';

const notional = (digits: string): Sizing => ({ notional: amount(digits) });
const quantity = (digits: string): Sizing => ({ quantity: amount(digits) });
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

/** Coins ranked in the order given: "a 10" is the coin a at a price of 10. */
function ranked(coins: readonly string[]): Quote[] {
  return coins.map((text, index) => {
    const [coin = '', price = ''] = text.split(' ');
    return { ...aQuote(coin, price), marketCapRank: index + 1 };
  });
}

function planOf(quotes: readonly Quote[], sizing: Sizing, caps: Caps, before: Spending = NOTHING_SPENT): Plan {
  return makePlan(aTick(), aSnapshot({ quotes }), { strategy: always, gate: OPEN_GATE, sizing, caps }, before);
}

function bought(coin: Partial<CoinSpending>): CoinSpending {
  return { amount: ZERO, carried: ZERO, buysGiven: ZERO, lastOrderedAt: null, ...coin };
}

/** "a 25" is an order of the coin a that costs 25. */
const outline = ({ orders }: Plan) => orders.map((order) => `${order.coin} ${toExactString(costOf(order))}`);
const reasons = ({ decisions }: Plan) => decisions.map(({ action, coin, reason }) => `${action} ${coin}: ${reason}`);

describe('caps and cash', () => {
  // Every buy is 25, of coins at 10: 2.5 coins. What is left for the third is worked out beside it.
  it.each<[string, Caps, Partial<Spending>, string[]]>([
    ['no cap', {}, {}, ['a 25', 'b 25', 'c 25']],
    ['a cap of exactly all three', { day: amount('75') }, {}, ['a 25', 'b 25', 'c 25']],
    ['60 − 25 − 25 = 10 left', { tick: amount('60') }, {}, ['a 25', 'b 25', 'c 10']],
    ['100 − 40 − 25 − 25 = 10 left', { day: amount('100') }, { day: amount('40') }, ['a 25', 'b 25', 'c 10']],
    ['90 − 30 − 25 − 25 = 10 left', { month: amount('90') }, { month: amount('30') }, ['a 25', 'b 25', 'c 10']],
    ['80 − 20 − 25 − 25 = 10 left', { total: amount('80') }, { total: amount('20') }, ['a 25', 'b 25', 'c 10']],
    ['60 − 25 − 25 = 10 of cash left', {}, { cash: amount('60') }, ['a 25', 'b 25', 'c 10']],
    ['the tightest of several', { tick: amount('30'), day: amount('60') }, {}, ['a 25', 'b 5']],
    ['2.5 left, a tenth of a buy', { day: amount('52.5') }, {}, ['a 25', 'b 25', 'c 2.5']],
    ['2.49 left, less than a tenth of a buy', { day: amount('52.49') }, {}, ['a 25', 'b 25']],
    ['a cap used up', { day: amount('60') }, { day: amount('60') }, []],
    ['a cap that was lowered since', { day: amount('60') }, { day: amount('70') }, []],
    ['no cash left', {}, { cash: ZERO }, []],
    ['cash below zero', {}, { cash: amount('-5') }, []],
  ])('cut a buy of money to what is left: %s', (_, caps, spent, expected) => {
    const plan = planOf(ranked(['a 10', 'b 10', 'c 10']), notional('25'), caps, { ...NOTHING_SPENT, ...spent });
    expect(outline(plan)).toEqual(expected);
  });

  // One coin each, at 60, 50 and 40.
  it.each<[string, Caps, Partial<Spending>, string[]]>([
    ['60 + 50 + 40 = 150', { tick: amount('150') }, {}, ['a 60', 'b 50', 'c 40']],
    ['149 − 60 − 50 = 39, and c is 40', { tick: amount('149') }, {}, ['a 60', 'b 50']],
    ['100 − 60 = 40: b is 50, c is 40', { day: amount('100') }, {}, ['a 60', 'c 40']],
    ['59: a is 60, b is 50, and 9 is left', { day: amount('59') }, {}, ['b 50']],
    ['no coin above 50', { coin: amount('50') }, {}, ['b 50', 'c 40']],
    ['cash of 109: b has 49 left', {}, { cash: amount('109') }, ['a 60', 'c 40']],
  ])('let a buy of coins pass whole or not at all: %s', (_, caps, spent, expected) => {
    const plan = planOf(ranked(['a 60', 'b 50', 'c 40']), quantity('1'), caps, { ...NOTHING_SPENT, ...spent });
    expect(outline(plan)).toEqual(expected);
  });

  it('cut the amount that a rule itself names, also where a buy is a quantity', () => {
    const strategy: Strategy = {
      ...always,
      evaluate: (view) => ({ ...always.evaluate(view), notional: amount('25') }),
    };
    const policy = { strategy, gate: OPEN_GATE, sizing: quantity('1'), caps: { day: amount('10') } };
    expect(outline(makePlan(aTick(), aSnapshot({ quotes: ranked(['a 10']) }), policy, NOTHING_SPENT))).toEqual([
      'a 10',
    ]);
  });

  it('limits each coin by itself', () => {
    const before = { ...NOTHING_SPENT, coins: new Map([['a', bought({ amount: amount('80') })]]) };
    const plan = planOf(ranked(['a 10', 'b 10']), notional('25'), { coin: amount('90') }, before);
    expect(outline(plan)).toEqual(['a 10', 'b 25']); // 90 − 80 = 10 left for a
  });

  // 25, and 8 carried: 33 are wanted.
  it.each([
    ['100', '33', '0'],
    ['30', '30', '3'], // 3 of the 33 are not spent
    ['20', '20', '8'], // 13 are not, of which 8 had been carried
  ])('keep what earlier buys have carried: under a cap of %s %s is spent and %s stays', (cap, spent, carried) => {
    const before = { ...NOTHING_SPENT, coins: new Map([['a', bought({ carried: amount('8') })]]) };
    const sizing = { ...notional('25'), minNotional: amount('5') };
    const plan = planOf(ranked(['a 10']), sizing, { day: amount(cap) }, before);
    expect(outline(plan)).toEqual([`a ${spent}`]);
    expect(plan.spending.coins.get('a')?.carried).toEqual(amount(carried));
  });

  it('says which cap cut a buy, and how much it had left', () => {
    const quotes = ranked(['a 10', 'b 10', 'c 10']);
    const reasonsWith = (caps: Caps, cash: Spending['cash'] = null) =>
      reasons(planOf(quotes, notional('25'), caps, { ...NOTHING_SPENT, cash })).slice(1);
    expect(reasonsWith({ day: amount('37.5') })).toEqual([
      'buy b: wanted; the day cap of 37.5 has 12.5 left: bought for 12.5',
      'hold c: wanted, but the day cap of 37.5 has 0 left and one buy is 25',
    ]);
    expect(reasonsWith({ day: amount('26') })[1]).toBe(
      'hold c: wanted, but the day cap of 26 has 1 left, too little for a coin due before it and one buy is 25',
    );
    // An hour later b is due, and a itself has used up the cap.
    const used = {
      ...NOTHING_SPENT,
      day: amount('25'),
      coins: new Map([['a', bought({ buysGiven: amount('1'), lastOrderedAt: daysAgo(0.04) })]]),
    };
    expect(reasons(planOf(quotes.slice(0, 2), notional('25'), { day: amount('25') }, used))[0]).toBe(
      'hold a: wanted, but the day cap of 25 has 0 left and one buy is 25',
    );
    expect(reasonsWith({ day: amount('26') })[0]).toBe(
      'hold b: wanted, but the day cap of 26 has 1 left and one buy is 25',
    );
    expect(reasonsWith({}, amount('26'))).toEqual([
      'hold b: wanted, but only 1 of cash is left and one buy is 25',
      'hold c: wanted, but only 1 of cash is left, too little for a coin due before it and one buy is 25',
    ]);
  });

  it('are recorded among the inputs of the decision, with what each had left', () => {
    const spent = { ...NOTHING_SPENT, day: amount('80'), cash: amount('500') };
    const plan = planOf(ranked(['a 10']), notional('25'), { day: amount('100'), month: amount('1000') }, spent);
    expect(plan.decisions[0]?.inputs).toMatchObject({
      limits: [
        { limit: 'day', size: amount('100'), left: amount('20'), closed: false },
        { limit: 'month', size: amount('1000'), left: amount('1000'), closed: false },
        { limit: 'cash', size: null, left: amount('500'), closed: false },
      ],
      carried: ZERO,
    });
  });

  it('leave the sums as they stand after the plan', () => {
    const before = { ...NOTHING_SPENT, day: amount('1'), month: amount('2'), total: amount('3'), cash: amount('40') };
    const { spending } = planOf(ranked(['a 10', 'b 10']), notional('25'), {}, before);
    expect(spending).toEqual({
      positions: new Map(),
      openOrders: [],
      balance: null,
      day: amount('41'),
      month: amount('42'),
      total: amount('43'),
      cash: ZERO,
      coins: new Map([
        ['a', { amount: amount('25'), carried: ZERO, buysGiven: amount('1'), lastOrderedAt: now }],
        ['b', { amount: amount('15'), carried: ZERO, buysGiven: amount('0.6'), lastOrderedAt: now }],
      ]),
    });
    // What is the same object is not written.
    expect(planOf(ranked(['a 10']), notional('25'), {}, spending).spending.coins).toBe(spending.coins);
  });

  it.each([
    ['cash', '20', '100', '1'],
    ['balance', '100', '20', '1'],
    ['cash', '15', '100', '1'],
  ])('count a buy as a whole one that took all the %s there was, of %s and %s', (limit, cash, free, part) => {
    const snapshot = aSnapshot({ quotes: ranked(['a 10']), spendable: amount(free) });
    const policy = { strategy: always, gate: OPEN_GATE, sizing: notional('25'), caps: {} };
    const { spending, refusedBy, decisions } = makePlan(aTick(), snapshot, policy, {
      ...NOTHING_SPENT,
      cash: amount(cash),
    });
    expect(spendingOf(spending, 'a').buysGiven).toEqual(amount(part));
    expect(spending[limit === 'cash' ? 'cash' : 'balance']).toEqual(ZERO);
    expect([...refusedBy]).toEqual([]);
    const money = limit === 'cash' ? 'cash' : 'money in the account';
    expect(decisions[0]?.reason).toMatch(new RegExp(`; only \\d+ of ${money} is left: bought for \\d+$`));
  });

  it('name each limit that left nothing for a coin', () => {
    const policy = { strategy: always, gate: OPEN_GATE, sizing: notional('25'), caps: { day: amount('25') } };
    const plan = makePlan(aTick(), aSnapshot({ quotes: ranked(['a 10', 'b 10']) }), policy, NOTHING_SPENT);
    expect([...plan.refusedBy]).toEqual(['day']);
    expect(plan.orders).toMatchObject([
      {
        id: `${aTick().id}-a`,
        tickId: aTick().id,
        coin: 'a',
        side: 'buy',
        limitPrice: null,
        pair: null,
        createdAt: now,
      },
    ]);
  });
});

describe('the priority of coins', () => {
  const first = (coins: Readonly<Record<string, CoinSpending>>) =>
    outline(
      planOf(
        ranked(['a 10', 'b 10', 'c 10']),
        notional('25'),
        { tick: amount('25') },
        {
          ...NOTHING_SPENT,
          coins: new Map(Object.entries(coins)),
        },
      ),
    );
  it.each([
    ['by market cap when none was ever bought', {}, 'a 25'],
    ['a coin that was never bought', { a: bought({ lastOrderedAt: daysAgo(9) }) }, 'b 25'],
    [
      'the coin whose last purchase is longest ago, where all were given as many',
      {
        a: bought({ lastOrderedAt: daysAgo(1) }),
        b: bought({ lastOrderedAt: daysAgo(2) }),
        c: bought({ lastOrderedAt: daysAgo(3) }),
      },
      'c 25',
    ],
    [
      'the coin that was given the fewest buys, whenever it was',
      {
        a: bought({ buysGiven: amount('4'), lastOrderedAt: daysAgo(3) }),
        b: bought({ buysGiven: amount('3.4'), lastOrderedAt: daysAgo(1) }),
        c: bought({ buysGiven: amount('3.5'), lastOrderedAt: daysAgo(2) }),
      },
      'b 25',
    ],
    [
      'whom market cap says, of those that are more than a buy behind',
      {
        a: bought({ buysGiven: amount('9'), lastOrderedAt: daysAgo(3) }),
        b: bought({ buysGiven: amount('7'), lastOrderedAt: daysAgo(2) }),
        c: bought({ buysGiven: amount('1'), lastOrderedAt: daysAgo(2) }),
      },
      'b 25',
    ],
  ])('begins with %s', (_, coins, expected) => {
    expect(first(coins)).toEqual([expected]);
  });
});

const money = (max: number) => fc.integer({ min: 1, max: max * 100 }).map((cents) => amount(String(cents)).div(100));
/** Prices so fine and so coarse that the last of eight decimals matters. */
const price = fc.oneof(
  money(200),
  fc.integer({ min: 1, max: 20 }).map((n) => amount(`${n}e9`)),
  money(200).map((it) => it.div(1e6)),
);
const capsArbitrary = fc.record(
  { tick: money(300), day: money(300), month: money(300), coin: money(300), total: money(300) },
  { requiredKeys: [] },
);
const sizingArbitrary = fc
  .tuple(
    fc.oneof(
      money(100).map((it): Sizing => ({ notional: it })),
      fc.constantFrom('1', '0.5', '3').map(quantity),
    ),
    fc.constantFrom({}, {}, { step: amount('0.1') }, { minNotional: amount('20') }),
  )
  .map(([sizing, more]): Sizing => ({ ...sizing, ...more }));
const past = fc.option(fc.integer({ min: 0, max: 9 }).map(daysAgo), { nil: null });
const coinArbitrary = fc
  .record({
    price,
    rank: fc.option(fc.nat(9), { nil: null }),
    amount: money(200),
    carried: fc.oneof(fc.constant(ZERO), money(30)),
    buysGiven: money(9),
    lastOrderedAt: past,
  })
  .map(({ price, rank, ...spent }) => ({ price, rank, spent: bought(spent) }));
const sceneArbitrary = fc
  .record({
    coins: fc.array(coinArbitrary, { minLength: 1, maxLength: 6 }),
    sizing: sizingArbitrary,
    caps: capsArbitrary,
    cash: fc.option(money(300), { nil: null }),
    spent: money(100),
  })
  .map(({ coins, sizing, caps, cash, spent }) => ({
    quotes: coins.map((it, index) => ({ ...aQuote(`coin-${index}`, '1'), price: it.price, marketCapRank: it.rank })),
    sizing,
    caps,
    before: {
      ...NOTHING_SPENT,
      day: spent,
      month: spent.times(2),
      total: spent.times(3),
      cash,
      coins: new Map(coins.map((it, index) => [`coin-${index}`, it.spent])),
    },
  }));
const runs = { numRuns: 400 };

describe('every plan', () => {
  it('keeps within every cap and the cash', () => {
    fc.assert(
      fc.property(sceneArbitrary, ({ quotes, sizing, caps, before }) => {
        const { orders, spending } = planOf(quotes, sizing, caps, before);
        const cost = totalCost(orders);
        const within = (cap: Caps['day'], spent: Spending['day']) =>
          cost.isZero() || cap === undefined || spent.plus(cost).lessThanOrEqualTo(cap);
        expect(within(caps.tick, ZERO)).toBe(true);
        expect(within(caps.day, before.day)).toBe(true);
        expect(within(caps.month, before.month)).toBe(true);
        expect(within(caps.total, before.total)).toBe(true);
        expect(cost.isZero() || before.cash === null || cost.lessThanOrEqualTo(before.cash)).toBe(true);
        for (const { coin } of orders) {
          const sum = spending.coins.get(coin)?.amount;
          if (caps.coin) expect(sum?.lessThanOrEqualTo(caps.coin)).toBe(true);
        }
        expect(spending.total.minus(before.total)).toEqual(cost);
        if (before.cash) expect(before.cash.minus(spending.cash ?? ZERO)).toEqual(cost);
      }),
      runs,
    );
  });

  it('is the same in whatever order the coins come', () => {
    const shuffled = sceneArbitrary.chain((scene) =>
      fc.tuple(fc.constant(scene), fc.shuffledSubarray(scene.quotes, { minLength: scene.quotes.length })),
    );
    const sorted = <T extends { coin: string }>(items: readonly T[]) =>
      items.toSorted((a, b) => (a.coin < b.coin ? -1 : 1));
    fc.assert(
      fc.property(shuffled, ([{ quotes, sizing, caps, before }, others]) => {
        const [plan, other] = [planOf(quotes, sizing, caps, before), planOf(others, sizing, caps, before)];
        expect(sorted(other.decisions)).toEqual(sorted(plan.decisions));
        expect(sorted(other.orders)).toEqual(sorted(plan.orders));
      }),
      runs,
    );
  });

  it('costs no more when a cap that all coins share, or the cash, is tighter', () => {
    const limit = fc.constantFrom('tick', 'day', 'month', 'total', 'cash');
    fc.assert(
      fc.property(sceneArbitrary, limit, money(300), money(300), (scene, name, a, b) => {
        const [tight, loose] = a.lessThan(b) ? [a, b] : [b, a];
        const costWith = (size: typeof a) => {
          const caps = name === 'cash' ? scene.caps : { ...scene.caps, [name]: size };
          const before = name === 'cash' ? { ...scene.before, cash: size } : scene.before;
          return totalCost(planOf(scene.quotes, scene.sizing, caps, before).orders);
        };
        expect(costWith(tight).lessThanOrEqualTo(costWith(loose))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('costs no more with a tighter cap even where eight decimals are coarse, since a coin that is cut is the last', () => {
    // Of 7.9 left, a takes 3 steps of 2; of 6.9, less than a tenth of its 70, nothing, and b could take a step of 6.8.
    const costWith = (cap: string) => {
      const before = { ...NOTHING_SPENT, day: amount('100') };
      return outline(planOf(ranked(['a 200000000', 'b 680000000']), notional('70'), { day: amount(cap) }, before));
    };
    expect(costWith('107.9')).toEqual(['a 6']);
    expect(costWith('106.9')).toEqual([]);
  });

  it('buys no coin for more when only the cap per coin is tighter', () => {
    fc.assert(
      fc.property(sceneArbitrary, money(300), money(300), ({ quotes, sizing, before }, a, b) => {
        const [tight, loose] = a.lessThan(b) ? [a, b] : [b, a];
        const costs = (coin: typeof a) => {
          const { orders } = planOf(quotes, sizing, { coin }, { ...before, cash: null });
          return new Map(orders.map((order) => [order.coin, costOf(order)]));
        };
        const most = costs(loose);
        for (const [coin, cost] of costs(tight)) expect(cost.lessThanOrEqualTo(most.get(coin) ?? ZERO)).toBe(true);
      }),
      runs,
    );
  });
});

describe('the fairness of priorities', () => {
  it('buys every coin that a full cap can buy within as many days as there are coins', () => {
    const scene = fc.record({
      prices: fc.array(money(120), { minLength: 1, maxLength: 6 }),
      ticksPerDay: fc.integer({ min: 1, max: 3 }),
      cap: money(100).map((it) => it.plus(1)),
      sizing: fc.oneof(
        fc.integer({ min: 1, max: 100 }).map((part) => ({ part })),
        fc.constant(quantity('1')),
      ),
    });
    fc.assert(
      fc.property(scene, ({ prices, ticksPerDay, cap, sizing }) => {
        // A buy for money is at most the cap: more is refused as a configuration that cannot work.
        const size = 'part' in sizing ? { notional: cap.times(sizing.part).div(100) } : sizing;
        const quotes = prices.map((it, index) => ({
          ...aQuote(`coin-${index}`, '1'),
          price: it,
          marketCapRank: index + 1,
        }));
        let spending: Spending = NOTHING_SPENT;
        const boughtCoins = new Set<string>();
        for (let tick = 0; tick < prices.length * ticksPerDay; tick += 1) {
          if (tick % ticksPerDay === 0) spending = { ...spending, day: ZERO };
          const startedAt = new Date(now.getTime() + tick * 3_600_000);
          const policy = { strategy: always, gate: OPEN_GATE, sizing: size, caps: { day: cap } };
          const plan = makePlan(aTick({ startedAt }), aSnapshot({ quotes }), policy, spending);
          for (const order of plan.orders) boughtCoins.add(order.coin);
          spending = plan.spending;
        }
        const fits = (it: Quote) => {
          const alone = planOf([it], size, { day: cap });
          return alone.orders.length > 0;
        };
        expect([...boughtCoins].sort()).toEqual(
          quotes
            .filter(fits)
            .map((it) => it.coin)
            .sort(),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('keeps coins that want the same within one buy of each other, however a shared cap divides it', () => {
    const scene = fc.record({
      count: fc.integer({ min: 2, max: 6 }),
      each: money(100),
      capPercent: fc.integer({ min: 100, max: 700 }),
      cap: fc.constantFrom('tick', 'day'),
      ticksPerDay: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(scene, ({ count, each, capPercent, cap, ticksPerDay }) => {
        const quotes = ranked(Array.from({ length: count }, (_, index) => `coin-${index} 1`));
        const sizing = { notional: each };
        const policy = { strategy: always, gate: OPEN_GATE, sizing, caps: { [cap]: each.times(capPercent).div(100) } };
        let spending: Spending = NOTHING_SPENT;
        for (let tick = 0; tick < 60; tick += 1) {
          if (tick % ticksPerDay === 0) spending = { ...spending, day: ZERO };
          const startedAt = new Date(now.getTime() + tick * 3_600_000);
          spending = makePlan(aTick({ startedAt }), aSnapshot({ quotes }), policy, spending).spending;
          const amounts = quotes.map(({ coin }) => spendingOf(spending, coin).amount);
          const apart = Decimal.max(...amounts).minus(Decimal.min(...amounts));
          // A part of a turn is rounded to eight decimals, and a quantity to as many.
          expect(apart.toNumber()).toBeLessThanOrEqual(each.toNumber() + 1e-4);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('counts a purchase in the future, of a clock that was wrong, as one of now', () => {
    const givenAt = (at: string) => ({ amount: ZERO, carried: ZERO, buysGiven: ZERO, lastOrderedAt: new Date(at) });
    const coins = new Map([
      ['a', givenAt('2030-01-01T00:00:00Z')],
      ['b', givenAt('2029-01-01T00:00:00Z')],
    ]);
    const lineOf = (names: readonly string[]) =>
      byPriority(
        ranked(names).map((quote) => ({ quote })),
        { ...NOTHING_SPENT, coins },
        now,
      ).map(({ candidate }) => candidate.quote.coin);
    expect(lineOf(['a 1', 'b 1'])).toEqual(['a', 'b']);
    expect(lineOf(['a 1', 'c 1'])).toEqual(['c', 'a']);
  });

  /** What a tick a day buys, outlined, under a cap per day. */
  function buyDaily(coins: readonly string[], sizing: Sizing, cap: string, length: number): string[] {
    let spending: Spending = NOTHING_SPENT;
    return Array.from({ length }, (_, day) => {
      const tick = aTick({ startedAt: new Date(now.getTime() + day * 86_400_000) });
      const policy = { strategy: always, gate: OPEN_GATE, sizing, caps: { day: amount(cap) } };
      const plan = makePlan(tick, aSnapshot({ quotes: ranked(coins) }), policy, { ...spending, day: ZERO });
      spending = plan.spending;
      return outline(plan).join(', ');
    });
  }

  it.each<[string, string, string[]]>([
    // Turns after day 1: a 1, b 0.5, c 0. After day 2 all have 1, and a was bought longest ago.
    ['10', '15', ['a 10, b 5', 'b 5, c 10', 'a 10, b 5', 'b 5, c 10']],
    // Turns of a, b, c: 1, 0.2, 0; 1, 0.4, 1; 1.2, 1.4, 1; 1.4, 1.4, 2; 1.6, 2.4, 2; 2.6, 2.4, 2.2.
    ['50', '60', ['a 50, b 10', 'b 10, c 50', 'a 10, b 50', 'a 10, c 50', 'a 10, b 50', 'a 50, c 10']],
    // 1, 0.1, 0; 1, 0.2, 1; 1.1, 1.2, 1.
    ['50', '55', ['a 50, b 5', 'b 5, c 50', 'a 5, b 50']],
  ])('gives buys one after the other: three coins, %s each, under a cap of %s a day', (each, cap, days) => {
    expect(buyDaily(['a 1', 'b 1', 'c 1'], notional(each), cap, days.length)).toEqual(days);
  });

  it('is not held up by a coin of which the cap cannot buy a step', () => {
    // One step of bitcoin is 49; 10 a day are carried until it is due, and then it never fits.
    const sizing = { ...notional('10'), step: amount('0.001'), minNotional: amount('1') };
    const days = buyDaily(['bitcoin 49000', 'ripple 1'], sizing, '30', 8);
    expect(days).toEqual(Array(8).fill('ripple 10'));
  });

  it('buys what was carried as money, also where a quantity would not fit', () => {
    // 5 + 5 + 5 are carried; with 8 more they are 23, of which the cap leaves 22: 22 / 8 = 2.75 coins.
    const sizing = { ...quantity('1'), minNotional: amount('20') };
    const before = { ...NOTHING_SPENT, coins: new Map([['a', bought({ carried: amount('15') })]]) };
    const plan = planOf(ranked(['a 8']), sizing, { day: amount('22') }, before);
    expect(outline(plan)).toEqual(['a 22']);
    expect(plan.spending.coins.get('a')).toMatchObject({ carried: amount('1') });
  });
});
