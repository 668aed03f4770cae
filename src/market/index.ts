import type { CoingeckoSettings } from './coingecko.js';
import type { HttpSettings } from './http.js';
import type { Market } from './market.js';

/** What a source may need to know. */
interface MarketSettings {
  /** The time of this run. */
  readonly now: Date;
  /** As the source spells it, such as "usd". */
  readonly quoteCurrency: string;
  readonly coingecko: CoingeckoSettings;
  readonly http: HttpSettings;
}

/** A source of prices. */
interface Source {
  /** To be shown wherever its prices are. */
  readonly attribution: string;
  readonly open: (settings: MarketSettings) => Promise<Market>;
}

/** Every source of prices by its name. A new one is a file and an entry here; only the one that is used is loaded. */
export const markets: Readonly<Record<string, Source>> = {
  coingecko: {
    attribution: 'Data provided by CoinGecko (https://www.coingecko.com)',
    open: async ({ coingecko, http, now, quoteCurrency }) => {
      const [{ createCoingecko }, { createHttp }] = await Promise.all([import('./coingecko.js'), import('./http.js')]);
      return createCoingecko(coingecko, createHttp(http), now, quoteCurrency);
    },
  },
  sample: {
    attribution: 'Simulated prices of the built-in sample market, not real ones',
    open: async ({ now, quoteCurrency }) => (await import('./sample.js')).createSample(now, undefined, quoteCurrency),
  },
};
