import { parseInstant } from '../calendar.js';
import { Decimal } from '../money.js';

/** A count, an exact number, or a UTC day as YYYY-MM-DD. */
export type ParameterValue = number | Decimal | string;

/** One knob of a strategy, declared once: its checks, its flag, its place in config.toml and its documentation follow from it. */
export interface Parameter<Value extends ParameterValue = ParameterValue> {
  readonly meaning: string;
  /** What it is counted in, such as "days" or "%"; empty for a plain number. */
  readonly unit: string;
  /** The value it has when none is given, as it would be written; null when one must be given. */
  readonly fallback: string | null;
  /** In words that fit "expected …". */
  readonly expected: string;
  readonly example: string;
  /** The smallest and the largest value, both allowed; null when every value is. */
  readonly bounds: { readonly min: string; readonly max: string } | null;
  /** Undefined when the text is no such value, or is out of bounds. */
  parse(text: string): Value | undefined;
}

interface Declaration {
  readonly meaning: string;
  readonly unit: string;
  readonly fallback: string | null;
  readonly min: string;
  readonly max: string;
  readonly example?: string;
}

export function wholeNumber({ min, max, ...declaration }: Declaration): Parameter<number> {
  return {
    ...declaration,
    expected: `a whole number from ${min} to ${max}`,
    example: declaration.example ?? declaration.fallback ?? min,
    bounds: { min, max },
    parse: (text) =>
      /^\d{1,9}$/.test(text) && Number(text) >= Number(min) && Number(text) <= Number(max) ? Number(text) : undefined,
  };
}

export function decimalNumber({ min, max, ...declaration }: Declaration): Parameter<Decimal> {
  return {
    ...declaration,
    expected: `a decimal number from ${min} to ${max}, with at most 18 digits after the point, no exponent and no comma`,
    example: declaration.example ?? declaration.fallback ?? min,
    bounds: { min, max },
    parse: (text) => {
      if (!/^\d{1,15}(\.\d{1,18})?$/.test(text)) return undefined;
      const value = new Decimal(text);
      return value.greaterThanOrEqualTo(min) && value.lessThanOrEqualTo(max) ? value : undefined;
    },
  };
}

/** A UTC day that must be given: there is no day that suits everyone. */
export function utcDay(meaning: string, example: string): Parameter<string> {
  return {
    meaning,
    unit: 'UTC day',
    fallback: null,
    expected: 'a UTC day',
    example,
    bounds: null,
    parse: (text) => (text.length === example.length && parseInstant(text) ? text : undefined),
  };
}
