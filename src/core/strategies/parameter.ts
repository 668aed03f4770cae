import type { Decimal } from '../money.js';
import type { Kind } from '../values/kind.js';
import { count } from '../values/numbers/count.js';
import { decimalBetween } from '../values/numbers/decimal.js';
import { day } from '../values/times/day.js';

/** A count, an exact number, or a UTC day as YYYY-MM-DD. */
export type ParameterValue = number | Decimal | string;

/** One knob of a strategy, declared once: its checks, its flag, its place in config.toml and its documentation follow from it. */
export interface Parameter<Value extends ParameterValue = ParameterValue> extends Kind<Value> {
  readonly meaning: string;
  /** What it is counted in, such as "days" or "%"; empty for a plain number. */
  readonly unit: string;
  /** The value it has when none is given, as it would be written; null when one must be given. */
  readonly fallback: string | null;
  /** The smallest and the largest value, both allowed; null when every value is. */
  readonly bounds: { readonly min: string; readonly max: string } | null;
}

interface Declaration {
  readonly meaning: string;
  readonly unit: string;
  readonly fallback: string | null;
  readonly min: string;
  readonly max: string;
  readonly example?: string;
}

export function wholeNumber(declaration: Declaration): Parameter<number> {
  return bounded(count(Number(declaration.min), Number(declaration.max)), declaration);
}

export function decimalNumber(declaration: Declaration): Parameter<Decimal> {
  const kind = decimalBetween(declaration.min, declaration.max);
  const expected = `${kind.expected}, with at most 18 digits after the point, no exponent and no comma`;
  return bounded({ ...kind, expected }, declaration);
}

function bounded<Value extends ParameterValue>(
  kind: Kind<Value>,
  { min, max, ...declaration }: Declaration,
): Parameter<Value> {
  const example = declaration.example ?? declaration.fallback ?? min;
  return { ...kind, ...declaration, example, bounds: { min, max } };
}

/** A UTC day that must be given: there is no day that suits everyone. */
export function utcDay(meaning: string, example: string): Parameter<string> {
  return { ...day, meaning, unit: 'UTC day', fallback: null, example, bounds: null };
}
