import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { configError } from '../errors.js';
import type { Environment } from './environment.js';

/** Where files are that no setting names; absolute. */
export interface Places {
  readonly configFile: string;
  readonly databaseFile: string;
  readonly logFile: string;
}

/** One folder under CRYPTO_BOT_HOME, else the platform's own places. Throws a config error for a user without a home folder. */
export async function placesOf(env: Environment): Promise<Places> {
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

/**
 * A relative path would follow the working directory, and cron's is not the user's: it is made absolute here, once. A URL
 * of PostgreSQL that does not say whether to encrypt gets what psql would take from PGSSLMODE.
 */
export function completeDatabaseUrl(url: string, base: string, { PGSSLMODE }: Environment): string {
  if (!url.startsWith('file:')) {
    if (!PGSSLMODE || /[?&]sslmode=/.test(url)) return url;
    return `${url}${url.includes('?') ? '&' : '?'}sslmode=${encodeURIComponent(PGSSLMODE)}`;
  }
  const file = url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length);
  return pathToFileURL(path.resolve(base, file)).href;
}
