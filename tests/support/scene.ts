import { onTestFinished } from 'vitest';
import { type MarketServer, startMarketServer } from './market-server.js';
import { temporaryFolder } from './program.js';

export const NOW = '2026-11-22T22:21:12.951Z';

export interface Scene {
  readonly home: string;
  readonly market: MarketServer;
  /** The whole environment to run the program in. */
  readonly env: Readonly<Record<string, string>>;
  /** Moves the market's clock, and gives the environment for that time. */
  at(now: string): Readonly<Record<string, string>>;
}

/** A fresh home, and a market of its own at a fixed time, over HTTPS if asked for, with retries that do not wait long. */
export async function arrange(now = NOW, { tls = false } = {}): Promise<Scene> {
  const home = temporaryFolder();
  let marketTime = now;
  const market = await startMarketServer(() => new Date(marketTime), { tls });
  onTestFinished(() => market.close());
  const env = {
    CRYPTO_BOT_HOME: home,
    CRYPTO_BOT_COINGECKO_URL: market.url,
    CRYPTO_BOT_NOW: now,
    CRYPTO_BOT_HTTP_RETRY_DELAY_SECONDS: '0.01',
  };
  const at = (time: string) => {
    marketTime = time;
    return { ...env, CRYPTO_BOT_NOW: time };
  };
  return { home, market, env, at };
}
