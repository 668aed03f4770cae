/**
 * Every source of prices by its name, with what is to be shown wherever its prices are. A new source is a folder, a line
 * here, and one in src/wiring.ts.
 */
const sources = {
  coingecko: 'Data provided by CoinGecko (https://www.coingecko.com)',
  sample: 'Simulated prices of the built-in sample market, not real ones',
} as const;

export type SourceName = keyof typeof sources;

export const sourceNames = Object.keys(sources) as readonly SourceName[];

/** Whether this version of crypto-bot knows the source. */
export function isSource(name: string): name is SourceName {
  return Object.hasOwn(sources, name);
}

/** What is to be shown with prices of that source; null for a source of another version of crypto-bot. */
export function attributionOf(market: string): string | null {
  return isSource(market) ? sources[market] : null;
}
