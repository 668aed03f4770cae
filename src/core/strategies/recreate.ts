import { combinations, strategyKinds } from './index.js';
import type { ParameterValue } from './parameter.js';
import type { Strategy } from './strategy.js';

/**
 * The strategy whose name and parameters were recorded, by the present code: a parameter that is new since then has its
 * default. Null when there is no such kind any more, or not with such parameters.
 */
export function recreateStrategy(name: string, parameters: Readonly<Record<string, string>>): Strategy | null {
  const { kind = name, of = '', ...texts } = parameters;
  const combination = combinations.get(kind);
  if (combination) {
    const parts = of.split(',').map((part) => recreateStrategy(part, parametersOf(part, texts)));
    const known = parts.filter((part) => part !== null);
    return known.length === parts.length ? combination.create(name, known) : null;
  }
  const declared = strategyKinds.get(kind);
  if (!declared || Object.keys(texts).some((key) => !Object.hasOwn(declared.parameters, key))) return null;

  const values: Record<string, ParameterValue> = {};
  for (const [key, { fallback, parse }] of Object.entries(declared.parameters)) {
    const text = texts[key] ?? fallback;
    const value = text === null ? undefined : parse(text);
    if (value === undefined) return null;
    values[key] = value;
  }
  return declared.check(values) === null ? declared.create(name, values) : null;
}

/** `{'calm.below': '30'}` as `{below: '30'}` of the part calm. */
function parametersOf(part: string, texts: Readonly<Record<string, string>>): Record<string, string> {
  const own = Object.entries(texts).filter(([key]) => key.startsWith(`${part}.`));
  return Object.fromEntries(own.map(([key, text]) => [key.slice(part.length + 1), text]));
}
