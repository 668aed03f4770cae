import type { Kind } from '../kind.js';

/** A whole number within bounds that are both allowed, and below a thousand million. */
export const count = (min: number, max: number): Kind<number> => ({
  expected: `a whole number from ${min} to ${max}`,
  example: String(min),
  parse: (text) => (/^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined),
  print: String,
});
