/** A parameter and the values that are tried of it, as exact texts. */
export interface SweptParameter {
  readonly name: string;
  readonly values: readonly string[];
}

/** One value of each parameter, by name. */
export type Combination = Readonly<Record<string, string>>;

/** How many combinations some parameters have. */
export function countCombinations(parameters: readonly SweptParameter[]): number {
  return parameters.reduce((count, { values }) => count * values.length, 1);
}

/** The combination at an index, from 0 on: in the order of the parameters, the last changing fastest. */
export function combinationAt(parameters: readonly SweptParameter[], index: number): Combination {
  let rest = index;
  const chosen = parameters.toReversed().map(({ name, values }): [string, string] => {
    const value = values[rest % values.length] ?? '';
    rest = Math.floor(rest / values.length);
    return [name, value];
  });
  return Object.fromEntries(chosen.reverse());
}
