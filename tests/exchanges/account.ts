import { onTestFinished } from 'vitest';
import type { ExchangeSimulator } from './simulator.js';
import { exchangeNamed, type exchanges, stock } from './simulators.js';

export type ExchangeName = (typeof exchanges)[number]['name'];

/** A simulator with money and offers, and the environment in which the program trades there. */
export async function anAccount(
  name: ExchangeName,
): Promise<{ readonly simulator: ExchangeSimulator; readonly env: Readonly<Record<string, string>> }> {
  const exchange = exchangeNamed(name);
  const simulator = await exchange.start();
  onTestFinished(() => simulator.close());
  stock(simulator, exchange);
  const env = {
    CRYPTO_BOT_BROKER: name,
    CRYPTO_BOT_EXCHANGE_URL: simulator.url,
    CRYPTO_BOT_EXCHANGE_API_KEY: simulator.apiKey,
    CRYPTO_BOT_EXCHANGE_API_SECRET: simulator.secret,
    ...(name === 'binance' && { CRYPTO_BOT_EXCHANGE_QUOTE: 'USDC' }),
  };
  return { simulator, env };
}
