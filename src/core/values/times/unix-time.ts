import type { Kind } from '../kind.js';

/** A time in whole seconds since 1970, with ten digits: from the year 2001 to 2286. Fewer digits are a duration. */
export const unixTime: Kind<Date> = {
  expected: 'seconds since 1970',
  example: '1795385700',
  parse: (text) => (/^[1-9]\d{9}$/.test(text) ? new Date(Number(text) * 1000) : undefined),
  print: (at) => String(Math.floor(at.getTime() / 1000)),
};
