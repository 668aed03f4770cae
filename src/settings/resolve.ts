import { problemOf, problemOfSecret } from '../core/values/problem.js';
import type { RuleSpecs } from './rules/rules.js';
import { fallbackOf, type Setting } from './setting.js';
import { eachSetting, type SettingName, settings, type Values } from './settings.js';

/** Settings of which only one can hold. */
const exclusive: readonly (readonly [SettingName, SettingName])[] = [
  ['quantity', 'notional'],
  ['coins', 'top'],
  ['coins', 'include'],
  ['coins', 'excludeCategories'],
  ['coins', 'hysteresis'],
];

/** Values as texts by setting, all from one place; `where` names that place for messages, such as "the environment". */
export interface Source {
  readonly where: string;
  readonly texts: Partial<Record<SettingName, { readonly name: string; readonly text: string }>>;
  /** The rules that are written down there. */
  readonly rules?: RuleSpecs;
}

/** Which settings a command uses: all where undefined. */
export type Used = readonly SettingName[] | 'none' | undefined;

export interface Resolved {
  readonly values: Values;
  /** The place each value came from. */
  readonly origins: Readonly<Record<SettingName, string>>;
  /** Of values that are not defaults: the name under which each was given there, and its text. */
  readonly given: Source['texts'];
  /** What is wrong with settings that are not used; their defaults hold. */
  readonly wrong: Partial<Readonly<Record<SettingName, string>>>;
}

/**
 * Reads every text of every source, and takes each setting's value from the last source that has it; `hasFile` says which
 * defaults hold. What is wrong, also where another source overrides it, is added to `problems`; then the values are not to be used. What is
 * wrong with a setting that is not used is no problem.
 */
export function resolveSettings(
  sources: readonly Source[],
  hasFile: boolean,
  problems: string[],
  isUsed: (name: SettingName) => boolean = () => true,
): Resolved {
  const values: Partial<Record<SettingName, unknown>> = {};
  const origins = {} as Record<SettingName, string>;
  const winners: Source['texts'] = {};
  const wrong: Partial<Record<SettingName, string>> = {};
  const rank = (name: SettingName) => sources.findLastIndex((source) => source.texts[name]);

  const defaultOf = (setting: Setting<unknown>) => {
    const fallback = fallbackOf(setting, hasFile);
    return fallback === undefined ? undefined : setting.parse(fallback);
  };
  const setDefault = (name: SettingName, setting: Setting<unknown>) => {
    values[name] = defaultOf(setting);
    origins[name] = 'the default';
  };

  for (const [name, setting] of eachSetting()) {
    const { parse, secret } = setting;
    setDefault(name, setting);
    for (const { where, texts } of sources) {
      const given = texts[name];
      if (!given) continue;
      values[name] = parse(given.text);
      origins[name] = where;
      winners[name] = given;
      if (values[name] === undefined) {
        const tell = secret ? problemOfSecret : problemOf;
        const problem = tell(`${given.name} in ${where}`, given.text, setting);
        if (isUsed(name)) problems.push(problem);
        else {
          wrong[name] = problem;
          values[name] = defaultOf(setting);
        }
      }
    }
  }

  // Of two that exclude each other the more important place wins; in one place they contradict each other.
  for (const [one, other] of exclusive) {
    if (rank(one) < 0 || rank(other) < 0) continue;
    if (rank(one) === rank(other)) {
      const named = [one, other].map((name) => sources[rank(name)]?.texts[name]?.name);
      const problem = `${named.join(' and ')} in ${origins[one]}: give one of them, not both`;
      if (isUsed(one)) problems.push(problem);
      else wrong[one] ??= problem;
    }
    const loser = rank(one) < rank(other) ? one : other;
    setDefault(loser, settings[loser]);
    delete winners[loser];
  }
  // Parameters are written for the strategy of their place: a more important place that names another has its own.
  const strategyAt = (place: number) =>
    sources.slice(0, place + 1).findLast((it) => it.texts.strategy)?.texts.strategy?.text ?? settings.strategy.fallback;
  if (winners.params && strategyAt(rank('params')) !== strategyAt(sources.length)) {
    setDefault('params', settings.params);
    delete winners.params;
  }
  return { values: values as unknown as Values, origins, given: winners, wrong };
}

/** What every command may use. */
const ALWAYS: readonly SettingName[] = [
  'databaseUrl',
  'databaseTimeoutMs',
  'newLedger',
  'deadlineMs',
  'logFile',
  'logMaxBytes',
];

/** Says whether a command uses a setting; without a name, whether problems of the configuration as a whole stop it. */
export function usedBy(uses: Used): (name?: SettingName) => boolean {
  if (uses === undefined) return () => true;
  if (uses === 'none') return () => false;
  return (name) => name === undefined || uses.includes(name) || ALWAYS.includes(name);
}

/** What a source says of where the ledger is. */
export function ofLedger({ where, texts }: Source): Source {
  return { where, texts: texts.databaseUrl ? { databaseUrl: texts.databaseUrl } : {} };
}
