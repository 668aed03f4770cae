import { midnightsToJudge } from '../core/decisions/judge.js';
import type { Policy } from '../core/decisions/plan.js';
import type { Snapshot } from '../core/decisions/snapshot.js';
import type { CoinId, Listing, MarketProblem, Quote } from '../core/model.js';
import type { Holding } from '../core/portfolio.js';
import type { UniverseRule } from '../core/universe.js';
import { marketError } from '../errors.js';
import type { Ledger } from '../ledger/ledger.js';
import { asProblem, type Market } from '../market/market.js';
import { chooseUniverse } from './choose.js';
import { latestWindow } from './daily-prices.js';

interface View {
  readonly now: Date;
  readonly universe: UniverseRule;
  readonly policy: Policy;
}

/**
 * The market's view of the universe, and of what is held besides: one request, one more when a held coin has left the
 * universe, and one per coin whose midnights are not cached yet. Throws when not one coin can be judged.
 */
export async function look(market: Market, ledger: Ledger, { now, universe, policy }: View): Promise<Snapshot> {
  const midnights = midnightsToJudge(policy);
  const { quotes, problems, leftOut, daily, fetchedCategories } = await chooseUniverse(
    market,
    ledger,
    universe,
    midnights,
    now,
  );
  const coins = quotes.map((quote) => quote.coin);
  const holdings = await ledger.loadHoldings();
  const [held, lastSeen] = await Promise.all([quoteOthers(market, holdings, quotes), ledger.loadLastSeen(coins)]);
  const allProblems = [...problems, ...daily.problems];
  const failed = new Set(allProblems.map((it) => it.coin));
  if (quotes.every((quote) => failed.has(quote.coin))) {
    throw marketError(`${market.name} has no usable data for any coin: ${firstOf(allProblems)}`, { retryable: true });
  }
  const windows = [...daily.byCoin].map(([coin, prices]) => [coin, latestWindow(prices, midnights, now)] as const);
  return {
    at: now,
    quotes,
    problems: allProblems,
    leftOut,
    lastSeen: new Map(lastSeen.map((it) => [it.coin, it])),
    heldQuotes: held.quotes,
    heldProblems: held.problems,
    dailyPrices: new Map(windows),
    fetchedDailyPrices: daily.fetched,
    fetchedCategories,
    members: membersOf(universe, [...coins, ...problems.flatMap((it) => it.coin ?? [])]),
  };
}

/** Who stays in the universe by hysteresis: not who is only included. None without it, so that none are left when it is set. */
function membersOf({ hysteresis, include }: UniverseRule, coins: readonly CoinId[]): CoinId[] {
  return hysteresis > 0 ? [...new Set(coins)].filter((coin) => !include.includes(coin)) : [];
}

/** Quotes of the held coins that are not among those at hand. */
async function quoteOthers(market: Market, holdings: readonly Holding[], atHand: readonly Quote[]): Promise<Listing> {
  const known = new Set(atHand.map((quote) => quote.coin));
  const others = holdings.map((holding) => holding.coin).filter((coin) => !known.has(coin));
  if (others.length === 0) return { quotes: [], problems: [] };
  try {
    return await market.fetchQuotes(others);
  } catch (error) {
    const { problem } = asProblem('', error);
    return {
      quotes: [],
      problems: [{ coin: null, symbol: null, problem: `what is held besides is not priced: ${problem}` }],
    };
  }
}

/** One problem in full, and how many others there are. */
function firstOf(problems: readonly MarketProblem[]): string {
  const [first = 'its list is empty', ...others] = new Set(problems.map((it) => it.problem));
  return others.length === 0 ? first : `${first} (and ${others.length} more such problems)`;
}
