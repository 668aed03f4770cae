import type { Strategy } from '../core/strategies/strategy.js';
import { shownUrl } from '../core/values/addresses/shown-url.js';
import { MASK } from '../core/values/secrets.js';
import { secretUrl, shownPath } from './kinds/destinations.js';
import type { Resolved } from './resolve.js';
import { fallbackOf } from './setting.js';
import { eachSetting } from './settings.js';

/** A setting as it is in effect. */
export interface EffectiveSetting {
  readonly key: string;
  /**
   * As it was given, or its default; secrets are masked, and URLs have no user, password and parameters. Null when it has no
   * value: then `unset` says what that means.
   */
  readonly value: string | null;
  readonly unset: string;
  readonly from: 'default' | 'file' | 'environment' | 'flag';
  /** The name it was given under, such as CRYPTO_BOT_TOP; null for a default. */
  readonly name: string | null;
  /** What is wrong with it, in words; then the value is not shown, nor in effect. Null where nothing is. */
  readonly problem: string | null;
}

/** What is in effect, and where it comes from. */
interface InEffect extends Pick<Resolved, 'given' | 'origins' | 'wrong'> {
  readonly databaseUrl: string;
  readonly logFile: string;
  /** The config file that was read, or null. */
  readonly configFile: string | null;
  readonly rule: Strategy;
}

/** Every setting, with where its value comes from. */
export function effectiveSettings(config: InEffect): EffectiveSetting[] {
  return eachSetting().map(([name, setting]) => {
    const { key, unset, secret } = setting;
    const given = config.given[name];
    const text = given?.text ?? fallbackOf(setting, config.configFile !== null) ?? null;
    // Where the ledger and the log are is worth knowing also when nobody has said so.
    const places: Readonly<Record<string, string>> = {
      databaseUrl: config.databaseUrl,
      logFile: config.logFile,
    };
    const problem = config.wrong[name] ?? null;
    const value = problem !== null ? null : (places[name] ?? (secret && text !== null ? masked(text) : text));
    return {
      key,
      value: value?.includes('://') ? (shownUrl(value) ?? MASK) : value,
      unset: name === 'params' ? tellOwn(config) : unset,
      name: given?.name ?? null,
      from: originOf(given, config.origins[name]),
      problem,
    };
  });
}

/** The mask for a secret. Of a secret address its host is shown. */
function masked(text: string): string {
  return secretUrl.parse(text) === undefined ? MASK : shownPath(text);
}

/** The parameters of the strategy where none are set. */
function tellOwn({ rule }: InEffect): string {
  const own = Object.entries(rule.parameters).map(([name, value]) => `${name}=${value}`);
  return own.length === 0 ? 'none' : `the strategy's own: ${own.join(', ')}`;
}

function originOf(given: { readonly name: string } | undefined, where: string): EffectiveSetting['from'] {
  if (!given) return 'default';
  if (given.name.startsWith('--')) return 'flag';
  return where === 'the environment' ? 'environment' : 'file';
}
