import type { Prisma, PrismaClient } from '../../../generated/sqlite/client.js';

/** The client of either provider, with the types of SQLite's: what it takes, the other takes too. */
export type Client = PrismaClient;
export type Transaction = Prisma.TransactionClient;

/** An open database with our tables in it. */
export interface Database {
  readonly client: Client;
  /** As messages name it: no secrets. */
  readonly place: string;
  /** What stands before a table's name in SQL of our own: the schema that it is in, with its dot, or nothing. */
  readonly tables: string;
  /** Runs a query; tries again what another try cures, and turns the driver's errors into ledger CryptoBotErrors. */
  run<T>(query: () => Promise<T>): Promise<T>;
  /** Waits, inside a transaction, until no other writer is at work. The end of the transaction lets the next one go on. */
  takeWriteLock(transaction: Transaction): Promise<void>;
  /** Of the error of a commit: whether it may have happened all the same. */
  isCommitInDoubt(error: unknown): boolean;
  close(): Promise<void>;
}

/** How long to wait before giving up. */
export interface LedgerTimeouts {
  readonly connectTimeoutMs: number;
  /** For other writers to finish. */
  readonly lockTimeoutMs: number;
  /** For a server that is down, starting or full. */
  readonly recoveryTimeoutMs: number;
}
