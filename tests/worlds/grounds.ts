/** Grounds for worlds, each a copy of one that was prepared: live is on, and nothing was bought. */
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import type { ExchangeName } from '../exchanges/account.js';
import { exchangeNamed, exchanges } from '../exchanges/simulators.js';
import { startMarketServer } from '../support/market-server.js';
import type { PostgresServer } from '../support/postgres.js';
import { run } from '../support/program.js';
import { accountOf, type Ground } from './live-real-world.js';

export interface Grounds {
  /** Lives on a ground of an exchange, which is gone afterwards. */
  on<Result>(exchange: ExchangeName, live: (ground: Ground) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** In SQLite, or on a PostgreSQL server. */
export async function prepareGrounds(
  server: PostgresServer | null,
  names: readonly ExchangeName[] = exchanges.map(({ name }) => name),
): Promise<Grounds> {
  const folder = mkdtempSync(path.join(tmpdir(), 'crypto-bot-worlds-'));
  let marketTime = '2026-11-22T10:00:00Z';
  const market = await startMarketServer(() => new Date(marketTime));
  const setMarketTime = (now: string) => {
    marketTime = now;
  };
  const groundAt = (home: string, url: string): Ground => ({
    home,
    otherHome: `${home}-of-another-host`,
    url,
    setMarketTime,
    env: {
      CRYPTO_BOT_HOME: home,
      CRYPTO_BOT_COINGECKO_URL: market.url,
      CRYPTO_BOT_HTTP_RETRY_DELAY_SECONDS: '0.01',
      DATABASE_URL: url,
    },
  });
  const sqliteUrl = (home: string) => pathToFileURL(path.join(home, 'crypto-bot.db')).href;

  const prepared = new Map<ExchangeName, Ground>();
  for (const name of names) {
    const home = path.join(folder, name);
    const ground = groundAt(home, server ? await server.createDatabase() : sqliteUrl(home));
    const { start, quote } = exchangeNamed(name);
    const simulator = await start();
    simulator.venue.payIn(quote, '1000');
    const account = accountOf({ exchange: name }, simulator);
    for (const key of [simulator.apiKey, simulator.otherApiKey]) {
      const env = { ...ground.env, ...account, CRYPTO_BOT_EXCHANGE_API_KEY: key };
      const on = await run(['live', 'on', '--yes'], env);
      expect(on, on.stderr).toMatchObject({ code: 0 });
    }
    await simulator.close();
    prepared.set(name, ground);
  }

  return {
    async on(exchange, live) {
      const original = prepared.get(exchange);
      if (!original) throw new Error(`no ground was prepared for ${exchange}`);
      const home = path.join(folder, randomUUID());
      cpSync(original.home, home, { recursive: true });
      const copy = server ? await copyDatabase(server, original.url) : { url: sqliteUrl(home), drop: async () => {} };
      try {
        return await live(groundAt(home, copy.url));
      } finally {
        await copy.drop();
        for (const own of [home, `${home}-of-another-host`]) rmSync(own, { recursive: true, force: true });
      }
    },
    async close() {
      await market.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The server copies it by its files. */
async function copyDatabase(server: PostgresServer, original: string): Promise<{ url: string; drop(): Promise<void> }> {
  const url = new URL(original);
  const template = url.pathname.slice(1);
  const name = `world_${randomUUID().replaceAll('-', '')}`;
  url.pathname = `/${name}`;
  const admin = new URL(original);
  admin.pathname = '/postgres';
  await server.query(admin.href, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return {
    url: url.href,
    drop: async () => void (await server.query(admin.href, `DROP DATABASE ${name} WITH (FORCE)`)),
  };
}
