import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseInstant } from './core/calendar.js';
import type { Strategy } from './core/strategies/strategy.js';
import { configError } from './errors.js';
import { readConfigFile } from './settings/config-file.js';
import { findContradictions } from './settings/contradictions.js';
import { secretsIn } from './settings/mask.js';
import { nearest } from './settings/nearest.js';
import { type Resolved, resolveSettings, type Source } from './settings/resolve.js';
import { chooseRule } from './settings/rules/chosen-rule.js';
import { eachSetting, type Values } from './settings/settings.js';

/** Everything the program is told from outside, checked. */
export interface Config extends Values {
  /** The instant this run takes place at. */
  readonly now: Date;
  /** An absolute, escaped `file:` URL or a `postgresql:` URL. */
  readonly databaseUrl: string;
  /** Likewise. */
  readonly copyTo: string | undefined;
  readonly logFile: string;
  /** Whether the environment allows colours: see https://no-color.org. */
  readonly color: boolean;
  readonly proxies: { readonly httpProxy?: string; readonly httpsProxy?: string; readonly noProxy?: string };
  readonly origins: Resolved['origins'];
  /** The chosen strategy, with its parameters. */
  readonly rule: Strategy;
  /** Every rule of the config file. */
  readonly rules: readonly Strategy[];
  readonly given: Resolved['given'];
  /** The config file that was read, or null. */
  readonly configFile: string | null;
  /** Texts that must never be shown, in the order to mask them in. */
  readonly secrets: readonly string[];
}

/** Flags as the command line gave them, by their camel-cased names. */
export type Flags = Readonly<Record<string, unknown>>;

type Environment = Readonly<Record<string, string | undefined>>;

/** Names beside those of the settings that the environment may use. */
const OWN_ENVIRONMENT = ['CRYPTO_BOT_HOME', 'CRYPTO_BOT_CONFIG', 'CRYPTO_BOT_NOW'];

/**
 * Reads flags, environment and config file: flag > environment > file > default.
 * Throws one config error that lists everything that is wrong.
 */
export async function readConfig(flags: Flags, env: Environment = process.env): Promise<Config> {
  const problems: string[] = [];
  const places = await placesOf(env);
  const configFile = await configFilePath(flags, env);
  const file = await readConfigFile(configFile, namedConfigFile(flags, env) !== undefined, problems);

  const sources = [...(file ? [file] : []), fromEnvironment(env, problems), fromFlags(flags)];
  const resolved = resolveSettings(sources, file !== null, problems);
  const { values, origins, given } = resolved;
  if (values.coingeckoPlan && values.coingeckoPlan !== 'keyless' && !values.coingeckoApiKey) {
    problems.push(
      `coingecko.plan in ${origins.coingeckoPlan} is ${values.coingeckoPlan}, which needs COINGECKO_API_KEY, such as CG-your-key`,
    );
  }
  const chosen = chooseRule(sources, resolved, problems);
  problems.push(...findContradictions(values));
  const proxies = readProxies(env, problems);
  const now = readClock(env.CRYPTO_BOT_NOW, problems);
  if (problems.length > 0 || !chosen.rule)
    throw configError(['the configuration has problems; nothing was done:', ...problems].join('\n  '));

  const inFile = (origin: string) => (origin === file?.where ? path.dirname(configFile) : process.cwd());
  const databaseUrl = values.databaseUrl ?? `file:${places.databaseFile}`;
  return {
    ...values,
    rule: chosen.rule,
    rules: chosen.rules,
    now,
    databaseUrl: completeDatabaseUrl(databaseUrl, inFile(origins.databaseUrl), env),
    copyTo: values.copyTo && completeDatabaseUrl(values.copyTo, inFile(origins.copyTo), env),
    logFile: path.resolve(inFile(origins.logFile), values.logFile ?? places.logFile),
    color: !env.NO_COLOR && env.TERM !== 'dumb',
    proxies,
    origins,
    given,
    configFile: file ? configFile : null,
    secrets: secretsOf(values, proxies),
  };
}

/** The config file that is named, or else its own place; absolute, there or not. */
export async function configFilePath(flags: Flags, env: Environment = process.env): Promise<string> {
  return path.resolve(namedConfigFile(flags, env) ?? (await placesOf(env)).configFile);
}

function namedConfigFile(flags: Flags, env: Environment): string | undefined {
  return typeof flags.config === 'string' ? flags.config : env.CRYPTO_BOT_CONFIG || undefined;
}

interface Places {
  readonly configFile: string;
  readonly databaseFile: string;
  readonly logFile: string;
}

