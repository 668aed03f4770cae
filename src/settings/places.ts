import { homedir } from 'node:os';
import path from 'node:path';
import { type DatabaseUrl, databaseUrl } from '../core/values/addresses/database-url.js';
import { fileParameters } from '../core/values/addresses/postgresql-url.js';
import { expandHome, filePath } from '../core/values/file-path.js';
import { problemOf } from '../core/values/problem.js';
import { configError } from '../errors.js';
import type { Environment } from './environment.js';

/** Where files are that no setting names; absolute. */
export interface Places {
  readonly configFile: string;
  readonly databaseFile: string;
  readonly logFile: string;
  /** The folder of what runs remember. */
  readonly stateFolder: string;
}

/** One folder under CRYPTO_BOT_HOME, else the platform's own places. Throws a config error for a user without a home folder. */
export async function placesOf(env: Environment): Promise<Places> {
  if (env.CRYPTO_BOT_HOME) {
    const home = readPath(env.CRYPTO_BOT_HOME, 'CRYPTO_BOT_HOME in the environment', env);
    return {
      configFile: path.join(home, 'config.toml'),
      databaseFile: path.join(home, 'crypto-bot.db'),
      logFile: path.join(home, 'logs', 'app.log'),
      stateFolder: path.join(home, 'state'),
    };
  }
  const { config, data, log } = await platformPaths();
  return {
    configFile: path.join(config, 'config.toml'),
    databaseFile: path.join(data, 'crypto-bot.db'),
    logFile: path.join(log, 'app.log'),
    stateFolder: path.join(process.platform === 'linux' ? log : data, 'state'), // elsewhere the system may delete logs
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

/**
 * A relative path would follow the working directory, and cron's is not the user's: it is made absolute here, once. A URL
 * of PostgreSQL that does not say whether to encrypt gets what psql would take from PGSSLMODE.
 */
export function completeDatabaseUrl(given: DatabaseUrl, base: string, env: Environment): string {
  if (given.provider === 'sqlite') return databaseUrl.print({ ...given, path: completePath(given.path, base, env) });
  const { parameters } = given.url;
  const sslmode = parameters.sslmode ?? env.PGSSLMODE;
  const files = fileParameters.flatMap((name) => {
    const file = parameters[name];
    return file === undefined ? [] : [[name, completePath(file, base, env)]];
  });
  const completed = { ...parameters, ...(sslmode && { sslmode }), ...Object.fromEntries(files) };
  return databaseUrl.print({ ...given, url: { ...given.url, parameters: completed } });
}

/** A path made absolute. It may begin in the home folder, by ~/. */
export function completePath(file: string, base: string, env: Environment): string {
  return path.resolve(base, fromHome(file, env));
}

/** A path with the user's home folder in the place of its ~. */
export function fromHome(file: string, { HOME }: Environment = {}): string {
  return expandHome(file, HOME || homedir());
}

/** A path that no table of settings has. Throws a config error for one that is none; `where` names its place. */
export function readPath(file: string, where: string, env: Environment): string {
  if (filePath.parse(file) === undefined) throw configError(problemOf(where, file, filePath));
  return completePath(file, process.cwd(), env);
}
