import type { CoinId } from '../core/model.js';
import { Decimal, sum, ZERO } from '../core/money.js';
import type { PriceHistory } from './price-history.js';
import type { Bought, Step } from './step.js';
import { buyFor, sellFor, type Terms } from './trade.js';

/** A tick, an instant that might have been one, or one at which money moved, as far as benchmarks know it. */
export interface Occasion {
  readonly at: Date;
  /** Its place among the instants of the prices. */
  readonly instant: number;
  /** What came in before anything was decided; negative when it went out. */
  readonly inflow: Decimal;
  /** Whether there was, or might have been, a tick: nothing is bought at other times. */
  readonly isTick: boolean;
  /** The coins that the tick judged. All have a price there. */
  readonly universe: readonly CoinId[];
  /** On which terms coins were to be had. */
  readonly terms: Terms;
}

/** What plain buying would have done with the same money. */
export interface Benchmark {
  readonly name: 'dca' | 'bitcoin' | 'lump-sum' | 'cash';
  /** Whether it got the rule's money on the rule's days. */
  readonly sameCashFlows: boolean;
  /** In the order of time. They are made while they are read, once: there may be a purchase for each coin and tick. */
  readonly steps: Iterable<Step>;
}

const BITCOIN: CoinId = 'bitcoin';

/**
 * The benchmarks of some occasions, which are in the order of time. `dca` spends each inflow at once, in equal parts on the
 * universe; `bitcoin` on bitcoin alone, and is left out where no price of it is known; `lump-sum` spends the sum of all
 * inflows at the first occasion; `cash` spends nothing. What cannot be spent waits for the next tick with a coin to buy.
 * What goes out is taken from the cash that waits, and then from the coins: the same part of each is sold.
 */
export function benchmarksOf(occasions: readonly Occasion[], prices: PriceHistory): Benchmark[] {
  const total = sum(occasions.map(({ inflow }) => inflow));
  const atOnce = occasions.map((it, index) => ({ ...it, inflow: index === 0 ? total : ZERO }));
  const universe: Choice = (occasion) => occasion.universe;
  const bitcoin: Choice = ({ instant, isTick }) => (isTick && prices.priceAt(BITCOIN, instant) ? [BITCOIN] : []);
  const spend = (on: readonly Occasion[], choose: Choice) => spendInflows(on, choose, prices);
  const hasBitcoin = prices.latestPrice(BITCOIN, prices.instants.length - 1) !== null;
  const all: readonly (Benchmark | null)[] = [
    { name: 'dca', sameCashFlows: true, steps: spend(occasions, universe) },
    hasBitcoin ? { name: 'bitcoin', sameCashFlows: true, steps: spend(occasions, bitcoin) } : null,
    { name: 'lump-sum', sameCashFlows: false, steps: spend(atOnce, universe) },
    { name: 'cash', sameCashFlows: true, steps: spend(occasions, () => []) },
  ];
  return all.filter((it) => it !== null);
}

/** Which coins an occasion's money is spent on, in equal parts. */
type Choice = (occasion: Occasion) => readonly CoinId[];

function* spendInflows(occasions: readonly Occasion[], choose: Choice, prices: PriceHistory): Generator<Step> {
  const held = new Map<CoinId, Decimal>();
  let waiting = ZERO; // less than 0 where more went out than could be sold
  for (const occasion of occasions) {
    const { at, inflow, instant, terms } = occasion;
    waiting = waiting.plus(inflow);
    if (waiting.isZero() && inflow.isZero()) continue;
    let purchases: Bought[] = [];
    if (waiting.isNegative()) {
      purchases = sellFor(waiting.negated(), pricedAt(held, prices, instant), terms);
      waiting = Decimal.min(waiting.minus(sum(purchases.map(({ cost }) => cost))), ZERO);
    } else {
      const coins = choose(occasion).map((coin) => {
        const price = prices.priceAt(coin, instant);
        if (!price) throw new Error(`${coin} was judged at ${at.toISOString()}, where it has no price`);
        return { coin, price };
      });
      purchases = buyFor(waiting, coins, terms);
      if (coins.length > 0) waiting = ZERO;
    }
    for (const { coin, quantity } of purchases) held.set(coin, quantity.plus(held.get(coin) ?? ZERO));
    if (!inflow.isZero() || purchases.length > 0) yield { at, inflow, purchases };
  }
}

function pricedAt(held: ReadonlyMap<CoinId, Decimal>, prices: PriceHistory, instant: number) {
  return [...held].flatMap(([coin, quantity]) => {
    const price = quantity.isZero() ? null : prices.latestPrice(coin, instant);
    return price ? [{ coin, quantity, price }] : [];
  });
}
