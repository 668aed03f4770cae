import type { Kind } from '../core/values/kind.js';

/** A setting and its places, in rising order of importance: built-in default, config file, environment, command line. */
export interface Setting<Value> extends Kind<Exclude<Value, undefined>> {
  /** Its name in config.toml; a dot is a table. */
  readonly key: string;
  /** Its names in the environment; the first that is set wins. */
  readonly env: readonly string[];
  readonly option: SettingOption | undefined;
  readonly fallback: string | undefined;
  /** Its default where there is a config file, if that is another. Without a config file the defaults never change. */
  readonly fallbackWithFile: string | undefined;
  /** What it is for, in words that a sentence can begin with. */
  readonly meaning: string;
  /** Its default, in words. */
  readonly unset: string;
  /** Its value is never shown. */
  readonly secret: boolean;
}

/** How a setting is given on the command line. */
interface SettingOption {
  /** With two dashes. */
  readonly name: string;
  /** As help shows it, such as "--top <n>". */
  readonly usage: string;
  /** What help says of it, before its choices and its default; else its meaning. */
  readonly summary?: string;
  /** What completion offers, where its kind has no choices. */
  readonly offers?: readonly string[];
  /** May be given several times: the texts are joined by commas. */
  readonly isRepeatable?: boolean;
}

interface SettingSpec {
  readonly key: string;
  readonly meaning: string;
  readonly unset: string;
  readonly example: string;
  readonly env?: string;
  readonly option?: Omit<SettingOption, 'name'>;
  readonly secret?: boolean;
}

export function optional<Value>(
  kind: Kind<Value>,
  { key, meaning, unset, example, env, option, secret = false }: SettingSpec,
): Setting<Value | undefined> {
  const derived = `CRYPTO_BOT_${key.replaceAll('.', '_').toUpperCase()}`;
  const { isList = false, isTable = false, choices = [], ...rest } = kind as Kind<Exclude<Value, undefined>>;
  return {
    ...rest,
    key,
    env: env ? [derived, env] : [derived],
    option: option && { name: option.usage.replace(/ .*/, ''), ...option },
    isList,
    isTable,
    choices,
    meaning,
    unset,
    example,
    secret,
    fallback: undefined,
    fallbackWithFile: undefined,
  };
}

export function required<Value>(
  kind: Kind<Value>,
  fallback: string,
  {
    besideFile: fallbackWithFile,
    ...place
  }: Omit<SettingSpec, 'example' | 'unset'> & { example?: string; besideFile?: string },
): Setting<Value> {
  const unset = fallbackWithFile ? `${fallbackWithFile}, or ${fallback} where there is no config file` : fallback;
  const setting = optional(kind, { example: fallbackWithFile ?? fallback, unset, ...place }) as Setting<Value>;
  return { ...setting, fallback, fallbackWithFile };
}

/** What it is when nobody sets it. */
export function fallbackOf(
  { fallback, fallbackWithFile: fallbackBesideFile }: Setting<unknown>,
  hasFile: boolean,
): string | undefined {
  return hasFile ? (fallbackBesideFile ?? fallback) : fallback;
}
