import { combinations, strategyKinds } from '../../core/strategies/index.js';
import { nearest } from '../../core/values/nearest.js';
import { quoted } from '../../core/values/quoted.js';
import type { RuleSpec, RuleSpecs, Written } from './rules.js';

/** A number as an exact text; `where` names it for the problem that it may be. */
type ReadNumber = (value: number | bigint, where: string) => string;

const RULE_NAME = /^[a-z0-9][a-z0-9-]{0,49}$/;

/**
 * Reads the tables `[strategies.NAME]` of a config file. A rule named like a built-in kind is that kind and needs not say
 * so; every other one names its `kind`. Everything wrong is added to `problems`.
 */
export function readRuleSpecs(tables: unknown, file: string, readNumber: ReadNumber, problems: string[]): RuleSpecs {
  if (tables === undefined) return new Map();
  if (!isTable(tables)) {
    problems.push(`strategies in ${file}: expected tables, such as [strategies.my-rule]`);
    return new Map();
  }
  return new Map(
    Object.entries(tables).map(([name, table]) => [name, readRule(name, table, file, readNumber, problems)]),
  );
}

function readRule(
  name: string,
  table: unknown,
  file: string,
  readNumber: ReadNumber,
  problems: string[],
): RuleSpec | null {
  const problem = (text: string) => {
    problems.push(text);
    return null;
  };
  if (!RULE_NAME.test(name)) {
    return problem(
      `${quoted(name)} in strategies in ${file}: expected a name of at most 50 small letters, digits and dashes, such as my-rule`,
    );
  }
  const where = `strategies.${name} in ${file}`;
  if (!isTable(table)) return problem(`${where}: expected a table, such as [strategies.${name}]`);

  const { kind = name, of, ...others } = table;
  const kinds = [...strategyKinds.keys(), ...combinations.keys()];
  if (typeof kind !== 'string' || !kinds.includes(kind)) {
    if (table.kind === undefined)
      return problem(
        `${where} needs its kind, one of ${kinds.join(', ')}, such as kind = "rsi"${nearest(name, kinds)}`,
      );
    const guess = typeof kind === 'string' ? nearest(kind, kinds) : '';
    return problem(
      `strategies.${name}.kind in ${file} is ${shown(kind)}, but expected one of ${kinds.join(', ')}${guess}`,
    );
  }
  if (kinds.includes(name) && kind !== name) {
    return problem(`${where} is of the kind ${kind}: give it a name that is not the one of another kind`);
  }

  const before = problems.length;
  const parameters = readTexts(others, (key) => `strategies.${name}.${key} in ${file}`, readNumber, problems);
  const parts = combinations.has(kind) ? readParts(of, `strategies.${name}.of in ${file}`, problems) : [];
  if (of !== undefined && !combinations.has(kind)) {
    problems.push(
      `strategies.${name}.of in ${file}: only ${[...combinations.keys()].join(' and ')} are made of others`,
    );
  }
  return problems.length > before ? null : { kind, where, parameters, of: parts };
}

function readTexts(
  table: Readonly<Record<string, unknown>>,
  whereOf: (key: string) => string,
  readNumber: ReadNumber,
  problems: string[],
): Record<string, Written> {
  return Object.fromEntries(
    Object.entries(table).flatMap(([key, value]): [string, Written][] => {
      const isNumber = typeof value === 'number' || typeof value === 'bigint';
      const isText = typeof value === 'string' || isNumber;
      if (isText && /^\w+$/.test(key)) {
        const text = isNumber ? readNumber(value, whereOf(key)) : value;
        return [[key, { text, where: whereOf(key) }]];
      }
      const where = whereOf(/^\w+$/.test(key) ? key : quoted(key));
      problems.push(`${where}: expected ${isText ? 'the name of a parameter' : 'a text or a number'}`);
      return [];
    }),
  );
}

function readParts(of: unknown, where: string, problems: string[]): string[] {
  const names = Array.isArray(of) ? of.filter((name) => typeof name === 'string') : [];
  if (!Array.isArray(of) || names.length === 0 || names.length < of.length) {
    problems.push(`${where}: expected a list of names of strategies, such as of = ["dip", "rsi"]`);
  } else if (new Set(names).size < names.length) {
    problems.push(`${where}: names a part twice`);
  }
  return names;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : 'no text';
}

/** As TOML's are read; its dates and lists are none. */
export function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
