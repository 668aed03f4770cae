import type { Broker } from '../broker/broker.js';
import { midnightsNeeded } from '../core/decisions/evaluate.js';
import type { Policy } from '../core/decisions/plan.js';
import type { Snapshot } from '../core/decisions/snapshot.js';
import { learnRanks, toLastSeen } from '../core/limits/rank.js';
import type { CoinId, Listing, MarketProblem, Quote } from '../core/model.js';
import { type Terms, termsOf } from '../core/order/instrument.js';
import type { Holding } from '../core/portfolio.js';
import type { UniverseRule } from '../core/universe.js';
import { marketError } from '../errors.js';
import type { Ledger } from '../ledger/ledger.js';
import { asProblem, type Market } from '../market/market.js';
import { ASKED, readAsked, writeAsked } from './asked.js';
import { chooseUniverse } from './choose.js';
import { latestWindow } from './daily-prices.js';

/** The ports that are asked. */
interface Sources {
  readonly market: Market;
  readonly broker: Broker;
  readonly ledger: Ledger;
}

interface View {
  readonly now: Date;
  readonly universe: UniverseRule;
  readonly policy: Policy;
}

/**
 * The market's view of the universe, and of what is held besides: one request, one more when a held coin has left the
 * universe, and one per coin whose midnights are not cached yet; and the broker's terms. Throws when no coin has
 * usable data, or the broker cannot be asked.
 */
export async function look({ market, broker, ledger }: Sources, view: View): Promise<Snapshot> {
  const { now, universe, policy } = view;
  const midnights = midnightsNeeded(policy);
  const asked = readAsked(await ledger.loadSetting(ASKED), now);
  const { quotes, problems, leftOut, daily, fetchedCategories } = await chooseUniverse(
    market,
    ledger,
    universe,
    midnights,
    now,
    asked,
  );
  const coins = quotes.map((quote) => quote.coin);
  const holdings = await ledger.loadHoldings();
  const held = await quoteOthers(market, holdings, coins);
  const all = [...quotes, ...held.quotes];
  const lastSeen = await ledger.loadLastSeen(all.map(({ coin }) => coin));
  const seen = new Map(lastSeen.map((it) => [it.coin, it]));
  const terms = await broker.instruments(quotes);
  const { spendable } = await broker.account();
  const { permit } = broker;
  const heldBack = permit === null ? null : permit.refusal(await ledger.loadSetting(permit.setting));
  const ofMarket = [...problems, ...daily.problems];
  const failed = new Set(ofMarket.map((it) => it.coin));
  if (quotes.every((quote) => failed.has(quote.coin))) {
    throw marketError(`${market.name} has no usable data for any coin: ${firstOf(ofMarket)}`, { retryable: true });
  }
  const windows = [...daily.byCoin].map(([coin, prices]) => [coin, latestWindow(prices, midnights, now)] as const);
  return {
    at: now,
    quotes,
    problems: [...ofMarket, ...problemsOf(terms, quotes)],
    leftOut,
    lastSeen: new Map(lastSeen.map((it) => [it.coin, toLastSeen(it, now)])),
    ranks: learnRanks(all, seen, now, policy.gate.maxRankLeap),
    heldQuotes: held.quotes,
    heldProblems: held.problems,
    unpriced: held.unpriced?.filter((coin) => !failed.has(coin)) ?? null,
    terms,
    spendable,
    heldBack,
    dailyPrices: new Map(windows),
    fetchedDailyPrices: daily.fetched,
    fetchedCategories,
    askedMidnights: writeAsked(daily.asked, now, asked),
    members: membersOf(universe, [...coins, ...problems.flatMap((it) => it.coin ?? [])]),
  };
}

/** What is wrong with how coins can be bought, but for those that the broker does not have. */
function problemsOf(terms: ReadonlyMap<CoinId, Terms>, quotes: readonly Quote[]): MarketProblem[] {
  return quotes.flatMap(({ coin, symbol }) => {
    const own = termsOf(terms, coin);
    if (!('unavailable' in own) || !own.isProblem) return [];
    return [{ coin, symbol, problem: `${coin}: ${own.unavailable}` }];
  });
}

/**
 * The coins that hysteresis may keep in the universe at the next tick: not those that are only included. Without hysteresis
 * the list is empty. Null for a tick on named coins: it changes nothing.
 */
function membersOf({ coins: named, hysteresis, include }: UniverseRule, coins: readonly CoinId[]): CoinId[] | null {
  if (named) return null;
  return hysteresis > 0 ? [...new Set(coins)].filter((coin) => !include.includes(coin)) : [];
}

/** Held coins outside the universe, as far as the market has them: that it has one no longer is no problem of a tick. */
interface HeldListing extends Listing {
  /** Null where it did not answer. */
  readonly unpriced: readonly CoinId[] | null;
}

/** Quotes of the held coins that are not among those at hand. */
async function quoteOthers(
  market: Market,
  holdings: readonly Holding[],
  atHand: readonly CoinId[],
): Promise<HeldListing> {
  const others = holdings.map((holding) => holding.coin).filter((coin) => !atHand.includes(coin));
  if (others.length === 0) return { quotes: [], problems: [], unpriced: [] };
  try {
    const { quotes } = await market.fetchQuotes(others);
    const priced = new Set(quotes.map(({ coin }) => coin));
    return { quotes, problems: [], unpriced: others.filter((coin) => !priced.has(coin)) };
  } catch (error) {
    const { problem } = asProblem('', error);
    return {
      quotes: [],
      unpriced: null,
      problems: [{ coin: null, symbol: null, problem: `what is held besides is not priced: ${problem}` }],
    };
  }
}

/** One problem in full, and how many others there are. */
function firstOf(problems: readonly MarketProblem[]): string {
  const [first = 'its list is empty', ...others] = new Set(problems.map((it) => it.problem));
  return others.length === 0 ? first : `${first} (and ${others.length} more such problems)`;
}
