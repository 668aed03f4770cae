import { describe, expect, it } from 'vitest';
import { allOf, anyOf } from '../../src/core/strategies/combinations.js';
import { strategyKinds } from '../../src/core/strategies/index.js';
import { recreateStrategy } from '../../src/core/strategies/recreate.js';
import { aStrategy, aView } from './examples.js';

const dated = aStrategy('value-averaging', { start: '2026-11-20', growth: '2.5' });
const kinds = [...strategyKinds.keys()].map((kind) => (kind === dated.name ? dated : aStrategy(kind)));
const nested = allOf.create('careful', [
  aStrategy('dip', { threshold: '60' }),
  anyOf.create('either', [aStrategy('below-average', { window: '3', margin: '1.5' }), anyOf.create('any-of', [dated])]),
]);

describe('a strategy made again from what was recorded of it', () => {
  it.each([...kinds, nested].map((strategy) => [strategy.name, strategy] as const))(
    'is the same: %s',
    (_, strategy) => {
      const again = recreateStrategy(strategy.name, strategy.parameters);
      expect(again).toMatchObject({
        name: strategy.name,
        midnights: strategy.midnights,
        parameters: strategy.parameters,
      });
      const view = aView('90', ['100', '101', '102', '99']);
      expect(again?.evaluate(view)).toEqual(strategy.evaluate(view));
    },
  );

  it('has the default of a parameter that is new since then', () => {
    expect(recreateStrategy('calm', { kind: 'rsi', below: '20' })?.parameters).toEqual({
      kind: 'rsi',
      period: '14',
      below: '20',
    });
  });

  it.each<[string, Record<string, string>]>([
    ['of-old', {}],
    ['mine', { kind: 'of-old' }],
    ['rsi', { below: '20', of_old: '3' }],
    ['rsi', { below: '200' }],
    ['value-averaging', {}],
    ['dip', { range_weight: '0', change_weight: '0', market_cap_weight: '0', average_weight: '0' }],
    ['all-of', {}],
    ['all-of', { of: 'dip,of-old' }],
  ])('is none where the present code has no such %s %j', (name, parameters) => {
    expect(recreateStrategy(name, parameters)).toBeNull();
  });
});