/** One folder under CRYPTO_BOT_HOME, else the platform's own places. */
async function placesOf(env: Environment): Promise<Places> {
  if (env.CRYPTO_BOT_HOME) {
    const home = path.resolve(env.CRYPTO_BOT_HOME);
    return {
      configFile: path.join(home, 'config.toml'),
      databaseFile: path.join(home, 'crypto-bot.db'),
      logFile: path.join(home, 'logs', 'app.log'),
    };
  }
  const { config, data, log } = await platformPaths();
  return {
    configFile: path.join(config, 'config.toml'),
    databaseFile: path.join(data, 'crypto-bot.db'),
    logFile: path.join(log, 'app.log'),
  };
}

async function platformPaths(): Promise<{ config: string; data: string; log: string }> {
  try {
    const { default: envPaths } = await import('env-paths'); // It looks for the home folder as soon as it is loaded.
    return envPaths('crypto-bot', { suffix: '' });
  } catch (cause) {
    throw configError('this user has no home folder: set HOME, or CRYPTO_BOT_HOME to a folder for everything', {
      cause,
    });
  }
}

function fromFlags(flags: Flags): Source {
  const texts: Source['texts'] = {};
  for (const [name, { flag }] of eachSetting()) {
    if (!flag) continue;
    const text = flags[flag.slice(2).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())];
    if (typeof text === 'string') texts[name] = { name: flag, text };
  }
  return { where: 'the command line', texts };
}

function fromEnvironment(env: Environment, problems: string[]): Source {
  const texts: Source['texts'] = {};
  const known = new Set(OWN_ENVIRONMENT);
  for (const [name, setting] of eachSetting()) {
    for (const variable of setting.env) known.add(variable);
    const variable = setting.env.find((it) => env[it]);
    const text = variable && env[variable];
    if (text) texts[name] = { name: variable, text };
  }
  for (const variable of Object.keys(env).filter((it) => it.startsWith('CRYPTO_BOT_') && !known.has(it))) {
    problems.push(`${variable} in the environment is no setting${nearest(variable, [...known])}`);
  }
  return { where: 'the environment', texts };
}

/** The instant to take as now: the clock's, unless CRYPTO_BOT_NOW replays another one. */
function readClock(text: string | undefined, problems: string[]): Date {
  if (!text) return new Date();
  const now = parseInstant(text);
  if (!now)
    problems.push(
      `CRYPTO_BOT_NOW in the environment is ${JSON.stringify(text)}, but expected a UTC time, such as 2026-11-22T22:15:00Z`,
    );
  return now ?? new Date(0);
}

/**
 * A relative path would follow the working directory, and cron's is not the user's: it is made absolute here, once. A URL
 * of PostgreSQL that does not say whether to encrypt gets what psql would take from PGSSLMODE.
 */
function completeDatabaseUrl(url: string, base: string, { PGSSLMODE }: Environment): string {
  if (!url.startsWith('file:')) {
    if (!PGSSLMODE || /[?&]sslmode=/.test(url)) return url;
    return `${url}${url.includes('?') ? '&' : '?'}sslmode=${encodeURIComponent(PGSSLMODE)}`;
  }
  const file = url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length);
  return pathToFileURL(path.resolve(base, file)).href;
}

/** The usual proxy variables; the lower-case name wins and the scheme may be left out, as with curl. */
function readProxies(env: Environment, problems: string[]): Config['proxies'] {
  const read = (...names: string[]) => {
    const name = names.find((it) => env[it]);
    const text = name && env[name];
    if (!text) return undefined;
    const address = text.includes('://') ? text : `http://${text}`;
    if (/^https?:\/\//.test(address) && URL.canParse(address)) return address;
    problems.push(`${name} in the environment: expected the address of a proxy, such as http://proxy.example:3128`);
    return undefined;
  };
  const httpProxy = read('http_proxy', 'HTTP_PROXY');
  const httpsProxy = read('https_proxy', 'HTTPS_PROXY');
  const noProxy = env.no_proxy || env.NO_PROXY;
  return { ...(httpProxy && { httpProxy }), ...(httpsProxy && { httpsProxy }), ...(noProxy && { noProxy }) };
}

/** The key, and every password inside an address; the longest first, for one may be a part of another. */
function secretsOf(values: Values, { httpProxy, httpsProxy }: Config['proxies']): string[] {
  const addresses = [values.databaseUrl, values.copyTo, values.coingeckoUrl, httpProxy, httpsProxy];
  const secrets = [values.coingeckoApiKey ?? '', ...addresses.flatMap((it) => secretsIn(it ?? ''))];
  return [...new Set(secrets)].filter((it) => it !== '').sort((a, b) => b.length - a.length);
}
