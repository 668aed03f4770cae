import { onTestFinished } from 'vitest';
import { type CoingeckoSettings, createCoingecko } from '../../src/market/coingecko/coingecko.js';
import { createHttp, type HttpSettings } from '../../src/market/http/http.js';
import type { Market } from '../../src/market/market.js';
import { type MarketServer, startMarketServer } from '../support/market-server.js';

/** The time of these tests' runs. */
export const NOW = new Date('2026-11-22T22:21:12.951Z');

export const KEY = 'CG-abcdefghijklmnop';

/** Settings that wait next to nothing, for a run that has an hour left. What is logged is added to `events`. */
export function quickSettings(events: string[] = []): HttpSettings {
  const write = (event: string) => void events.push(event);
  return {
    userAgent: 'crypto-bot/test',
    connectTimeoutMs: 5000,
    answerTimeoutMs: 5000,
    retryDelayMs: 1,
    proxies: {},
    deadline: { at: new Date(Date.now() + 3_600_000), signal: new AbortController().signal },
    log: { debug: write, info: write, warn: write, error: write },
  };
}

export interface Scene {
  readonly server: MarketServer;
  readonly market: Market;
  readonly events: readonly string[];
}

/** A local CoinGecko and the market that asks it, closed after the test. */
export async function setScene(
  http: Partial<HttpSettings> = {},
  coingecko: Partial<CoingeckoSettings> = {},
): Promise<Scene> {
  const server = await startMarketServer(() => NOW);
  const events: string[] = [];
  const settings = { url: server.url, plan: 'keyless', apiKey: undefined, ...coingecko } as const;
  const market = createCoingecko(settings, createHttp({ ...quickSettings(events), ...http }), NOW, 'usd');
  onTestFinished(async () => {
    await market.close();
    await server.close();
  });
  return { server, market, events };
}

/** The error that a promise ends in. */
export function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error) => error,
  );
}
