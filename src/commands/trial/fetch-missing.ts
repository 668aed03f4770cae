import { compare } from '../../backtest/compare/compare.js';
import { type KnownPrices, midnightOf } from '../../backtest/compare/known-prices.js';
import type { LedgerHistory } from '../../backtest/compare/read-ledger.js';
import { DAY_MS } from '../../core/calendar.js';
import { CryptoBotError } from '../../errors.js';
import type { LedgerMarket } from '../../ledger/ledger.js';
import type { Context } from '../context.js';

/**
 * Asks the ledger's market for the prices of now, and for midnights that are missing, and notes them. What cannot be had is
 * told by warnings.
 */
export async function fetchMissing(
  own: LedgerMarket,
  history: LedgerHistory,
  prices: KnownPrices,
  { config, log, ports }: Pick<Context, 'config' | 'log' | 'ports'>,
): Promise<'whole' | 'in part'> {
  let isWhole = true;
  const warn = (problem: string) => {
    log.warn(problem);
    isWhole = false;
  };
  const market = await ports.openMarket(own);
  try {
    const { quotes, problems } = await market.fetchQuotes(history.coins);
    for (const { problem } of problems) warn(problem);
    for (const { coin, fetchedAt, price } of quotes) prices.note(coin, fetchedAt, price);
    for (const { coin, days } of compare(history, prices).missing) {
      const first = midnightOf(days[0] ?? '').getTime();
      const wanted = Math.floor((config.now.getTime() - first) / DAY_MS) + 1;
      const count = Math.min(market.reachDays ?? wanted, wanted);
      try {
        for (const { day, price } of await market.fetchDailyPrices(coin, count))
          prices.note(coin, midnightOf(day), price);
      } catch (error) {
        warn(messageOf(error));
      }
    }
  } catch (error) {
    warn(messageOf(error));
  } finally {
    await market.close();
  }
  return isWhole ? 'whole' : 'in part';
}

/** Whatever else than the market failed is thrown again. */
function messageOf(error: unknown): string {
  if (error instanceof CryptoBotError && error.code === 'market-data') return error.message;
  throw error;
}
