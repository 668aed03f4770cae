import type { CoinId, MarketProblem } from '../core/model.js';
import { grouped } from '../core/values/numbers/grouped.js';
import { briefTime } from '../core/values/times/brief.js';

/** What was wrong with the prices, or cannot be known from them. */
export interface Problem {
  /** One word or several with dashes, for scripts. */
  readonly code: string;
  /** Null when it is about no coin, or about all. */
  readonly coin: CoinId | null;
  readonly message: string;
}

/** What happened at one scheduled tick after the other, as far as it is worth telling. */
export interface Problems {
  /** A tick was recorded, with what it had to say of its market. */
  addTick(at: Date, problems: readonly MarketProblem[]): void;
  /** A tick could not be recorded. */
  addMissingTick(at: Date, why: string): void;
  all(): Problem[];
}

interface Met {
  readonly coin: CoinId | null;
  readonly since: Date;
  readonly what: string;
  until: Date;
  times: number;
}

/** Collects problems: what a coin has at several ticks, and ticks that are missing one after the other, are told once. */
export function newProblems(): Problems {
  const missing: Met[] = [];
  const byCoin = new Map<CoinId | null, Met>();
  let isRunning = false;

  function meet(met: Met | undefined, coin: CoinId | null, at: Date, what: string): Met {
    if (!met) return { coin, since: at, what, until: at, times: 1 };
    met.until = at;
    met.times += 1;
    return met;
  }

  return {
    addTick(at, problems) {
      isRunning = false;
      for (const { coin, problem } of problems) byCoin.set(coin, meet(byCoin.get(coin), coin, at, problem));
    },
    addMissingTick(at, why) {
      const met = meet(isRunning ? missing.at(-1) : undefined, null, at, why);
      if (!isRunning) missing.push(met);
      isRunning = true;
    },
    all: () => [
      ...missing.map((met) => ({ code: 'no-tick', coin: null, message: `no tick ${whenOf(met)}: ${met.what}` })),
      ...[...byCoin.values()].map((met) => ({
        code: 'market-data',
        coin: met.coin,
        message: `${whenOf(met)}: ${met.what}`,
      })),
    ],
  };
}

function whenOf({ since, until, times }: Met): string {
  if (times === 1) return `at ${briefTime(since)}`;
  return `at ${grouped(String(times))} instants from ${briefTime(since)} to ${briefTime(until)}`;
}
