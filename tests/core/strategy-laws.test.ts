import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decimal } from '../../src/core/money.js';
import { allOf, anyOf } from '../../src/core/strategies/combinations.js';
import { strategyKinds } from '../../src/core/strategies/index.js';
import { type CoinView, fewestPricesOf, type Signal, type Strategy } from '../../src/core/strategies/strategy.js';
import { amount, aQuote, aStrategy, aView, midnights, scaled } from './examples.js';

const price = fc.integer({ min: 1, max: 100_000 }).map((cents) => scaled(BigInt(cents), 2));
const percent = fc.integer({ min: -3000, max: 3000 }).map((hundredths) => amount(scaled(BigInt(hundredths), 2)));
const orNull = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: null });

/** Coins of every kind: young and old, rising and falling, with figures that are missing. */
const view: fc.Arbitrary<CoinView> = fc
  .record({
    price,
    earlier: fc.array(price, { maxLength: 40 }),
    high: orNull(price),
    low: orNull(price),
    change: orNull(percent),
    capChange: orNull(percent),
    quantity: price,
  })
  .map(({ price, earlier, high, low, change, capChange, quantity }) => ({
    quote: {
      ...aQuote('bitcoin', price),
      high24h: high === null ? null : amount(high),
      low24h: low === null ? null : amount(low),
      priceChangePercentage24h: change,
      marketCapChangePercentage24h: capChange,
    },
    dailyPrices: midnights('bitcoin', earlier),
    position: { coin: 'bitcoin', buyCount: 1, quantity: amount(quantity), costBasis: amount('1') },
  }));

const required: Readonly<Record<string, Record<string, string>>> = { 'value-averaging': { start: '2026-11-20' } };
const everyStrategy = [...strategyKinds.keys()].map((kind) => aStrategy(kind, required[kind]));
const isBuy = (strategy: Strategy, view: CoinView) => strategy.evaluate(view).action === 'buy';

/** Two values of a parameter in rising order, both within its bounds. */
const rising = (min: number, max: number) =>
  fc
    .tuple(fc.integer({ min, max }), fc.integer({ min, max }))
    .map(([a, b]) => [`${Math.min(a, b)}`, `${Math.max(a, b)}`] as const);

describe('every strategy', () => {
  it.each(everyStrategy.map((strategy) => [strategy.name, strategy] as const))(
    '%s gives the same valid signal for the same view',
    (_, strategy) => {
      fc.assert(
        fc.property(view, (view) => {
          const signal = strategy.evaluate(view);
          expect(strategy.evaluate(view)).toEqual(signal);
          expect(signal.reason).toMatch(/^[^\p{Cc}]+$/u);
          if (signal.action === 'hold') expect(Object.keys(signal).sort()).toEqual(['action', 'average', 'reason']);
          if (signal.strength) expect(within(signal.strength, '0', '1')).toBe(true);
          if (signal.notional) expect(signal.notional.greaterThan(0)).toBe(true);
        }),
      );
    },
  );

  it.each<[string, string, Record<string, string>, boolean]>([
    ['below-average', 'margin', {}, false],
    ['drawdown', 'percent', {}, false],
    ['dip', 'threshold', {}, false],
    ['dip', 'full_fall', {}, false],
    ['rsi', 'below', {}, true],
  ])('%s buys whenever it does with a stricter %s', (kind, parameter, others, stricterIsLess) => {
    fc.assert(
      fc.property(view, rising(1, 99), (view, [less, more]) => {
        const [loose, strict] = stricterIsLess ? [more, less] : [less, more];
        const action = (value: string) => isBuy(aStrategy(kind, { ...others, [parameter]: value }), view);
        expect(action(strict) && !action(loose)).toBe(false);
      }),
    );
  });

  it('below-average and drawdown buy at a lower price, if they do at a higher', () => {
    fc.assert(
      fc.property(view, price, price, (view, a, b) => {
        const [lower, higher] = [amount(a), amount(b)].sort((x, y) => x.comparedTo(y)) as [Decimal, Decimal];
        const at = (price: Decimal) => ({ ...view, quote: { ...view.quote, price } });
        for (const strategy of [
          aStrategy('below-average', { window: '5', margin: '3' }),
          aStrategy('drawdown', { days: '5' }),
        ]) {
          expect(isBuy(strategy, at(higher)) && !isBuy(strategy, at(lower))).toBe(false);
        }
      }),
    );
  });
});

