import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fill, Position } from '../../src/core/model.js';
import { type Decimal, toExactString, toPercentString, ZERO } from '../../src/core/money.js';
import { applyFill, emptyPosition, type Holding, valuePortfolio } from '../../src/core/portfolio.js';
import { amount, now, scaled, units } from './examples.js';

const aFill = (quantity: string, price: string, fee = '0'): Fill => ({
  quantity: amount(quantity),
  price: amount(price),
  fee: amount(fee),
  feeCurrency: null,
  at: now,
});

const fold = (fills: readonly Fill[], from = emptyPosition('bitcoin')) =>
  fills.reduce((position, fill) => applyFill(position, fill, { pair: null, isFirst: true }), from);

const written = ({ coin, buyCount, quantity, costBasis }: Position) => ({
  coin,
  buyCount,
  quantity: toExactString(quantity),
  costBasis: toExactString(costBasis),
});

describe('a position', () => {
  it('adds up quantities and costs, fees included', () => {
    const position = fold([aFill('1', '19113.66'), aFill('0.5', '20000', '12.34'), aFill('0.00000001', '0.1')]);
    expect(written(position)).toEqual({
      coin: 'bitcoin',
      buyCount: 3,
      quantity: '1.50000001',
      costBasis: '29126.000000001',
    });
  });

  const parts = fc.record({ quantity: units, price: units, fee: units });

  it('is the exact sum of its fills, in any order and any grouping', () => {
    const split = fc.array(parts, { maxLength: 30 }).chain((fills) =>
      fc.record({
        fills: fc.constant(fills),
        shuffled: fc.shuffledSubarray(fills, { minLength: fills.length }),
        at: fc.integer({ min: 0, max: fills.length }),
      }),
    );
    fc.assert(
      fc.property(split, ({ fills, shuffled, at }) => {
        const all = shuffled.map(({ quantity, price, fee }) =>
          aFill(scaled(quantity, 20), scaled(price, 20), scaled(fee, 20)),
        );
        const costUnits = fills.reduce((total, it) => total + it.quantity * it.price + it.fee * 10n ** 20n, 0n);
        const expected = {
          coin: 'bitcoin',
          buyCount: fills.length,
          quantity: scaled(
            fills.reduce((total, it) => total + it.quantity, 0n),
            20,
          ),
          costBasis: scaled(costUnits, 40),
        };
        expect(written(fold(all))).toEqual(expected);
        expect(written(fold(all.slice(at), fold(all.slice(0, at))))).toEqual(expected);
      }),
    );
  });
});

const aHolding = (coin: string, quantity: string, costBasis: string, price: string | null): Holding => ({
  coin,
  symbol: coin.slice(0, 3),
  name: coin,
  buyCount: 1,
  quantity: amount(quantity),
  costBasis: amount(costBasis),
  price: price === null ? null : amount(price),
  priceAt: price === null ? null : now,
});

describe('a portfolio', () => {
  it.each([
    // quantity, cost basis, price: average cost, market value, P&L, gain
    ['2', '38227.32', '19113.66', '19113.66', '38227.32', '0', '0.00'],
    ['2', '2', '0.999586', '1', '1.999172', '-0.000828', '-0.04'],
    ['4', '100', '50', '25', '200', '100', '100.00'],
    ['3', '1', '0.00000856', '0.3333333333333333333333333333333333333333', '0.00002568', '-0.99997432', '-100.00'],
    ['1', '0', '5', '0', '5', '5', null],
  ])('values %s coins bought for %s at %s', (quantity, costBasis, price, averageCost, marketValue, pnl, gain) => {
    const [position] = valuePortfolio([aHolding('bitcoin', quantity, costBasis, price)], 'usd', now).positions;
    const text = (value: Decimal | null | undefined) => value && toExactString(value);
    expect(text(position?.averageCost)).toBe(averageCost);
    expect(text(position?.marketValue)).toBe(marketValue);
    expect(text(position?.unrealizedPnl)).toBe(pnl);
    expect(position?.gainPercent ? toPercentString(position.gainPercent) : null).toBe(gain);
  });

  it('leaves what has no price out of the totals, and keeps the order it was given', () => {
    const holdings = [
      aHolding('tether', '1', '1', '0.9'),
      aHolding('gone', '1', '1000', null),
      aHolding('bitcoin', '1', '9', '10'),
    ];
    const { positions, totals } = valuePortfolio(holdings, 'usd', now);
    expect(positions.map((position) => position.coin)).toEqual(['tether', 'gone', 'bitcoin']);
    expect(positions[1]).toMatchObject({ marketValue: null, unrealizedPnl: null, gainPercent: null });
    expect([totals.costBasis, totals.marketValue, totals.unrealizedPnl].map(toExactString)).toEqual([
      '10',
      '10.9',
      '0.9',
    ]);
    expect(totals.gainPercent && toPercentString(totals.gainPercent)).toBe('9.00');
  });

  it('without holdings totals nothing', () => {
    const { positions, totals } = valuePortfolio([], 'usd', now);
    expect(positions).toEqual([]);
    expect(totals).toEqual({ costBasis: ZERO, marketValue: ZERO, unrealizedPnl: ZERO, gainPercent: null });
  });
});
