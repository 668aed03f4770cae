import { type CoingeckoSettings, createCoingecko } from './coingecko.js';
import { createHttp, type HttpSettings } from './http.js';
import type { Market } from './market.js';
import { createSample } from './sample.js';

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
  readonly open: (settings: MarketSettings) => Market;
}

/** Every source of prices by its name. A new one is a file and an entry here; only the one that is used is loaded. */
export const markets: Readonly<Record<string, Source>> = {
  coingecko: {
    attribution: 'Data provided by CoinGecko (https://www.coingecko.com)',
    open: ({ coingecko, http, now, quoteCurrency }) => createCoingecko(coingecko, createHttp(http), now, quoteCurrency),
  },
  sample: {
    attribution: 'Simulated prices of the built-in sample market, not real ones',
    open: ({ now, quoteCurrency }) => createSample(now, quoteCurrency),
  },
};
