import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { afterBuying } from '../../src/core/caps.js';
import type { DailyPrice, Plan, Quote } from '../../src/core/model.js';
import { ZERO } from '../../src/core/money.js';
import type { Ledger, Seen } from '../../src/ledger/ledger.js';
import { createMemoryLedger } from '../../src/ledger/memory.js';
import { type LedgerRequest, openLedger } from '../../src/ledger/open.js';
import { amount, aQuote, aTick } from '../core/examples.js';
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

/** A plan that asks for no sums, and what its tick saw. */
export interface APromise extends Partial<Seen> {
  readonly plan: Omit<Plan, 'spending'>;
  readonly quotes: readonly Quote[];
  readonly dailyPrices: readonly DailyPrice[];
}

/** Begins a tick that promises just that. */
export async function begin(ledger: Ledger, { plan, quotes, dailyPrices, ...seen }: APromise) {
  const saw = {
    quotes,
    heldQuotes: [],
    fetchedDailyPrices: dailyPrices,
    fetchedCategories: [],
    members: null,
    ...seen,
  };
  const begun = await ledger.begin(plan.tick, saw, (before) => ({
    ...plan,
    spending: plan.orders.reduce((spending, order) => afterBuying(spending, order, false, ZERO), before),
  }));
  return 'tickOfSlot' in begun ? begun : 'begun';
}

/** What a tick that buys one of each coin promises. */
export function aPromise(id: string, coins: readonly string[], changes: { slot?: string; at?: Date } = {}): APromise {
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
        inputs: { price: '1.5' },
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
