import type { RankBeliefs } from '../limits/rank.js';
import type { LastSeen } from '../limits/sanity.js';
import type { CoinId, DailyPrice, MarketProblem, Quote } from '../model.js';
import type { Decimal } from '../money.js';
import type { Terms } from '../order/instrument.js';
import type { CategoryCoins, LeftOut } from '../universe.js';

/** Everything a tick looks at before it decides. */
export interface Snapshot {
  readonly at: Date;
  /** The universe, in market-cap order; coins that are only included come last. */
  readonly quotes: readonly Quote[];
  /** What was wrong with coins of the universe; a coin named here is skipped. */
  readonly problems: readonly MarketProblem[];
  /** Coins that would be in the universe but for its rule. */
  readonly leftOut: readonly LeftOut[];
  /** The universe's coins as an earlier tick saw them. */
  readonly lastSeen: ReadonlyMap<CoinId, LastSeen>;
  /** What is believed of the ranks of all quotes after this tick, by coin; all of one that is not here. */
  readonly ranks: RankBeliefs;
  /** Held coins that are outside the universe: priced for the report, never bought. */
  readonly heldQuotes: readonly Quote[];
  /** Why they could not be asked for. */
  readonly heldProblems: readonly MarketProblem[];
  /** Held coins outside the universe that the market answered without: they keep their last price. Null where it did not answer. */
  readonly unpriced: readonly CoinId[] | null;
  /** On what terms the broker lets each coin of the universe be bought. */
  readonly terms: ReadonlyMap<CoinId, Terms>;
  /** What the broker's account can spend, but for what open orders bind of it; null where nothing limits it. */
  readonly spendable: Decimal | null;
  /** Why no order is sent now, whichever it is; null when orders are. */
  readonly heldBack: string | null;
  /** Per coin of the universe, the completed midnights that are needed to decide, oldest first. */
  readonly dailyPrices: ReadonlyMap<CoinId, readonly DailyPrice[]>;
  /** Midnights fetched in this tick, to be cached. */
  readonly fetchedDailyPrices: readonly DailyPrice[];
  /** What the ledger is to keep of midnights that the market did not have; null where nothing of that is new. */
  readonly askedMidnights: string | null;
  /** Categories fetched in this tick, to be cached. */
  readonly fetchedCategories: readonly CategoryCoins[];
  /** Those of the universe that the next tick is to remember; null where they stay as they are. */
  readonly members: readonly CoinId[] | null;
}
