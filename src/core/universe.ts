import type { CoinId, DailyPrice, Listing, MarketProblem, Quote } from './model.js';
import { Decimal, percentOf, toExactString, toPercentString } from './money.js';

/** Kinds of coins that follow another price, by our own names. */
export const categories = ['stablecoins', 'wrapped', 'staked'] as const;
export type Category = (typeof categories)[number];

/** A category as the market listed it on a UTC day. */
export interface CategoryCoins {
  readonly name: Category;
  readonly day: string;
  readonly coins: readonly CoinId[];
}

/** Which coins a tick is about. */
export interface UniverseRule {
  /** How many by market cap, when `coins` is null. */
  readonly top: number;
  /** These and no others. */
  readonly coins: readonly CoinId[] | null;
  /** These as well, whatever their rank and category. */
  readonly include: readonly CoinId[];
  readonly exclude: readonly CoinId[];
  readonly excludeCategories: readonly Category[];
  /** A coin enters at rank `top`, and leaves beyond `top` + `hysteresis`. */
  readonly hysteresis: number;
  /** With stablecoins excluded, so is a coin whose price has moved less than this in its latest days; null for no such test. */
  readonly minMovementPercent: Decimal | null;
}

/** The top coins by market cap, and nothing else. */
export function topCoins(top: number): UniverseRule {
  return { top, coins: null, include: [], exclude: [], excludeCategories: [], hysteresis: 0, minMovementPercent: null };
}

/** A coin that was to be left out, and is not. */
export interface NotExcluded {
  /** What the settings call it, which is not its id. */
  readonly word: string;
  readonly coin: CoinId;
}

/** What is known of coins beside the market's list. */
export interface UniverseFacts {
  readonly categoryOf: ReadonlyMap<CoinId, Category>;
  /** Coins that are left out for their movement, with the reason. */
  readonly littleMovement: ReadonlyMap<CoinId, string>;
  /** The universe of the latest tick. */
  readonly members: ReadonlySet<CoinId>;
}

/** A coin that would be in the universe, and why it is not. */
export interface LeftOut {
  readonly coin: CoinId;
  readonly symbol: string;
  readonly price: Decimal | null;
  readonly reason: string;
}

export interface Selection extends Listing {
  readonly leftOut: readonly LeftOut[];
}

type Row = Quote | MarketProblem;

/** How many rows of the market's list it takes to fill the places: as few as that, or a whole page. One request either way. */
export function rowsNeeded({ top, exclude, excludeCategories, hysteresis }: UniverseRule): number {
  const PAGE = 250;
  return excludeCategories.length > 0 ? PAGE : Math.min(PAGE, top + hysteresis + exclude.length);
}

/**
 * Fills the places by the market's list: what is left out makes room for the next, and a row that cannot be used keeps
 * its place, so that no other coin is bought in its stead. `included` are the quotes of the coins to include.
 */
export function selectUniverse(
  rule: UniverseRule,
  listing: Listing,
  included: Listing,
  facts: UniverseFacts,
): Selection {
  const rows = inListOrder(listing);
  const chosen: Row[] = [];
  const leftOut: LeftOut[] = [];
  let place = 0;
  for (const row of rows) {
    if (place >= rule.top + rule.hysteresis) break;
    const reason = row.coin === null ? null : reasonToLeaveOut(row.coin, rule, facts);
    if (reason === null) {
      place += 1;
      if (place <= rule.top || (row.coin !== null && facts.members.has(row.coin))) chosen.push(row);
    } else if (place < rule.top && row.coin !== null) {
      leftOut.push({ coin: row.coin, symbol: row.symbol ?? row.coin, price: isQuote(row) ? row.price : null, reason });
    }
  }
  const taken = new Set(chosen.map((row) => row.coin));
  const more = [...included.quotes, ...included.problems].filter((row) => row.coin === null || !taken.has(row.coin));
  const all = [...chosen, ...more];
  const unplaced = listing.problems.filter((problem) => problem.row === undefined);
  return {
    quotes: all.filter(isQuote),
    problems: [...all.filter(isProblem), ...unplaced, ...shortfall(rule.top, place, rows.length)],
    leftOut,
  };
}

/** The named coins, but for those excluded. */
export function selectNamed({ exclude }: UniverseRule, { quotes, problems }: Listing): Selection {
  const isWanted = ({ coin }: Row) => coin === null || !exclude.includes(coin);
  return { quotes: quotes.filter(isWanted), problems: problems.filter(isWanted), leftOut: [] };
}

/** The coins of a universe that its rule names among those to leave out, but by symbol or name: ids alone count. */
export function findNotExcluded({ exclude, include }: UniverseRule, quotes: readonly Quote[]): NotExcluded[] {
  return exclude.flatMap((word) => {
    const isNamed = ({ coin, symbol, name }: Quote) =>
      !include.includes(coin) && [symbol, name].some((own) => own.toLowerCase() === word.toLowerCase());
    return quotes.filter(isNamed).map(({ coin }) => ({ word, coin }));
  });
}

function reasonToLeaveOut(
  coin: CoinId,
  rule: UniverseRule,
  { categoryOf, littleMovement }: UniverseFacts,
): string | null {
  if (rule.include.includes(coin)) return null;
  if (rule.exclude.includes(coin)) return 'left out: universe.exclude names it';
  const category = categoryOf.get(coin);
  if (category) return `left out: the market lists it among ${categoryNames[category]}`;
  return littleMovement.get(coin) ?? null;
}

const categoryNames = { stablecoins: 'stablecoins', wrapped: 'wrapped coins', staked: 'staked coins' };

/** Fewer prices than those of a week and the current one do not tell a stablecoin from a coin with some calm days. */
const LEAST_PRICES = 8;

/**
 * Why a coin is left out because its price hardly moves; null where it is not. This finds stablecoins that no list has. A coin
 * with too few prices is left out, too.
 */
export function reasonOfLittleMovement(
  price: Decimal,
  dailyPrices: readonly DailyPrice[],
  minPercent: Decimal,
): string | null {
  const prices = [...dailyPrices.map((daily) => daily.price), price];
  if (prices.length < LEAST_PRICES)
    return `left out: only ${prices.length} daily prices are known, too few to tell it from a stablecoin`;
  const lowest = Decimal.min(...prices);
  const moved = percentOf(Decimal.max(...prices).minus(lowest), lowest);
  if (moved === null || moved.greaterThanOrEqualTo(minPercent)) return null;
  return `left out: its price moved ${toPercentString(moved)} % in ${prices.length} days, less than ${toExactString(minPercent)} %: like a stablecoin`;
}

/** Quotes and unusable rows as the market listed them. */
function inListOrder({ quotes, problems }: Listing): Row[] {
  const rows: Row[] = [...quotes];
  const unusable = problems.filter((problem) => problem.row !== undefined);
  for (const problem of unusable.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0)))
    rows.splice((problem.row ?? 1) - 1, 0, problem);
  return rows;
}

function isQuote(row: Row): row is Quote {
  return 'price' in row;
}

function isProblem(row: Row): row is MarketProblem {
  return !isQuote(row);
}

function shortfall(top: number, places: number, listed: number): MarketProblem[] {
  if (places >= top) return [];
  const rest =
    listed < top
      ? `the market listed ${listed} of`
      : `of the ${listed} coins the market listed, ${places} are left for`;
  return [{ coin: null, symbol: null, problem: `${rest} the ${top} coins asked for` }];
}
