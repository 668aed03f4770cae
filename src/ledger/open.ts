import { fileURLToPath, pathToFileURL } from 'node:url';
import { configError } from '../errors.js';
import type { Database, Mode, Patience } from './database.js';
import type { Ledger } from './ledger.js';
import { createMemoryLedger } from './memory.js';

export interface LedgerRequest extends Partial<Patience> {
  /** file:… (relative to the working directory, or absolute) or postgresql://…[?schema=…&sslmode=…] */
  readonly url: string;
  /** To write: creates and migrates the ledger as needed. To read: changes nothing; a ledger that does not exist is empty. */
  readonly mode: Mode;
  /** How many transactions are in memory at a time while they are streamed. */
  readonly pageRows?: number;
}

/** For those who do not say. */
export const PATIENCE: Patience = { connectTimeoutMs: 5_000, lockTimeoutMs: 20_000, recoveryTimeoutMs: 20_000 };

/** Opens a ledger; only the database that the URL names is loaded. Throws a config CryptoBotError for a URL that names none. */
export async function openLedger({ url, mode, pageRows = 1000, ...request }: LedgerRequest): Promise<Ledger> {
  const patience = { ...PATIENCE, ...request };
  const database = await openDatabase(url, mode, patience);
  if (!database) return createMemoryLedger();
  const { createPrismaLedger } = await import('./prisma.js');
  return createPrismaLedger(database, pageRows, patience);
}

/** Null when there is no ledger to read yet. */
export async function openDatabase(url: string, mode: Mode, patience: Patience): Promise<Database | null> {
  if (/^file:/i.test(url)) {
    const { openSqlite } = await import('./sqlite.js');
    return openSqlite(filePath(url), mode, patience);
  }
  if (/^postgres(ql)?:/i.test(url)) {
    const { openPostgresql } = await import('./postgresql.js');
    return openPostgresql(url, mode, patience);
  }
  throw unusable();
}

/** The path in a file: URL; a relative one follows the working directory. */
export function filePath(url: string): string {
  try {
    return fileURLToPath(new URL(url, pathToFileURL(`${process.cwd()}/`)));
  } catch {
    throw unusable();
  }
}

/** Says nothing of the URL itself: it may hold a password. */
function unusable() {
  return configError(
    'the database URL must look like file:/home/you/crypto-bot.db or postgresql://user:password@host:5432/database',
  );
}
