import type { SweptParameter } from '../../../backtest/sweep/combinations.js';
import type { Sweep, SweepResult } from './sweep.js';

/** A value of a parameter, and its index among all of them. */
interface AxisValue {
  readonly value: string;
  readonly index: number;
}

/** How good the combinations of two parameters are. */
export interface GoodnessMap {
  readonly down: SweptParameter;
  readonly across: SweptParameter;
  readonly rows: readonly AxisValue[];
  readonly columns: readonly AxisValue[];
  /** By row and column: more is better, −∞ for no figure, undefined where it was not tried. */
  readonly goodness: readonly (readonly (number | undefined)[])[];
  /** The worst and the best figure of the map. */
  readonly ends: readonly [worst: number, best: number];
  /** Whether there are values that are left out. */
  readonly isThinned: boolean;
  isBest(row: AxisValue, column: AxisValue): boolean;
  /** From 0 for the worst to 1 for the best; null where there is no figure. */
  shareOf(goodness: number | undefined): number | null;
}

/** The two parameters that have several values; null where not just two have. */
export function parametersOfMap({ parameters }: Sweep): readonly [SweptParameter, SweptParameter] | null {
  const [down, across, ...others] = parameters.filter(({ values }) => values.length > 1);
  return down && across && others.length === 0 ? [down, across] : null;
}

/** The map of two parameters with at most so many rows and columns, for which values are left out at even distances. */
export function mapOf(
  [down, across]: readonly [SweptParameter, SweptParameter],
  { leaders, goodnessAt }: SweepResult,
  mostRows: number,
  mostColumns: number,
): GoodnessMap {
  const [rows, columns] = [thinOut(down.values, mostRows), thinOut(across.values, mostColumns)];
  const goodness = rows.map((row) =>
    columns.map((column) => goodnessAt(row.index * across.values.length + column.index)),
  );
  const finite = goodness.flat().filter((it) => it !== undefined && Number.isFinite(it)) as number[];
  const least = finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const best = leaders[0]?.parameters;
  return {
    down,
    across,
    rows,
    columns,
    goodness,
    ends: [least, most],
    isThinned: rows.length < down.values.length || columns.length < across.values.length,
    isBest: (row, column) => best?.[down.name] === row.value && best[across.name] === column.value,
    shareOf: (own) => {
      if (own === undefined || !Number.isFinite(own)) return null;
      return most === least ? 1 : (own - least) / (most - least);
    },
  };
}

/** Some of the values, evenly spaced, so that there are at most so many. */
function thinOut(values: readonly string[], most: number): AxisValue[] {
  const every = Math.ceil(values.length / most);
  return values.map((value, index) => ({ value, index })).filter(({ index }) => index % every === 0);
}
