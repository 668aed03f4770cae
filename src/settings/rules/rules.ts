import type { Combination } from '../../core/strategies/combinations.js';
import { combinations, strategyKinds } from '../../core/strategies/index.js';
import type { ParameterValue } from '../../core/strategies/parameter.js';
import type { Strategy, StrategyKind } from '../../core/strategies/strategy.js';
import { nearest } from '../../core/values/nearest.js';
import { problemOf } from '../../core/values/problem.js';
import { quoted } from '../../core/values/quoted.js';

/** A text that someone wrote, and where, in words that fit "WHERE is …". */
export interface Written {
  readonly text: string;
  readonly where: string;
}

/** A rule as it is written down, under its name: a kind with parameters, or a combination of other rules. */
export interface RuleSpec {
  readonly kind: string;
  /** Names the rule in messages. */
  readonly where: string;
  readonly parameters: Readonly<Record<string, Written>>;
  /** The names of a combination's parts; empty for every other kind. */
  readonly of: readonly string[];
}

/** Rules by name; null for one whose problems have been told already. */
export type RuleSpecs = ReadonlyMap<string, RuleSpec | null>;

/** More than anyone reads, and few enough to judge a coin quickly. */
const MAX_PARTS = 100;

/** Every name a rule can be chosen by: the built-in kinds', and those of the rules that are written down. */
export function ruleNames(specs: RuleSpecs): string[] {
  return [...new Set([...strategyKinds.keys(), ...specs.keys()])];
}

/**
 * Makes the strategy of that name, with parameters in the place of the rule's own. Undefined when it cannot be made: what is
 * wrong with it and its parts is added to `problems`, once for a rule that is a part of several.
 */
export function createStrategy(
  name: string,
  own: Readonly<Record<string, Written>>,
  specs: RuleSpecs,
  problems: string[],
): Strategy | undefined {
  let count = 0;
  const tell = (problem: string) => void (problems.includes(problem) || problems.push(problem));

  function create(name: string, spec: RuleSpec, within: readonly string[]): Strategy | undefined {
    count += 1;
    const combination = combinations.get(spec.kind);
    if (combination) return combine(name, spec, combination, [...within, name]);
    const kind = strategyKinds.get(spec.kind);
    const values = kind && readParameters(kind, spec, tell);
    return values && kind.create(name, values);
  }

  function combine(name: string, spec: RuleSpec, { create }: Combination, path: readonly string[]) {
    for (const [parameter, { where }] of Object.entries(spec.parameters)) {
      tell(`${where}: ${spec.kind} has no parameter ${parameter}; its parts have theirs, each in its own table`);
    }
    const parts = spec.of.map((part) => createPart(part, spec, path)).filter((part) => part !== undefined);
    return parts.length === spec.of.length ? create(name, parts) : undefined;
  }

  function createPart(name: string, { where }: RuleSpec, path: readonly string[]): Strategy | undefined {
    if (path.includes(name)) {
      const cycle = startingAtLeast(path.slice(path.indexOf(name)));
      tell(`${specs.get(cycle[0] ?? name)?.where} contains itself: ${[...cycle, cycle[0]].join(' > ')}`);
      return undefined;
    }
    if (count >= MAX_PARTS) {
      tell(`${where} has more than ${MAX_PARTS} parts, those of its parts among them: use fewer`);
      return undefined;
    }
    const spec = find(name, specs);
    if (spec) return create(name, spec, path);
    if (!specs.has(name)) tell(`${where}: its part ${quoted(name)} is no strategy${nearest(name, ruleNames(specs))}`);
    return undefined;
  }

  const spec = find(name, specs);
  return spec && create(name, { ...spec, parameters: { ...spec.parameters, ...own } }, []);
}

/** Makes every rule that is written down. What is wrong with any is added to `problems`. */
export function createRules(specs: RuleSpecs, problems: string[]): Strategy[] {
  return [...specs.keys()].flatMap((name) => createStrategy(name, {}, specs, problems) ?? []);
}

/** A rule that is written down, or a built-in kind with its defaults. */
function find(name: string, specs: RuleSpecs): RuleSpec | undefined {
  if (specs.has(name)) return specs.get(name) ?? undefined;
  return strategyKinds.has(name) ? { kind: name, where: `the strategy ${name}`, parameters: {}, of: [] } : undefined;
}

/** The cycle from its first name by alphabet, so that a message names it the same way wherever it was found. */
function startingAtLeast(cycle: readonly string[]): string[] {
  const start = cycle.indexOf([...cycle].sort()[0] ?? '');
  return [...cycle.slice(start), ...cycle.slice(0, start)];
}

/** The value of every parameter of a kind; undefined when one is wrong. */
function readParameters(
  kind: StrategyKind,
  { where, parameters }: RuleSpec,
  tell: (problem: string) => void,
): Record<string, ParameterValue> | undefined {
  const names = Object.keys(kind.parameters);
  const unknown = Object.entries(parameters).filter(([name]) => !names.includes(name));
  for (const [name, written] of unknown) {
    const hint = names.length > 0 ? nearest(name, names) || `; it has ${names.join(', ')}` : ', nor any other';
    tell(`${written.where}: ${kind.name} has no parameter ${name}${hint}`);
  }
  const values: Record<string, ParameterValue> = {};
  for (const [name, parameter] of Object.entries(kind.parameters)) {
    const written = parameters[name];
    const text = written?.text ?? parameter.fallback;
    const value = text === null ? undefined : parameter.parse(text);
    if (value !== undefined) values[name] = value;
    else if (written) tell(problemOf(written.where, written.text, parameter));
    else tell(`${where} needs its parameter ${name}, ${parameter.expected}, such as ${name}=${parameter.example}`);
  }
  if (unknown.length > 0 || names.some((name) => values[name] === undefined)) return undefined;
  const contradiction = kind.check(values);
  if (contradiction) tell(`${where}: ${contradiction}`);
  return contradiction ? undefined : values;
}
