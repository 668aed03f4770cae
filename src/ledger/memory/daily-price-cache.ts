import type { CoinId, DailyPrice } from '../../core/model.js';

/** Midnights by coin and day. Looking up the latest costs the same however many there are. */
export class DailyPriceCache {
  /** By day. */
  readonly #byCoin = new Map<CoinId, DailyPrice[]>();

  /** Adds a midnight; one that is known with another price gets a new version. */
  add({ coin, day, price }: DailyPrice): void {
    const own = this.#byCoin.get(coin) ?? [];
    if (own.length === 0) this.#byCoin.set(coin, own);
    const place = placeFrom(own, day);
    const newest = own[place]?.day === day ? own[place] : undefined;
    if (newest && (price === newest.price || price.equals(newest.price) || price.isZero())) return;
    own.splice(place, newest ? 1 : 0, { coin, day, price, version: (newest?.version ?? 0) + 1 });
  }

  /** All, by coin and day. */
  all(): DailyPrice[] {
    return [...this.#byCoin.values()].flat();
  }

  /** Those of a coin from a day on, by day. */
  from(coin: CoinId, day: string): readonly DailyPrice[] {
    const own = this.#byCoin.get(coin) ?? [];
    return own.slice(placeFrom(own, day));
  }
}

/** The place of the first one from a day on, sought from the end, where it usually is. */
function placeFrom(own: readonly DailyPrice[], day: string): number {
  const before = own.findLastIndex((daily) => daily.day < day);
  return before + 1;
}
