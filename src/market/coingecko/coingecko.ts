import * as v from 'valibot';
import type { CoinId, Listing, MarketProblem } from '../../core/model.js';
import { Decimal, toExactString } from '../../core/money.js';
import type { Category } from '../../core/universe.js';
import { secretsOfUrl } from '../../core/values/addresses/service-url.js';
import { basicAuthorization } from '../../http/basic-authorization.js';
import type { Http } from '../http/http.js';
import type { Market } from '../market.js';
import { parseChart, parseDailyQuotes } from './chart.js';
import { parseListing } from './listing.js';

export interface CoingeckoSettings {
  /**
   * Where the API is, without a slash at its end; undefined for the plan's own place. Its user and password are sent as
   * basic authentication, its parameters with every request.
   */
  readonly url: string | undefined;
  /** A setting, since the keys of both paid-for plans look alike. */
  readonly plan: 'keyless' | 'demo' | 'pro';
  readonly apiKey: string | undefined;
}

const PUBLIC_URL = 'https://api.coingecko.com/api/v3';

const plans = {
  keyless: { url: PUBLIC_URL, keyHeader: null },
  demo: { url: PUBLIC_URL, keyHeader: 'x-cg-demo-api-key' },
  pro: { url: 'https://pro-api.coingecko.com/api/v3', keyHeader: 'x-cg-pro-api-key' },
};

/** The most coins that one request gets. */
const PAGE = 250;

/** As its documentation says: https://docs.coingecko.com/reference/coins-id-market-chart. */
const reachDays = { keyless: 365, demo: 365, pro: null } as const;

/** CoinGecko's own names: https://docs.coingecko.com/reference/coins-categories-list. */
const categoryIds: Readonly<Record<Category, string>> = {
  stablecoins: 'stablecoins',
  wrapped: 'wrapped-tokens',
  staked: 'liquid-staking-tokens',
};

/** CoinGecko's API v3: https://docs.coingecko.com. `now` is the time of this run. */
export function createCoingecko(settings: CoingeckoSettings, http: Http, now: Date, quoteCurrency: string): Market {
  const { apiKey, plan } = settings;
  const { url, keyHeader } = plans[plan];
  const base = new URL(settings.url ?? url);
  const request = {
    headers: { ...(keyHeader && apiKey && { [keyHeader]: apiKey }), ...basicAuthorization(base) },
    secrets: [...(apiKey ? [apiKey] : []), ...secretsOfUrl(base.href)],
    adviseOn: (status: number) => adviseOn(status, plan),
  };

  function addressOf(path: string, query: Record<string, string>): URL {
    const target = new URL(base);
    target.pathname = base.pathname.replace(/\/$/, '') + path;
    for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
    return target;
  }

  function get(path: string, query: Record<string, string>): Promise<unknown> {
    return http.getJson(addressOf(path, { vs_currency: quoteCurrency, ...query }), request);
  }

  function getChart(coin: CoinId, days: number): Promise<unknown> {
    return get(`/coins/${encodeURIComponent(coin)}/market_chart`, { days: `${days}`, interval: 'daily' });
  }

  async function fetchNamed(coins: readonly CoinId[]): Promise<Listing> {
    const query = { ids: coins.join(','), order: 'market_cap_desc', per_page: `${PAGE}`, page: '1' };
    const listed = parseListing(await get('/coins/markets', query), now);
    const quotes = listed.quotes.filter((quote) => coins.includes(quote.coin));
    const problems = listed.problems
      .filter((it) => it.coin === null || coins.includes(it.coin))
      .map(({ row: _, ...problem }) => problem); // the rows of this answer are no ranks
    const answered = new Set([...quotes, ...problems].map((it) => it.coin));
    const unknown = coins.filter((coin) => !answered.has(coin)).map(unknownCoin);
    return { quotes, problems: [...problems, ...unknown] };
  }

  return {
    name: 'coingecko',
    quoteCurrency,

    async fetchTop(count) {
      const query = { order: 'market_cap_desc', per_page: `${count}`, page: '1' };
      return parseListing(await get('/coins/markets', query), now, count);
    },

    async fetchQuotes(coins) {
      const distinct = [...new Set(coins)];
      const pages = Array.from({ length: Math.ceil(distinct.length / PAGE) }, (_, page) =>
        fetchNamed(distinct.slice(page * PAGE, (page + 1) * PAGE)),
      );
      const listings = await Promise.all(pages);
      return {
        quotes: listings.flatMap((listing) => listing.quotes),
        problems: listings.flatMap((listing) => listing.problems),
      };
    },

    async fetchCategory(category) {
      const query = { category: categoryIds[category], order: 'market_cap_desc', per_page: `${PAGE}`, page: '1' };
      const { quotes, problems } = parseListing(await get('/coins/markets', query), now);
      return [...quotes, ...problems].flatMap(({ coin }) => coin ?? []);
    },

    async fetchDailyPrices(coin, days) {
      return parseChart(await getChart(coin, days), coin, now).slice(-days);
    },

    reachDays: reachDays[plan],

    async fetchDailyQuotes(coin, days) {
      return parseDailyQuotes(await getChart(coin, days), coin, now).slice(-days);
    },

    async examine() {
      const query = { vs_currency: quoteCurrency, order: 'market_cap_desc', per_page: '1', page: '1' };
      const { body, at } = await http.getOnce(addressOf('/coins/markets', query), request);
      parseListing(body, now, 1);
      if (plan !== 'pro') return { terms: `asked with the plan ${plan}`, at };
      const usage = await http.getOnce(addressOf('/key', {}), request);
      return { terms: `asked with the plan pro, ${tellUsage(usage.body)}`, at };
    },

    close: () => http.close(),
  };
}

const count = v.instance(Decimal);
const keyUsage = v.object({ monthly_call_credit: count, current_remaining_monthly_calls: count });

/** What is left of a month: https://docs.coingecko.com/reference/api-usage. */
function tellUsage(body: unknown): string {
  const { success, output } = v.safeParse(keyUsage, body);
  if (!success) return 'which does not tell what is left of it';
  const [left, all] = [output.current_remaining_monthly_calls, output.monthly_call_credit].map(toExactString);
  return `which has ${left} of ${all} requests left this month`;
}

function unknownCoin(coin: CoinId): MarketProblem {
  return { coin, symbol: null, problem: `${coin}: CoinGecko does not know this coin` };
}

function adviseOn(status: number, plan: CoingeckoSettings['plan']): string | undefined {
  if (status === 401 || status === 403) return 'check COINGECKO_API_KEY and CRYPTO_BOT_COINGECKO_PLAN';
  if (status === 404) return 'CoinGecko has no such coin, or CRYPTO_BOT_COINGECKO_URL is wrong';
  if (status === 429 && plan === 'keyless') {
    return 'wait a few minutes, or set COINGECKO_API_KEY to a free demo key and CRYPTO_BOT_COINGECKO_PLAN to demo';
  }
  if (status === 429) return "wait a few minutes, or until the plan's monthly calls are renewed";
  if (status < 500) return 'check CRYPTO_BOT_COINGECKO_URL, CRYPTO_BOT_COINGECKO_PLAN and the quote currency';
  return undefined;
}
