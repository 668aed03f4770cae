import { dayBefore, dayOf } from './core/calendar.js';
import type { CoinId, DailyPrice, Listing, MarketProblem, Quote, Snapshot } from './core/model.js';
import { ZERO } from './core/money.js';
import type { Policy } from './core/plan.js';
import type { Holding } from './core/portfolio.js';
import { CryptoBotError, marketError } from './errors.js';
import type { Ledger } from './ledger/ledger.js';
import type { Market } from './market/market.js';

interface View {
  readonly now: Date;
  readonly top: number;
  readonly policy: Policy;
}

/**
 * The market's view of the universe, and of what is held besides: one request, one more when a held coin has left the
 * universe, and one per coin whose midnights are not cached yet. Throws when not one coin can be judged.
 */
export async function look(market: Market, ledger: Ledger, { now, top, policy }: View): Promise<Snapshot> {
  const { quotes, problems } = await market.fetchTop(top);
  const holdings = await ledger.loadHoldings();
  const [held, daily] = await Promise.all([
    quoteOthers(market, holdings, quotes),
    readDailyPrices(market, ledger, quotes, policy.strategy.midnights, now),
  ]);
  const allProblems = [...problems, ...daily.problems];
  const failed = new Set(allProblems.map((it) => it.coin));
  if (quotes.every((quote) => failed.has(quote.coin))) {
    const what = allProblems.map((it) => it.problem).join('; ');
    throw marketError(`${market.name} has no usable data for any coin: ${what}`, { retryable: true });
  }
  return {
    at: now,
    quotes,
    problems: allProblems,
    heldQuotes: held.quotes,
    heldProblems: held.problems,
    dailyPrices: daily.byCoin,
    positions: new Map(holdings.map((holding) => [holding.coin, holding])),
    fetchedDailyPrices: daily.fetched,
  };
}

/** Quotes of the held coins that are not among those at hand. */
async function quoteOthers(market: Market, holdings: readonly Holding[], atHand: readonly Quote[]): Promise<Listing> {
  const known = new Set(atHand.map((quote) => quote.coin));
  const others = holdings.map((holding) => holding.coin).filter((coin) => !known.has(coin));
  if (others.length === 0) return { quotes: [], problems: [] };
  try {
    return await market.fetchQuotes(others);
  } catch (error) {
    return { quotes: [], problems: others.map((coin) => asProblem(coin, error)) };
  }
}

interface Windows {
  readonly byCoin: ReadonlyMap<CoinId, readonly DailyPrice[]>;
  readonly fetched: readonly DailyPrice[];
  readonly problems: readonly MarketProblem[];
}

/**
 * The strategy's window of midnights per coin, from the cache where it reaches from the window's first to today's, and
 * else from the market. When the market has none as old as that, as of a young coin, the cache remembers it as a price of
 * zero, so that the market is not asked again before a longer window needs it.
 */
async function readDailyPrices(
  market: Market,
  ledger: Ledger,
  quotes: readonly Quote[],
  midnights: number,
  now: Date,
): Promise<Windows> {
  if (midnights === 0) return { byCoin: new Map(), fetched: [], problems: [] };
  const coins = quotes.map((quote) => quote.coin);
  const first = dayBefore(now, midnights - 1);
  const cached = await ledger.loadDailyPrices(coins, dayBefore(now, midnights));
  const reads = coins.map(async (coin) => {
    const known = cached.filter((daily) => daily.coin === coin);
    const isKnown = (day: string) => known.some((daily) => daily.day === day);
    if (isKnown(dayOf(now)) && isKnown(first)) return { coin, prices: known.filter(hasPrice), fetched: [] };
    try {
      const prices = await market.fetchDailyPrices(coin, midnights);
      // Today's is never remembered so: it may just not be published yet.
      const hasNone = first < dayOf(now) && prices.every((daily) => daily.day > first);
      return { coin, prices, fetched: hasNone ? [{ coin, day: first, price: ZERO }, ...prices] : prices };
    } catch (error) {
      return { coin, prices: [], fetched: [], problem: asProblem(coin, error) };
    }
  });
  const windows = await Promise.all(reads);
  return {
    byCoin: new Map(windows.map(({ coin, prices }) => [coin, latestWindow(prices, midnights, now)])),
    fetched: windows.flatMap((it) => it.fetched),
    problems: windows.flatMap((it) => it.problem ?? []),
  };
}

function hasPrice({ price }: DailyPrice): boolean {
  return !price.isZero();
}

/**
 * The latest completed midnights without a gap in time: those of the `count` days that end today, or, before the source
 * has published today's (it takes up to 35 minutes), yesterday.
 */
function latestWindow(prices: readonly DailyPrice[], count: number, now: Date): DailyPrice[] {
  const last = prices.some((daily) => daily.day === dayOf(now)) ? 0 : 1;
  const days = new Set(Array.from({ length: count }, (_, back) => dayBefore(now, last + back)));
  return prices.filter((daily) => days.has(daily.day));
}

/** Turns a coin's market failure into data; anything else is not ours to swallow. */
function asProblem(coin: CoinId, error: unknown): MarketProblem {
  if (error instanceof CryptoBotError && error.code === 'market-data')
    return { coin, symbol: null, problem: error.message };
  throw error;
}
