import type { Kind } from './kind.js';

/** One of a few words, written as they are. */
export const oneOf = <const Name extends string>(names: readonly Name[]): Kind<Name> => ({
  expected: `one of ${names.join(', ')}`,
  example: names[0] ?? '',
  choices: names,
  parse: (text) => names.find((name) => name === text),
  print: (name) => name,
});
