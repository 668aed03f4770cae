import type { ExchangeApi } from './api.js';
import type { ExchangeName } from './model.js';

/** Each is loaded when it is used: ccxt is large, and who buys on paper needs none of it. */
export const exchangeApis = {
  kraken: async () => (await import('./kraken/kraken.js')).kraken,
  coinbase: async () => (await import('./coinbase/coinbase.js')).coinbase,
  binance: async () => (await import('./binance/binance.js')).binance,
} satisfies Record<ExchangeName, () => Promise<ExchangeApi>>;
