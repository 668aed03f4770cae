/** Which market-cap ranks are believed. A rank too far from the last believed one is not, until it has been seen for a day. */
import { DAY_MS } from '../calendar.js';
import type { CoinId, Quote } from '../model.js';
import { isRecent, type LastSeen } from './sanity.js';

/** What is believed of a coin's rank. */
export interface RankBelief {
  /** The last one that was believed; null where none was known. */
  readonly believedRank: number | null;
  /** Since when another one is seen, which leapt too far; null where the last one seen is believed. */
  readonly doubtedSince: Date | null;
}

/** A coin as an earlier tick saw it, and what it believed of that. */
export interface SeenCoin extends Omit<LastSeen, 'marketCapRank'>, RankBelief {
  readonly seenRank: number | null;
}

/** What the present quote is compared with. A rank that has been seen for a day counts as believed. */
export function toLastSeen({ coin, price, at, ...ranks }: SeenCoin, now: Date): LastSeen {
  return { coin, price, marketCapRank: comparedRank(ranks, now), at };
}

function comparedRank(
  { believedRank, doubtedSince, seenRank }: Omit<SeenCoin, keyof LastSeen>,
  now: Date,
): number | null {
  const isOld = doubtedSince !== null && now.getTime() - doubtedSince.getTime() >= DAY_MS;
  return isOld ? seenRank : believedRank;
}

/** What is believed after a rank was seen. Every rank is, where there is no limit, or nothing was seen lately. */
function learnRank(rank: number | null, before: SeenCoin | null, now: Date, maxLeap: number | null): RankBelief {
  const seen = { believedRank: rank, doubtedSince: null };
  if (before === null || !isRecent(before, now)) return seen;
  const compared = comparedRank(before, now);
  if (rank === null) return { believedRank: compared, doubtedSince: null };
  if (compared === null || maxLeap === null) return seen;
  const isNear = (other: number) => Math.abs(rank - other) <= maxLeap;
  if (isNear(compared)) return seen;
  const { seenRank, doubtedSince } = before;
  const since = seenRank !== null && isNear(seenRank) ? doubtedSince : null;
  return { believedRank: compared, doubtedSince: since ?? now };
}

/** As `learnRank`, of all quotes. */
export function learnRanks(
  quotes: readonly Quote[],
  seen: ReadonlyMap<CoinId, SeenCoin>,
  now: Date,
  maxLeap: number | null,
): RankBeliefs {
  return new Map(
    quotes.map(({ coin, marketCapRank }) => [coin, learnRank(marketCapRank, seen.get(coin) ?? null, now, maxLeap)]),
  );
}

export type RankBeliefs = ReadonlyMap<CoinId, RankBelief>;

/** What is believed of a quote: its rank, where nothing else is said. */
export function beliefOf(
  { coin, marketCapRank }: Pick<Quote, 'coin' | 'marketCapRank'>,
  beliefs: RankBeliefs,
): RankBelief {
  return beliefs.get(coin) ?? { believedRank: marketCapRank, doubtedSince: null };
}