describe('combinations', () => {
  const parts = fc.subarray(everyStrategy, { minLength: 1 });

  it('all-of buys only when each part would, any-of when some part would', () => {
    fc.assert(
      fc.property(parts, view, (parts, view) => {
        const buys = parts.map((part) => isBuy(part, view));
        expect(isBuy(allOf.create('all', parts), view)).toBe(buys.every(Boolean));
        expect(isBuy(anyOf.create('any', parts), view)).toBe(buys.some(Boolean));
      }),
    );
  });

  it('ask for the longest window of their parts', () => {
    const nested = allOf.create('all', [
      aStrategy('dca'),
      anyOf.create('any', [aStrategy('dip'), aStrategy('drawdown')]),
    ]);
    expect(nested.midnights).toBe(29);
  });

  it.each([
    ['as many prices as its window', () => aStrategy('below-average', { window: '7' }), 7],
    ['a period and one more, of a rule that looks further back', () => aStrategy('rsi', { period: '5' }), 6],
    ['the price now, of a rule that looks at no midnights', () => aStrategy('dca'), 1],
    ['the most of its parts, where all must', () => allOf.create('all', [aStrategy('rsi'), aStrategy('drawdown')]), 30],
    [
      'the fewest of its parts, where one is enough',
      () => anyOf.create('any', [aStrategy('rsi'), aStrategy('dip')]),
      10,
    ],
  ])('decides with %s', (_, make, prices) => {
    expect(fewestPricesOf(make())).toBe(prices);
  });

  const saying = (name: string, signal: Partial<Signal>): Strategy => ({
    name,
    midnights: 0,
    parameters: { limit: '3' },
    evaluate: () => ({ action: 'buy', reason: `${name} has its reason`, average: null, ...signal }),
  });
  const strong = saying('strong', { strength: amount('0.75'), notional: amount('40'), average: amount('9') });
  const weak = saying('weak', { strength: amount('0.25'), notional: amount('50') });
  const plain = saying('plain', {});
  const against = saying('against', { action: 'hold' });
  const somewhere = aView('1');

  it.each<[string, typeof allOf, Strategy[], Partial<Signal>]>([
    [
      'all-of: the smallest strength, the smallest amount',
      allOf,
      [plain, weak, strong],
      { strength: amount('0.25'), notional: amount('40') },
    ],
    [
      'any-of: those of the first that buys',
      anyOf,
      [against, weak, strong],
      { strength: amount('0.25'), notional: amount('50') },
    ],
    ['any-of: none, when the first that buys has none', anyOf, [plain, strong], {}],
  ])('%s', (_, combination, parts, amounts) => {
    const { strength, notional } = combination.create('rule', parts).evaluate(somewhere);
    expect({ ...(strength && { strength }), ...(notional && { notional }) }).toEqual(amounts);
  });

  it('say which parts agreed and which did not', () => {
    const inner = anyOf.create('inner', [against, plain]);
    expect(allOf.create('rule', [against, strong, inner]).evaluate(somewhere)).toEqual({
      action: 'hold',
      reason:
        '2 of 3 say buy, all must: against says hold (against has its reason); strong says buy (strong has its reason); ' +
        'inner says buy (1 of 2 say buy, one is enough: against says hold (against has its reason); plain says buy (plain has its reason))',
      average: amount('9'),
    });
  });

  it('name their amount where their parts do: a buy of all-of is one of each part, a buy of any-of is one of some part', () => {
    const always = aStrategy('value-averaging', required['value-averaging']);
    const sometimes: Strategy = { ...plain, namesAmount: 'sometimes' };
    const naming = ({ create }: typeof allOf, ...parts: Strategy[]) => create('rule', parts).namesAmount;
    expect(naming(allOf, plain, always)).toBe('always');
    expect(naming(allOf, plain, sometimes)).toBe('sometimes');
    expect(naming(allOf, plain, plain)).toBeUndefined();
    expect(naming(anyOf, always, always)).toBe('always');
    expect(naming(anyOf, plain, always)).toBe('sometimes');
    expect(naming(anyOf, plain, plain)).toBeUndefined();
  });

  it('have all parameters of their parts, each under its name', () => {
    expect(allOf.create('rule', [plain, anyOf.create('any-of', [weak])]).parameters).toEqual({
      kind: 'all-of',
      of: 'plain,any-of',
      'plain.limit': '3',
      'any-of.of': 'weak',
      'any-of.weak.limit': '3',
    });
  });
});

function within(figure: Decimal, min: string, max: string): boolean {
  return figure.greaterThanOrEqualTo(min) && figure.lessThanOrEqualTo(max);
}
