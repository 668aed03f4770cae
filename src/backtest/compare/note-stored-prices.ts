import { dayOf } from '../../core/calendar.js';
import type { CoinId } from '../../core/model.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { PriceHistory } from '../price-history.js';
import { type KnownPrices, midnightOf } from './known-prices.js';
import type { LedgerHistory } from './read-ledger.js';

interface Stored {
  readonly history: LedgerHistory;
  readonly ledger: Pick<Ledger, 'loadDailyPrices' | 'loadLastSeen'>;
  /** Null for none. */
  readonly files: PriceHistory | null;
  readonly now: Date;
}

/** Notes the prices of files, up to now, and those that a ledger keeps beside its decisions: midnights, and each coin's latest. */
export async function noteStoredPrices(prices: KnownPrices, { history, ledger, files, now }: Stored): Promise<void> {
  const [first] = history.moments;
  if (!first) return;
  const coins: readonly CoinId[] = [...new Set([...history.coins, 'bitcoin'])]; // which a benchmark buys
  for (const coin of coins) {
    for (const [instant, at] of (files?.instants ?? []).entries()) {
      const price = at <= now ? files?.priceAt(coin, instant) : null;
      if (price) prices.note(coin, at, price);
    }
    for (const { day, price } of await ledger.loadDailyPrices([coin], dayOf(first.at)))
      prices.note(coin, midnightOf(day), price);
    for (const { at, price } of await ledger.loadLastSeen([coin])) prices.note(coin, at, price);
  }
}
