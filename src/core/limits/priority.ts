import type { Quote } from '../model.js';
import { Decimal, ZERO } from '../money.js';
import { type Spending, spendingOf } from './caps.js';

/** A candidate, with the number of buys by which it is compared to the others. */
interface Prioritized<Candidate> {
  readonly candidate: Candidate;
  readonly buysGiven: Decimal;
}

/**
 * Sorts candidates by priority, for a cap that is too small for all of them. Compared are, one after the other:
 *
 * 1. the number of buys that a coin was given: the fewest first. A buy that was cut counts for a part of one (`partOfBuy`);
 * 2. the time of its latest order: the earliest first, and never before all others;
 * 3. the market-cap rank, then the id.
 *
 * A coin whose number is more than one below the highest, because it is new or was not wanted for a while, counts as exactly
 * one below it. So it does not get all buys alone until it has as many as the others.
 *
 * It follows that of n coins that want the same at every tick, no two are ever more than one buy apart. It also follows that
 * each is bought: the first candidate under a cap from which nothing was taken yet gets its buy. So of n coins that are wanted
 * at every tick, and that such a cap can buy, none waits longer than n periods of the cap.
 */
export function byPriority<Candidate extends { readonly quote: Quote }>(
  candidates: readonly Candidate[],
  spending: Spending,
  now: Date,
): Prioritized<Candidate>[] {
  const ownOf = (candidate: Candidate) => spendingOf(spending, candidate.quote.coin);
  const least = Decimal.max(ZERO, ...candidates.map((candidate) => ownOf(candidate).buysGiven)).minus(1);
  const prioritized = candidates.map((candidate) => ({
    candidate,
    buysGiven: Decimal.max(ownOf(candidate).buysGiven, least),
  }));
  return prioritized.toSorted(
    (a, b) =>
      a.buysGiven.comparedTo(b.buysGiven) ||
      timeOf(ownOf(a.candidate).lastOrderedAt, now) - timeOf(ownOf(b.candidate).lastOrderedAt, now) ||
      byMarketCap(a.candidate.quote, b.candidate.quote),
  );
}

/** Never is 0, before every tick: with −∞ the difference of two would be no number. A time in the future counts as now. */
function timeOf(at: Date | null, now: Date): number {
  return at ? Math.min(at.getTime(), now.getTime()) : 0;
}

const ONE = new Decimal(1);

/** Parts of a buy are kept with this many decimals. */
const PART_DECIMALS = 8;

/** Which part of a buy an order is, from 0 to 1. `most` is the highest cost that the buy could have had. */
export function partOfBuy(cost: Decimal, most: Decimal): Decimal {
  return cost.lessThan(most) ? cost.div(most).toDecimalPlaces(PART_DECIMALS) : ONE;
}

const UNRANKED = Number.MAX_SAFE_INTEGER;

function byMarketCap(a: Quote, b: Quote): number {
  return (a.marketCapRank ?? UNRANKED) - (b.marketCapRank ?? UNRANKED) || (a.coin < b.coin ? -1 : 1);
}
