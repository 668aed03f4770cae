import type { Quote } from '../model.js';
import { Decimal, ZERO } from '../money.js';
import { type Spending, spendingOf } from './caps.js';

/** A coin's place in the line, with its turns as they count in it. */
interface Place<Want> {
  readonly want: Want;
  readonly turns: Decimal;
}

/**
 * The order in which coins are served when a cap does not reach for all: the one that was given the fewest buys first, of
 * which one that was cut short counts for its part; then the one that was bought longest ago (never is longest); then by
 * market cap, then by id. A coin that is more than one buy behind another one, since it is new or was not wanted, counts as
 * one buy behind: it is not to be served alone until it has caught up.
 *
 * So of n coins that want the same at every tick, no two are ever more than one buy apart. And no coin starves: whoever is
 * first with an untouched cap is bought, and has then as many turns as the others. So of n coins that want to be bought at every
 * tick, each of which an untouched cap can buy, none waits for more than n renewals of it.
 */
export function lineUp<Want extends { readonly quote: Quote }>(
  wants: readonly Want[],
  spending: Spending,
  now: Date,
): Place<Want>[] {
  const due = (want: Want) => spendingOf(spending, want.quote.coin);
  const most = Decimal.max(ZERO, ...wants.map((want) => due(want).turns));
  const places = wants.map((want) => ({ want, turns: Decimal.max(due(want).turns, most.minus(1)) }));
  return places.toSorted(
    (a, b) =>
      a.turns.comparedTo(b.turns) ||
      timeOf(due(a.want).lastBoughtAt, now) - timeOf(due(b.want).lastBoughtAt, now) ||
      byMarketCap(a.want.quote, b.want.quote),
  );
}

/** Never is before any tick, but not −∞: the difference of two of them is a number. A purchase in the future was now. */
function timeOf(at: Date | null, now: Date): number {
  return at ? Math.min(at.getTime(), now.getTime()) : -1;
}

/** Enough for each part of a buy to count, and few enough to be stored. */
const TURN_DECIMALS = 8;

/** Which part of a turn a purchase is, when at most so much could have been bought. */
export function partOfTurn(cost: Decimal, most: Decimal): Decimal {
  return Decimal.min(cost.div(most), 1).toDecimalPlaces(TURN_DECIMALS);
}

const UNRANKED = Number.MAX_SAFE_INTEGER;

function byMarketCap(a: Quote, b: Quote): number {
  return (a.marketCapRank ?? UNRANKED) - (b.marketCapRank ?? UNRANKED) || (a.coin < b.coin ? -1 : 1);
}
