import { dayOf } from '../../core/calendar.js';
import type { CoinId } from '../../core/model.js';
import type { Decimal } from '../../core/money.js';
import type { PriceHistory } from '../price-history.js';

/** The first instant of a UTC day, YYYY-MM-DD. */
export function midnightOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** Prices that become known one by one, from several sources. */
export class KnownPrices {
  readonly #byCoin = new Map<CoinId, Map<number, Decimal>>();

  /** Notes a price. Where one is known of that coin and time, it stays. A price of 0 is none. */
  note(coin: CoinId, at: Date, price: Decimal): void {
    if (price.isZero()) return;
    const own = this.#byCoin.get(coin) ?? new Map<number, Decimal>();
    if (!own.has(at.getTime())) own.set(at.getTime(), price);
    this.#byCoin.set(coin, own);
  }

  /** The UTC days of which any price of a coin is known. */
  daysOf(coin: CoinId): ReadonlySet<string> {
    return new Set([...(this.#byCoin.get(coin)?.keys() ?? [])].map((ms) => dayOf(new Date(ms))));
  }

  /**
   * All that is known from a time on; its instants are those of the prices, and more that are given. An earlier price of
   * the same UTC day stands for one that a coin has not at an instant: ledgers keep midnights, and ticks are at other times.
   */
  since(begin: Date, moreInstants: readonly Date[]): PriceHistory {
    const own = [...this.#byCoin.values()].flatMap((prices) => [...prices.keys()]);
    const all = new Set([...own, ...moreInstants.map((at) => at.getTime())]);
    const timesMs = [...all].filter((ms) => ms >= begin.getTime()).sort((a, b) => a - b);
    const latest = new Map([...this.#byCoin].map(([coin, prices]) => [coin, latestOf(prices, timesMs)]));
    const placeOf = (coin: CoinId, instant: number) => latest.get(coin)?.[instant] ?? NONE;
    const priceOf = (coin: CoinId, place: number) => this.#byCoin.get(coin)?.get(timesMs[place] ?? NONE) ?? null;
    const instants = timesMs.map((ms) => new Date(ms));
    const dayAt = (place: number) => (instants[place] ? dayOf(instants[place]) : null);
    return {
      instants,
      priceAt: (coin, instant) => {
        const place = placeOf(coin, instant);
        return dayAt(place) === dayAt(instant) ? priceOf(coin, place) : null;
      },
      latestPrice: (coin, instant) => priceOf(coin, placeOf(coin, instant)),
      latestPriceAt: (coin, instant) => instants[placeOf(coin, instant)] ?? null,
    };
  }
}

const NONE = -1;

/** The place of the latest priced instant not after each. */
function latestOf(prices: ReadonlyMap<number, Decimal>, timesMs: readonly number[]): Int32Array {
  const places = new Int32Array(timesMs.length);
  let latest = NONE;
  for (const [place, ms] of timesMs.entries()) {
    if (prices.has(ms)) latest = place;
    places[place] = latest;
  }
  return places;
}
