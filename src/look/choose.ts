import { dayOf } from '../core/calendar.js';
import type { CoinId, Listing, MarketProblem } from '../core/model.js';
import {
  type Category,
  type CategoryCoins,
  reasonOfLittleMovement,
  rowsNeeded,
  type Selection,
  selectNamed,
  selectUniverse,
  type UniverseFacts,
  type UniverseRule,
} from '../core/universe.js';
import { marketError } from '../errors.js';
import type { Ledger } from '../ledger/ledger.js';
import { asProblem, type Market } from '../market/market.js';
import { type Asked, NOTHING_ASKED } from './asked.js';
import { type DailyPrices, joinDailyPrices, latestWindow, NO_DAILY_PRICES, readDailyPrices } from './daily-prices.js';
import { suggestIds } from './suggest-ids.js';

/** The coins of a tick, with the midnights that were read: also those of coins that were left out because they hardly move. */
export interface Choice extends Selection {
  readonly daily: DailyPrices;
  readonly fetchedCategories: readonly CategoryCoins[];
}

/** As many midnights as make ten prices with that of now. */
const MOVEMENT_MIDNIGHTS = 9;

/**
 * Chooses the universe and reads `midnights` midnights of its coins: one request for the list, one a day per category,
 * one a day per coin, and one for coins to include that are not on the list; but for midnights that were `asked` for in this hour.
 */
export async function chooseUniverse(
  market: Market,
  ledger: Ledger,
  rule: UniverseRule,
  midnights: number,
  now: Date,
  asked: Asked = NOTHING_ASKED,
): Promise<Choice> {
  const read = (coins: readonly CoinId[], count: number) => readDailyPrices(market, ledger, coins, count, now, asked);
  if (rule.coins) {
    const selection = selectNamed(rule, await suggestIds(await market.fetchQuotes(rule.coins), ledger));
    return { daily: await read(coinsOf(selection), midnights), fetchedCategories: [], ...selection };
  }

  const listing = await market.fetchTop(rowsNeeded(rule));
  const included = await includedQuotes(market, ledger, rule, listing);
  const { categoryOf, fetched: fetchedCategories, problems } = await readCategories(market, ledger, rule, now);
  const members = new Set(rule.hysteresis > 0 ? await ledger.loadMembers() : []);
  const minPercent = rule.excludeCategories.includes('stablecoins') ? rule.minMovementPercent : null;

  // A coin that is left out makes room for the next one, which is tested, too. Repeat until a round finds none.
  let littleMovement: UniverseFacts['littleMovement'] = new Map();
  let daily = NO_DAILY_PRICES;
  for (;;) {
    const selection = selectUniverse(rule, listing, included, { categoryOf, members, littleMovement });
    const failed = new Set(daily.problems.map((it) => it.coin));
    const unread = coinsOf(selection).filter((coin) => !daily.byCoin.has(coin) && !failed.has(coin));
    const most = Math.max(midnights, minPercent ? MOVEMENT_MIDNIGHTS : 0);
    daily = joinDailyPrices(daily, await read(unread, most));
    const found = minPercent ? findLittleMovement(selection, rule, daily, minPercent, now) : [];
    if (found.length === 0)
      return { daily, fetchedCategories, ...selection, problems: [...selection.problems, ...problems] };
    littleMovement = new Map([...littleMovement, ...found]);
  }
}

function coinsOf({ quotes }: Selection): CoinId[] {
  return quotes.map((quote) => quote.coin);
}

function findLittleMovement(
  { quotes }: Selection,
  { include }: UniverseRule,
  daily: DailyPrices,
  minPercent: NonNullable<UniverseRule['minMovementPercent']>,
  now: Date,
): [CoinId, string][] {
  const unread = new Set(daily.problems.map((it) => it.coin));
  return quotes.flatMap(({ coin, price }): [CoinId, string][] => {
    if (include.includes(coin) || unread.has(coin)) return [];
    const latest = latestWindow(daily.byCoin.get(coin) ?? [], MOVEMENT_MIDNIGHTS, now);
    const reason = reasonOfLittleMovement(price, latest, minPercent);
    return reason === null ? [] : [[coin, reason]];
  });
}

/** The quotes of the coins to include: from the list where they are on it. */
async function includedQuotes(
  market: Market,
  ledger: Ledger,
  { include }: UniverseRule,
  listing: Listing,
): Promise<Listing> {
  const listed = listing.quotes.filter((quote) => include.includes(quote.coin));
  const missing = include.filter((coin) => !listed.some((quote) => quote.coin === coin));
  if (missing.length === 0) return { quotes: listed, problems: [] };
  try {
    const { quotes, problems } = await market.fetchQuotes(missing);
    return suggestIds({ quotes: [...listed, ...quotes], problems }, ledger);
  } catch (error) {
    return { quotes: listed, problems: missing.map((coin) => asProblem(coin, error)) };
  }
}

interface Categories {
  readonly categoryOf: ReadonlyMap<CoinId, Category>;
  readonly fetched: readonly CategoryCoins[];
  readonly problems: readonly MarketProblem[];
}

/** The excluded categories, fetched once a day. When that fails, the last known list is used; without one it throws. */
async function readCategories(
  market: Market,
  ledger: Ledger,
  { excludeCategories }: UniverseRule,
  now: Date,
): Promise<Categories> {
  if (excludeCategories.length === 0) return { categoryOf: new Map(), fetched: [], problems: [] };
  const cached = await ledger.loadCategories();
  const reads = excludeCategories.map(async (name) => {
    const known = cached.find((it) => it.name === name);
    if (known?.day === dayOf(now)) return { category: known };
    try {
      const category: CategoryCoins = { name, day: dayOf(now), coins: await market.fetchCategory(name) };
      return { category, fetched: category };
    } catch (error) {
      const { problem } = asProblem(name, error);
      if (!known) throw marketError(`the list of ${name} cannot be had: ${problem}`, { cause: error, retryable: true });
      return { category: known, problem: `${problem}; the list of ${name} is that of ${known.day}` };
    }
  });
  const results = await Promise.all(reads);
  return {
    categoryOf: new Map(results.flatMap(({ category: { name, coins } }) => coins.map((coin) => [coin, name] as const))),
    fetched: results.flatMap((it) => it.fetched ?? []),
    problems: results.flatMap(({ problem }) => (problem ? [{ coin: null, symbol: null, problem }] : [])),
  };
}
