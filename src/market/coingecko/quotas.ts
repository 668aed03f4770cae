/** How many requests a source allows; null where it does not say, or where it depends on a contract. */
export interface Quota {
  readonly perMonth: number | null;
  readonly perMinute: number | null;
  /** In words. */
  readonly words: string;
}

/** CoinGecko's, by plan, as published or, for keyless, as reported. */
const coingecko: Readonly<Record<string, Quota>> = {
  keyless: {
    perMonth: null,
    perMinute: 5,
    words: 'keyless has no published quota a month, and is throttled at some 5 to 15 a minute',
  },
  demo: { perMonth: 10_000, perMinute: 30, words: 'the demo plan allows 10000 a month and 30 a minute' },
  pro: { perMonth: null, perMinute: null, words: 'what a pro plan allows is shown in its dashboard' },
};

/** The quota of a market's plan; null for a market that needs no network. */
export function quotaOf(market: string, plan: string): Quota | null {
  return market === 'coingecko' ? (coingecko[plan] ?? null) : null;
}
