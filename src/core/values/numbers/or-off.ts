import type { Kind } from '../kind.js';

/** A limit that can be switched off, which is null; 0 says the same. */
export const orOff = <Value>({ expected, example, parse, print }: Kind<Value>): Kind<Value | null> => ({
  expected: `${expected}, or off`,
  example,
  parse: (text) => (text === 'off' || /^0(\.0+)?$/.test(text) ? null : parse(text)),
  print: (value) => (value === null ? 'off' : print(value)),
});
