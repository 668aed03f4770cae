import path from 'node:path';
import type { Strategy } from './core/strategies/strategy.js';
import type { DatabaseUrl } from './core/values/addresses/database-url.js';
import { configError, usageError } from './errors.js';
import { readConfigFile } from './settings/config-file.js';
import { findContradictions } from './settings/contradictions.js';
import { type Environment, fromEnvironment, type Proxies, readClock, readProxies } from './settings/environment.js';
import { findLiveProblems } from './settings/live-problems.js';
import { completeDatabaseUrl, completePath, placesOf, readPath } from './settings/places.js';
import { ofLedger, type Resolved, resolveSettings, type Source, type Used, usedBy } from './settings/resolve.js';
import { chooseRule } from './settings/rules/chosen-rule.js';
import { secretsOf } from './settings/secrets-of.js';
import { incompleteServices } from './settings/services.js';
import { eachSetting, type SettingName, type Values } from './settings/settings.js';
import type { ShellVariables } from './settings/shell-variables.js';

/** Everything the program is told from outside, checked. */
export interface Config extends Omit<Values, 'databaseUrl' | 'copyTo'> {
  /** The instant this run takes place at. */
  readonly now: Date;
  /** Whether that is another one than the clock's: CRYPTO_BOT_NOW says so. */
  readonly isReplay: boolean;
  /** An absolute, escaped `file:` URL or a `postgresql:` URL. */
  readonly databaseUrl: string;
  /** Likewise. */
  readonly copyTo: string | undefined;
  /** Absolute, or - for stderr. */
  readonly logFile: string;
  /** Where runs keep what they remember; absolute. */
  readonly stateFolder: string;
  /** Whether the environment allows colours: see https://no-color.org. */
  readonly color: boolean;
  readonly proxies: Proxies;
  readonly origins: Resolved['origins'];
  /** The chosen strategy, with its parameters. */
  readonly rule: Strategy;
  /** Every rule of the config file. */
  readonly rules: readonly Strategy[];
  readonly given: Resolved['given'];
  /** All that was said, in rising order of importance. */
  readonly sources: readonly Source[];
  /** The config file that was read, or null. */
  readonly configFile: string | null;
  /** What is wrong with settings that the command does not use: of those that can be read, by setting. */
  readonly wrong: Resolved['wrong'];
  /** Likewise, with what is no setting's own. */
  readonly otherProblems: readonly string[];
  /** Texts that must never be shown: a key, passwords, and whatever else a URL of a service has beside its place. */
  readonly secrets: readonly string[];
}

/** What the command line says. */
export interface Flags {
  /** By setting, the text of its option. */
  readonly settings?: Partial<Readonly<Record<SettingName, string | undefined>>>;
  /** The config file to read. */
  readonly config?: string | undefined;
  /** What is wrong with the other options and the arguments. */
  readonly problems?: readonly string[];
  /** Where the program runs, if not on a user's machine. */
  readonly host?: Host;
  /**
   * The settings that are used, beside where the ledger and the log are: what is wrong with others stops nothing, and their
   * defaults hold instead. All where left out; where it is 'none', nothing that is wrong with the configuration stops anything.
   */
  readonly uses?: Used;
  /** Only where the ledger is counts: the other settings are as when nobody sets them, whatever is wrong with them. */
  readonly onlyLedger?: boolean;
}

/** A place where programs are started that is not their user's machine. */
interface Host {
  /** As it calls itself. */
  readonly name: string;
  /** A folder that can be written. */
  readonly home: string;
  /** What holds there where nothing else is said, by setting. */
  readonly settings: Partial<Readonly<Record<SettingName, string>>>;
}

/**
 * Reads flags, environment and config file: flag > environment > file > default.
 * Throws one error that lists everything that is wrong: a usage error where only the flags' own problems are.
 */
