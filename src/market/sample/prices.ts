import { DAY_MS } from '../../core/calendar.js';
import type { CoinId } from '../../core/model.js';

/** A coin of the built-in market: its usual price in dollars, and how many there are. */
export interface SampleCoin {
  readonly id: CoinId;
  readonly symbol: string;
  readonly name: string;
  readonly usualPrice: number;
  readonly supply: number;
  /** How far its price goes up and down: 1 is usual, a stablecoin has far less. */
  readonly swing: number;
  /** Where in the market's cycle it is, as a part of it. */
  readonly phase: number;
}

const PEGGED = 0.01;

/**
 * Ten coins. The three largest stay the three largest, and are a third of a cycle apart: whenever one has just fallen,
 * another has just risen, so that every tick of a first try shows a purchase and a coin that is left alone.
 */
export const sampleCoins: readonly SampleCoin[] = [
  coin('bitcoin', 'btc', 'Bitcoin', 64_000, 19.7e6, 1, 0),
  coin('ethereum', 'eth', 'Ethereum', 3_100, 120.4e6, 1, 1 / 3),
  coin('tether', 'usdt', 'Tether', 1, 183e9, PEGGED, 2 / 3),
  coin('ripple', 'xrp', 'XRP', 2.1, 59e9, 1.2, 0.1),
  coin('binancecoin', 'bnb', 'BNB', 640, 146e6, 0.8, 0.25),
  coin('solana', 'sol', 'Solana', 148, 520e6, 1.3, 0.4),
  coin('usd-coin', 'usdc', 'USDC', 1, 61e9, PEGGED, 0.5),
  coin('dogecoin', 'doge', 'Dogecoin', 0.19, 149e9, 1.4, 0.6),
  coin('cardano', 'ada', 'Cardano', 0.72, 35.3e9, 1.1, 0.75),
  coin('shiba-inu', 'shib', 'Shiba Inu', 0.00000856, 589e12, 1.5, 0.9),
];

function coin(
  id: CoinId,
  symbol: string,
  name: string,
  usualPrice: number,
  supply: number,
  swing: number,
  phase: number,
): SampleCoin {
  return { id, symbol, name, usualPrice, supply, swing, phase };
}

const CYCLE_DAYS = 18;
const SEASON_DAYS = 180;
const MINUTE_MS = 60_000;

/** Parts of the usual price. The season and the noise of nine days together stay well under half of the cycle. */
const CYCLE = 0.06;
const SEASON = 0.04;
const NOISE = 0.004;

/** What one dollar is in other currencies here, always. */
const perDollar: Readonly<Record<string, number>> = { usd: 1, eur: 0.92, gbp: 0.79, jpy: 150 };

/** A coin's simulated price at an instant in a currency, unrounded. In btc a bitcoin is always worth one. */
export function priceIn(currency: string, coin: SampleCoin, atMs: number, seed: string): number {
  const dollars = priceAt(coin, atMs, seed);
  const [bitcoin] = sampleCoins;
  if (currency === 'btc' && bitcoin) return dollars / priceAt(bitcoin, atMs, seed);
  const rate = perDollar[currency];
  if (rate === undefined) throw new Error(`the sample market has no rate for ${currency}`);
  return dollars * rate;
}

/** A coin's simulated price in dollars at an instant, unrounded: a slow wave, a slower one, and noise that changes every minute. */
function priceAt({ id, usualPrice, swing, phase }: SampleCoin, atMs: number, seed: string): number {
  const minute = Math.floor(atMs / MINUTE_MS);
  const days = (minute * MINUTE_MS) / DAY_MS;
  const cycle = wave(days / CYCLE_DAYS + phase + chance(`${seed} cycle`));
  const season = wave(days / SEASON_DAYS + chance(`${seed} season ${id}`));
  const noise = 2 * chance(`${seed} ${id} ${minute}`) - 1;
  return usualPrice * (1 + swing * (CYCLE * cycle + SEASON * season + NOISE * noise));
}

function wave(turns: number): number {
  return Math.sin(2 * Math.PI * turns);
}

/** A number from 0 to 1 that a text always gets, and that looks like chance: FNV-1a, mixed as in MurmurHash3. */
function chance(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
