import { Decimal } from '../../src/core/money.js';

/** A row of a price file. */
export interface TinyRow {
  readonly day: string;
  readonly coin: string;
  readonly price: string;
  readonly marketCap: string;
}

export interface TinyTerms {
  /** What comes in on the first day of each ISO week. */
  readonly weekly: string;
  readonly feeRate: string;
  readonly slippageBps: string;
}

const DAY_MS = 86_400_000;
const weekOf = (day: string) => Math.floor((Date.parse(day) / DAY_MS + 3) / 7);
const dayBefore = (day: string, count: number) => new Date(Date.parse(day) - count * DAY_MS).toISOString().slice(0, 10);

/**
 * The default rule with weekly contributions, written down from its definition alone: of the three coins with the largest
 * market caps, one coin is bought of each that is below the mean of its last ten daily prices, for as long as the cash
 * lasts: first the coin that was bought least often (more than once less often than another one counts as once), then that whose last
 * purchase is longest ago, then the largest. And the same cash spent at once, in equal parts.
 */
export function tinyBacktest(rows: readonly TinyRow[], terms: TinyTerms) {
  const byDay = new Map<string, Map<string, { price: Decimal; marketCap: Decimal }>>();
  for (const { day, coin, price, marketCap } of rows) {
    const own = byDay.get(day) ?? new Map();
    byDay.set(day, own.set(coin, { price: new Decimal(price), marketCap: new Decimal(marketCap || 0) }));
  }
  const unitCost = (price: Decimal) =>
    price.times(new Decimal(terms.slippageBps).div(10_000).plus(1)).times(new Decimal(terms.feeRate).plus(1));

  const purchases: string[] = [];
  const held = new Map<string, Decimal>();
  const fractions = new Map<string, Decimal>();
  const lastBought = new Map<string, number>();
  const turns = new Map<string, number>();
  const lastPrice = new Map<string, Decimal>();
  let [cash, rest, week] = [new Decimal(0), new Decimal(0), Number.NaN];
  for (const day of [...byDay.keys()].sort()) {
    const today = byDay.get(day) ?? new Map();
    for (const [coin, { price }] of today) lastPrice.set(coin, price);
    const isNewWeek = weekOf(day) !== week;
    week = weekOf(day);
    if (isNewWeek) cash = cash.plus(terms.weekly);
    const universe = [...today.entries()].sort(([, a], [, b]) => b.marketCap.comparedTo(a.marketCap)).slice(0, 3);

    const wanted = universe.filter(([coin, { price }]) => {
      const earlier = Array.from({ length: 9 }, (_, back) => byDay.get(dayBefore(day, back + 1))?.get(coin)?.price);
      if (earlier.includes(undefined)) return false;
      const total = earlier.reduce<Decimal>((sum, it) => sum.plus(it ?? 0), price);
      return price.times(10).lessThan(total);
    });
    const most = Math.max(...wanted.map(([coin]) => turns.get(coin) ?? 0));
    const turnsOf = (coin: string) => Math.max(turns.get(coin) ?? 0, most - 1);
    wanted.sort(([a], [b]) => turnsOf(a) - turnsOf(b) || (lastBought.get(a) ?? 0) - (lastBought.get(b) ?? 0));
    for (const [coin, { price }] of wanted) {
      if (unitCost(price).greaterThan(cash)) continue;
      cash = cash.minus(unitCost(price));
      held.set(coin, (held.get(coin) ?? new Decimal(0)).plus(1));
      lastBought.set(coin, Date.parse(day));
      turns.set(coin, turnsOf(coin) + 1);
      purchases.push(`${day} ${coin}`);
    }

    if (!isNewWeek) continue;
    const part = new Decimal(terms.weekly).div(universe.length);
    rest = rest.plus(terms.weekly);
    for (const [coin, { price }] of universe) {
      const quantity = part.div(unitCost(price)).toDecimalPlaces(18, Decimal.ROUND_DOWN);
      fractions.set(coin, (fractions.get(coin) ?? new Decimal(0)).plus(quantity));
      rest = rest.minus(quantity.times(unitCost(price)));
    }
  }
  const worth = (coins: Map<string, Decimal>) =>
    [...coins].reduce((sum, [coin, quantity]) => sum.plus(quantity.times(lastPrice.get(coin) ?? 0)), new Decimal(0));
  return { purchases: purchases.sort(), cash, marketValue: worth(held), dcaValue: worth(fractions).plus(rest) };
}
