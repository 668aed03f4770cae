import { Decimal } from '../../core/money.js';

/**
 * Decimals are objects of a class, which do not survive the way to another thread: there they travel as their exact texts.
 * Dates, and all that is plain, stay as they are.
 */
export function toPlain(value: unknown): unknown {
  if (Decimal.isDecimal(value)) return { exactly: value.toFixed() };
  return mapInside(value, toPlain);
}

/** What `toPlain` was given, of the type that it was given. */
export function fromPlain<Value>(plain: unknown): Value {
  // Each value is made again as it was, so it is of the type that it had.
  return restore(plain) as Value;
}

function restore(plain: unknown): unknown {
  if (isExactly(plain)) return new Decimal(plain.exactly);
  return mapInside(plain, restore);
}

function mapInside(value: unknown, map: (inner: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(map);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, map(inner)]));
}

function isExactly(value: unknown): value is { readonly exactly: string } {
  return typeof value === 'object' && value !== null && 'exactly' in value && typeof value.exactly === 'string';
}
