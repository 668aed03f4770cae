import type { CoinId } from '../core/model.js';
import { Decimal, sum, ZERO } from '../core/money.js';
import type { PriceHistory } from './price-history.js';
import type { Bought, Step } from './step.js';

/** A tick, or an instant that might have been one, as far as benchmarks know it. */
export interface Occasion {
  readonly at: Date;
  /** Its place among the instants of the prices. */
  readonly instant: number;
  /** What came in before it decided. */
  readonly inflow: Decimal;
  /** The coins that it judged. All have a price there. */
  readonly universe: readonly CoinId[];
}

/** What a purchase costs beside the price. */
export interface Terms {
  /** The fee as a part of what is paid for the coins. */
  readonly feeRate: Decimal;
  /** How much more than the price is paid, in hundredths of a percent. */
  readonly slippageBps: Decimal;
}

/** What plain buying would have done with the same money. */
export interface Benchmark {
  readonly name: 'dca' | 'bitcoin' | 'lump-sum' | 'cash';
  /** Whether it got the rule's money on the rule's days. */
  readonly sameCashFlows: boolean;
  readonly steps: readonly Step[];
}

const BITCOIN: CoinId = 'bitcoin';

/** Benchmarks buy fractions of a coin, as small as this. */
const SMALLEST = new Decimal('1e-18');

/**
 * The benchmarks of some occasions, which are in the order of time. `dca` spends each inflow at once, in equal parts on the
 * universe; `bitcoin` on bitcoin alone, and is left out where no price of it is known; `lump-sum` spends the sum of all
 * inflows at the first occasion; `cash` spends nothing. What cannot be spent waits for the next occasion with a coin to buy.
 */
export function benchmarksOf(occasions: readonly Occasion[], prices: PriceHistory, terms: Terms): Benchmark[] {
  const total = sum(occasions.map(({ inflow }) => inflow));
  const atOnce = occasions.map((it, index) => ({ ...it, inflow: index === 0 ? total : ZERO }));
  const universe: Choice = (occasion) => occasion.universe;
  const bitcoin: Choice = ({ instant }) => (prices.priceAt(BITCOIN, instant) ? [BITCOIN] : []);
  const spend = (on: readonly Occasion[], choose: Choice) => spendInflows(on, choose, prices, terms);
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

function spendInflows(occasions: readonly Occasion[], choose: Choice, prices: PriceHistory, terms: Terms): Step[] {
  let waiting = ZERO;
  return occasions.flatMap((occasion): Step[] => {
    const { at, inflow, instant } = occasion;
    waiting = waiting.plus(inflow);
    if (waiting.isZero()) return [];
    const coins = choose(occasion);
    const purchases = coins.flatMap((coin) => {
      const price = prices.priceAt(coin, instant);
      if (!price) throw new Error(`${coin} was judged at ${at.toISOString()}, where it has no price`);
      return buyFor(waiting, coins.length, coin, price, terms);
    });
    if (coins.length > 0) waiting = ZERO;
    return inflow.isZero() && purchases.length === 0 ? [] : [{ at, inflow, purchases }];
  });
}

/** Buys for one of some equal parts of an amount, rounded down; nothing where that is less than the smallest fraction. */
function buyFor(amount: Decimal, parts: number, coin: CoinId, price: Decimal, terms: Terms): Bought[] {
  const buyPrice = price.times(terms.slippageBps.times('0.0001').plus(1));
  const unitCost = buyPrice.times(terms.feeRate.plus(1));
  // Whole fractions, counted by an integer division, which is exact.
  const quantity = amount.divToInt(unitCost.times(parts).times(SMALLEST)).times(SMALLEST);
  if (quantity.isZero()) return [];
  const fee = quantity.times(buyPrice).times(terms.feeRate);
  return [{ coin, quantity, cost: quantity.times(unitCost), fee, slippage: quantity.times(buyPrice.minus(price)) }];
}
