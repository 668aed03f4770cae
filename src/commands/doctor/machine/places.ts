import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../../../config.js';

/** The ledger's file; null for one on a server. */
export function ledgerFile({ databaseUrl }: Pick<Config, 'databaseUrl'>): string | null {
  return databaseUrl.startsWith('file:') ? fileURLToPath(databaseUrl) : null;
}

/** The log's file; null where the log goes to stderr. */
export function logFile({ logFile }: Pick<Config, 'logFile'>): string | null {
  return logFile === '-' ? null : logFile;
}

/** A folder, or the first above it that is there: a run makes those in between. */
export function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(path.dirname(folder));
}

export function isWritable(place: string): boolean {
  try {
    accessSync(place, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
