import path from 'node:path';
import { holdsSecret } from '../core/values/addresses/holds-secret.js';
import type { Environment } from './environment.js';
import { completePath } from './places.js';
import type { Source } from './resolve.js';
import { eachSetting, type SettingName } from './settings.js';

/** What a shell has set and a scheduler has not, by name. */
export interface ShellVariables {
  /** Those that mean the same on any machine; no secrets. */
  readonly variables: Readonly<Record<string, string>>;
  /** Those that name a place of this machine, made absolute. */
  readonly places: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/** A run is told its slots by an option, and copies nothing. */
const NOT_FOR_RUNS: readonly SettingName[] = ['oncePer', 'copyTo'];

/** Variables that are not ours and have an effect on runs. */
const OTHERS = ['PGSSLMODE', 'http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'no_proxy', 'NO_PROXY'];
const FOLDERS = ['CRYPTO_BOT_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'NODE_EXTRA_CA_CERTS'];

/**
 * The variables that a run needs to find the same ledger and do the same outside of this shell, with the home folder
 * `systemHome`. `given` are the settings that the environment has, and --db; `completed` those of them in which a path was
 * relative; `configFile` the file that was named, if one was.
 */
export function shellVariables(
  { env, systemHome }: { readonly env: Environment; readonly systemHome: string },
  given: Source['texts'],
  completed: Partial<Readonly<Record<SettingName, string | undefined>>>,
  configFile: string | null,
): ShellVariables {
  const found: Found[] = [
    ...eachSetting().flatMap(([setting, { env: names, secret }]): Found[] => {
      const own = given[setting];
      const name = names.find((it) => it === own?.name) ?? (own?.name.startsWith('--') ? names.at(-1) : undefined);
      if (!own || !name || NOT_FOR_RUNS.includes(setting)) return [];
      // An address is a secret only where a password is in it.
      return [{ name, value: completed[setting] ?? own.text, secret: secret && setting !== 'databaseUrl' }];
    }),
    ...OTHERS.flatMap((name) => asFound(name, env[name])),
    ...asFound('HOME', env.CRYPTO_BOT_HOME || env.HOME === systemHome ? null : env.HOME),
    ...FOLDERS.flatMap((name) => asFound(name, env[name] && completePath(env[name], process.cwd(), env))),
    ...asFound('CRYPTO_BOT_CONFIG', configFile),
  ];
  const isSecret = ({ value, secret }: Found) => secret || holdsSecret(value);
  const isPlace = ({ value }: Found) => path.isAbsolute(value) || value.startsWith('file:');
  const open = found.filter((it) => !isSecret(it));
  const named = (those: readonly Found[]) => Object.fromEntries(those.map(({ name, value }) => [name, value]));
  return {
    variables: named(open.filter((it) => !isPlace(it))),
    places: named(open.filter(isPlace)),
    secrets: found.filter(isSecret).map(({ name }) => name),
  };
}

interface Found {
  readonly name: string;
  readonly value: string;
  readonly secret: boolean;
}

function asFound(name: string, value: string | null | undefined): Found[] {
  return value ? [{ name, value, secret: false }] : [];
}
