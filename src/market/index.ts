import type { CoingeckoSettings } from './coingecko.js';
import type { HttpSettings } from './http.js';
import type { Market } from './market.js';

/** What a source may need to know. */
export interface MarketSettings {
  /** The time of this run. */
  readonly now: Date;
  /** As the source spells it, such as "usd". */
  readonly quoteCurrency: string;
  readonly coingecko: CoingeckoSettings;
  readonly http: HttpSettings;
}

/** Every source of prices by its name. A new one is a file and a line here; only the one that is used is loaded. */
export const markets = {
  coingecko: async ({ coingecko, http, now, quoteCurrency }: MarketSettings): Promise<Market> => {
    const [{ createCoingecko }, { createHttp }] = await Promise.all([import('./coingecko.js'), import('./http.js')]);
    return createCoingecko(coingecko, createHttp(http), now, quoteCurrency);
  },
  sample: async ({ now, quoteCurrency }: MarketSettings): Promise<Market> =>
    (await import('./sample.js')).createSample(now, undefined, quoteCurrency),
};
