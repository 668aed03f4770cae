import type { Quote } from '../model.js';
import { type CoinSpending, type Spending, spendingOf } from './caps.js';

/**
 * The order in which coins are served when a cap does not reach for all: the one whose last turn is longest ago first
 * (never is longest); of those with the same one first the one that was cut short; then by market cap, then by id. Who gets
 * less than half of what was due keeps its place: crumbs of a cap are no turn.
 *
 * No coin starves: whoever is first with an untouched cap is bought, and goes to the end of the line. So of n coins that
 * want to be bought at every tick, each of which an untouched cap can buy, none waits for more than n renewals of it.
 */
export function lineUp<Want extends { readonly quote: Quote }>(
  wants: readonly Want[],
  spending: Spending,
  now: Date,
): Want[] {
  const due = (want: Want) => spendingOf(spending, want.quote.coin);
  return wants.toSorted((a, b) => byTurn(due(a), due(b), now) || byMarketCap(a.quote, b.quote));
}

function byTurn(a: CoinSpending, b: CoinSpending, now: Date): number {
  return timeOf(a.lastTurnAt, now) - timeOf(b.lastTurnAt, now) || Number(wasCut(b)) - Number(wasCut(a));
}

/** Never is before any tick, but not −∞: the difference of two of them is a number. A turn in the future was now. */
function timeOf(at: Date | null, now: Date): number {
  return at ? Math.min(at.getTime(), now.getTime()) : -1;
}

function wasCut({ lastTurnAt, lastCutAt }: CoinSpending): boolean {
  return lastCutAt !== null && lastCutAt.getTime() === lastTurnAt?.getTime();
}

const UNRANKED = Number.MAX_SAFE_INTEGER;

function byMarketCap(a: Quote, b: Quote): number {
  return (a.marketCapRank ?? UNRANKED) - (b.marketCapRank ?? UNRANKED) || (a.coin < b.coin ? -1 : 1);
}