export async function readConfig(flags: Flags, own: Environment = process.env): Promise<Config> {
  const problems: string[] = [];
  const otherProblems: string[] = [];
  const isUsed = usedBy(flags.uses);
  /** Where to add what is wrong with a setting. What is no setting may be one that is used, but misspelt. */
  const problemsOf = (name?: SettingName) => (isUsed(name) ? problems : otherProblems);
  const env: Environment = { ...(flags.host && { CRYPTO_BOT_HOME: flags.host.home }), ...own };
  const places = await placesOf(env);
  const configFile = await configFilePath(flags, env);
  const file = await readConfigFile(configFile, namedConfigFile(flags, env) !== undefined, problemsOf);

  const found = [...fromHost(flags), ...(file ? [file] : []), fromEnvironment(env, problemsOf()), fromFlags(flags)];
  const isPlaceKnown = file !== null || found.some(({ texts }) => texts.databaseUrl);
  if (flags.onlyLedger && isPlaceKnown) problems.splice(0);
  const sources = flags.onlyLedger ? found.map(ofLedger) : found;
  const resolved = resolveSettings(sources, file !== null, problems, isUsed);
  const { values, origins, given, wrong } = resolved;
  if (values.coingeckoPlan && values.coingeckoPlan !== 'keyless' && !values.coingeckoApiKey) {
    problemsOf('coingeckoPlan').push(
      `coingecko.plan in ${origins.coingeckoPlan} is ${values.coingeckoPlan}, which needs COINGECKO_API_KEY, such as CG-your-key`,
    );
  }
  const { rules, ...chosen } = chooseRule(sources, resolved, problemsOf('strategy'));
  const rule = chosen.rule ?? (isUsed('strategy') ? undefined : defaultRule());
  problemsOf('top').push(...findContradictions(values, rule));
  problemsOf('notifyOn').push(...incompleteServices(given));
  problemsOf('broker').push(...findLiveProblems(values, Boolean(env.CRYPTO_BOT_NOW)));
  const proxies = readProxies(env, flags.onlyLedger ? [] : problemsOf('connectTimeoutMs'));
  const now = readClock(env, flags.onlyLedger ? [] : problemsOf());
  if (flags.host && values.databaseUrl?.provider !== 'postgresql')
    problems.push(
      `the ledger must be in PostgreSQL on ${flags.host.name}, where no file lasts: set DATABASE_URL, such as postgresql://me:my-password@db.example:5432/crypto_bot`,
    );
  const wrongFlags = flags.problems ?? [];
  if (problems.length > 0 || !rule)
    throw configError(['the configuration has problems; nothing was done:', ...wrongFlags, ...problems].join('\n  '));
  if (wrongFlags.length > 0) throw usageError(wrongFlags.join('\n'));

  const inFile = (origin: string) => (origin === file?.where ? path.dirname(configFile) : process.cwd());
  const ledger: DatabaseUrl = values.databaseUrl ?? { provider: 'sqlite', path: places.databaseFile };
  return {
    ...values,
    rule,
    rules,
    now,
    isReplay: Boolean(env.CRYPTO_BOT_NOW),
    databaseUrl: completeDatabaseUrl(ledger, inFile(origins.databaseUrl), env),
    copyTo: values.copyTo && completeDatabaseUrl(values.copyTo, inFile(origins.copyTo), env),
    metricsFile: values.metricsFile && completePath(values.metricsFile, inFile(origins.metricsFile), env),
    exchangeKeyFile:
      values.exchangeKeyFile && completePath(values.exchangeKeyFile, inFile(origins.exchangeKeyFile), env),
    logFile:
      values.logFile === '-' ? '-' : completePath(values.logFile ?? places.logFile, inFile(origins.logFile), env),
    stateFolder: places.stateFolder,
    color: !env.NO_COLOR && env.TERM !== 'dumb',
    proxies,
    origins,
    given,
    sources,
    configFile: file ? configFile : null,
    wrong,
    otherProblems,
    secrets: secretsOf(values, proxies),
  };
}

/**
 * What a run must be told where this shell is not; `systemHome` is this user's home folder there. Throws a usage error where the shell has set what no scheduled run may have.
 */
export async function readShellVariables(config: Config, systemHome: string): Promise<ShellVariables> {
  const { env } = process;
  if (env.CRYPTO_BOT_NOW)
    throw usageError('CRYPTO_BOT_NOW is set: every scheduled run would be at that time; unset it, then repeat this');
  const { shellVariables } = await import('./settings/shell-variables.js');
  const { databaseUrl, logFile, metricsFile, exchangeKeyFile, configFile } = config;
  const isFound = configFile === (await placesOf(env)).configFile; // also without being named
  const completed = { databaseUrl, logFile, metricsFile, exchangeKeyFile };
  return shellVariables({ env, systemHome }, config.given, completed, isFound ? null : configFile);
}

/** The rule where nobody chooses one. */
function defaultRule(): Strategy | undefined {
  return chooseRule([], resolveSettings([], false, []), []).rule;
}

/** The config file that is named, or else its own place; absolute, there or not. */
export async function configFilePath(flags: Flags, env: Environment = process.env): Promise<string> {
  return namedConfigFile(flags, env) ?? (await placesOf(env)).configFile;
}

/** A path that an argument names, made absolute. */
export function absolutePath(file: string, env: Environment = process.env): string {
  return completePath(file, process.cwd(), env);
}

function namedConfigFile({ config }: Flags, env: Environment): string | undefined {
  if (config !== undefined) return absolutePath(config, env);
  const { CRYPTO_BOT_CONFIG } = env;
  return CRYPTO_BOT_CONFIG ? readPath(CRYPTO_BOT_CONFIG, 'CRYPTO_BOT_CONFIG in the environment', env) : undefined;
}

function fromHost({ host }: Flags): Source[] {
  if (!host) return [];
  const texts = Object.entries(host.settings).map(([name, text]) => [name, { name, text }]);
  return [{ where: host.name, texts: Object.fromEntries(texts) }];
}

function fromFlags({ settings = {} }: Flags): Source {
  const texts: Source['texts'] = {};
  for (const [name, { key, option }] of eachSetting()) {
    const text = settings[name];
    if (text !== undefined) texts[name] = { name: option?.name ?? key, text };
  }
  return { where: 'the command line', texts };
}
