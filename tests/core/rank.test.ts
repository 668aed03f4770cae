import { describe, expect, it } from 'vitest';
import { beliefOf, learnRanks, type RankBelief, type SeenCoin, toLastSeen } from '../../src/core/limits/rank.js';
import { amount, aQuote, now } from './examples.js';

const HOUR_MS = 3_600_000;

/** What each of some ticks compares its rank with, which it sees so many hours after the first; at most 50 are believed. */
function compare(ranks: readonly (readonly [hour: number, rank: number | null])[], maxLeap: number | null = 50) {
  let before: SeenCoin | null = null;
  return ranks.map(([hour, rank]) => {
    const at = new Date(now.getTime() + hour * HOUR_MS);
    const quote = { ...aQuote('a', '1'), marketCapRank: rank };
    const seen = new Map<string, SeenCoin>(before ? [['a', before]] : []);
    const compared = before && toLastSeen(before, at).marketCapRank;
    const belief: RankBelief | undefined = learnRanks([quote], seen, at, maxLeap).get('a');
    if (!belief) throw new Error('each quote has a belief');
    before = { coin: 'a', price: amount('1'), at, seenRank: rank, ...belief };
    return compared;
  });
}

describe('the rank that a new one is compared with', () => {
  it.each<[string, readonly (readonly [number, number | null])[], readonly (number | null)[]]>([
    [
      'is the last one',
      [
        [0, 5],
        [1, 55],
        [2, 60],
      ],
      [null, 5, 55],
    ],
    [
      'is not one that was not believed',
      [
        [0, 5],
        [1, 300],
        [2, 301],
        [23, 300],
      ],
      [null, 5, 5, 5],
    ],
    [
      'is one that was seen for a day',
      [
        [0, 5],
        [1, 300],
        [12, 310],
        [24.9, 300],
        [25, 305],
        [26, 306],
      ],
      [null, 5, 5, 5, 300, 305],
    ],
    [
      'is the old one when another wrong one is seen',
      [
        [0, 5],
        [1, 300],
        [20, 900],
        [25, 900],
        [44, 910],
        [45, 910],
      ],
      [null, 5, 5, 5, 900, 910],
    ],
    [
      'is the old one again after it was seen',
      [
        [0, 5],
        [1, 300],
        [20, 6],
        [21, 300],
        [26, 300],
      ],
      [null, 5, 5, 6, 6],
    ],
    [
      'is the last known one where none was seen',
      [
        [0, 5],
        [1, null],
        [2, 300],
      ],
      [null, 5, 5],
    ],
    [
      'is the first one, whatever it is',
      [
        [0, null],
        [1, 300],
        [2, 301],
      ],
      [null, null, 300],
    ],
  ])('%s', (_, ranks, expected) => {
    expect(compare(ranks)).toEqual(expected);
  });

  it('is learnt anew where nothing was seen for two days, or where the test is off', () => {
    expect(
      compare([
        [0, 5],
        [49, 300],
        [50, 301],
      ]),
    ).toEqual([null, 5, 300]);
    expect(
      compare(
        [
          [0, 5],
          [1, 300],
          [2, 600],
        ],
        null,
      ),
    ).toEqual([null, 5, 300]);
  });
});

it('believes a rank of which nothing was learnt', () => {
  expect(beliefOf({ coin: 'a', marketCapRank: 7 }, new Map())).toEqual({ believedRank: 7, doubtedSince: null });
});
