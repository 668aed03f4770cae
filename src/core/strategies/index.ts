import { belowAverage } from './below-average.js';
import { allOf, anyOf, type Combination } from './combinations.js';
import { dca } from './dca.js';
import { dip } from './dip.js';
import { drawdown } from './drawdown.js';
import { rsi } from './rsi.js';
import type { StrategyKind } from './strategy.js';
import { valueAveraging } from './value-averaging.js';

/** Every kind of strategy by name. A new one is a file beside this one and a line here. */
export const strategyKinds: ReadonlyMap<string, StrategyKind> = byName([
  belowAverage,
  dip,
  dca,
  rsi,
  drawdown,
  valueAveraging,
]);

/** The ways to make a rule of others. */
export const combinations: ReadonlyMap<string, Combination> = byName([allOf, anyOf]);

function byName<Kind extends { readonly name: string }>(kinds: readonly Kind[]): ReadonlyMap<string, Kind> {
  return new Map(kinds.map((kind) => [kind.name, kind]));
}
