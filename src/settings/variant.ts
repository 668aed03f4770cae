import type { Strategy } from '../core/strategies/strategy.js';
import { configError } from '../errors.js';
import { findContradictions } from './contradictions.js';
import { type Resolved, resolveSettings, type Source } from './resolve.js';
import { chooseRule } from './rules/chosen-rule.js';
import { type SettingName, settings, type Values } from './settings.js';
import { basics } from './table/basics.js';
import { limits } from './table/limits.js';
import { sanity } from './table/sanity.js';
import { universe } from './table/universe.js';

/** The settings that a trial uses. */
export const trialSettings = Object.keys({ ...basics, ...limits, ...universe, ...sanity }) as readonly SettingName[];

/** What a trial depends on of the configuration. */
export interface TrialConfig extends Omit<Values, 'databaseUrl' | 'copyTo'> {
  readonly rule: Strategy;
  readonly given: Resolved['given'];
}

/** What a configuration is made of: plain texts, which another thread can be given. */
export interface ConfigSources {
  readonly sources: readonly Source[];
  /** Null where there is none. */
  readonly configFile: string | null;
}

/**
 * The configuration with some settings as texts, in the place of what the last source, the command line, says of them.
 * Throws a config CryptoBotError that lists every problem.
 */
export function variantOf(
  { sources, configFile }: ConfigSources,
  changed: Partial<Readonly<Record<SettingName, string>>>,
): TrialConfig {
  const problems: string[] = [];
  const last = sources.at(-1);
  const texts = Object.fromEntries(
    Object.entries(changed).map(([name, text]) => [name, { name: settings[name as SettingName].key, text }]),
  );
  const all = last ? [...sources.slice(0, -1), { ...last, texts: { ...last.texts, ...texts } }] : sources;
  const resolved = resolveSettings(all, configFile !== null, problems, (name) => trialSettings.includes(name));
  const { rule } = chooseRule(all, resolved, problems);
  problems.push(...findContradictions(resolved.values, rule));
  if (problems.length > 0 || !rule) throw configError(problems.join('\n'));
  return { ...resolved.values, rule, given: resolved.given };
}
