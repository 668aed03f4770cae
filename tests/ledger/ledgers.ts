import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import type { Ledger, Promised } from '../../src/ledger/ledger.js';
import { createMemoryLedger } from '../../src/ledger/memory.js';
import { type LedgerRequest, openLedger } from '../../src/ledger/open.js';
import { amount, aQuote, aTick, midnights } from '../core/examples.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { temporaryFolder } from '../support/program.js';

/** Opens the same fresh ledger as often as it is called. */
export type Opener = () => Promise<Ledger>;

export const openers: Readonly<Record<string, () => Promise<Opener>>> = {
  memory: async () => {
    const ledger = createMemoryLedger();
    return async () => ledger;
  },
  SQLite: async () => opener({ url: freshSqliteUrl() }),
  PostgreSQL: async () => opener({ url: await freshPostgresqlUrl() }),
};

function opener(request: Pick<LedgerRequest, 'url'>): Opener {
  return () => open({ ...request, mode: 'write' });
}

/** Closed when the test ends. */
export async function open(request: LedgerRequest): Promise<Ledger> {
  const ledger = await openLedger(request);
  onTestFinished(() => ledger.close());
  return ledger;
}

export function freshSqliteUrl(): string {
  return `file:${path.join(temporaryFolder(), 'crypto-bot.db')}`;
}

let shared: Promise<{ server: PostgresServer; url: string }> | undefined;

/** One server per test file, started when it is first asked for. */
export function postgresServer(): Promise<{ server: PostgresServer; url: string }> {
  shared ??= startPostgres().then(async (server) => ({ server, url: await server.createDatabase() }));
  return shared;
}

afterAll(async () => (await shared)?.server.stop());

/** A schema of its own in the shared database. */
export async function freshPostgresqlUrl(): Promise<string> {
  const { url } = await postgresServer();
  return `${url}?schema=test_${randomUUID().replaceAll('-', '')}`;
}

/** What a tick that buys one of each coin promises. */
export function aPromise(id: string, coins: readonly string[], changes: { slot?: string; at?: Date } = {}): Promised {
  const tick = aTick({ id, slot: changes.slot ?? null, ...(changes.at && { startedAt: changes.at }) });
  const price = amount('1.5');
  return {
    plan: {
      tick,
      decisions: coins.map((coin) => ({
        coin,
        symbol: coin.slice(0, 3),
        price,
        average: amount('2'),
        action: 'buy',
        reason: 'cheap',
        inputs: {
          quote: aQuote(coin, '1.5'),
          dailyPrices: midnights(coin, ['2', '2.5']),
          strategy: 'below-average',
          sizing: { quantity: amount('1') },
        },
      })),
      orders: coins.map((coin) => ({
        id: `${id}-${coin}`,
        tickId: id,
        coin,
        side: 'buy',
        quantity: amount('1'),
        price,
        createdAt: tick.startedAt,
      })),
    },
    quotes: coins.map((coin) => aQuote(coin, '1.5')),
    dailyPrices: [],
  };
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
