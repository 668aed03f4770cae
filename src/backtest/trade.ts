import type { CoinId } from '../core/model.js';
import { Decimal, sum } from '../core/money.js';
import { type Bought, compactly } from './step.js';

/** What a purchase or a sale costs beside the price. */
export interface Terms {
  /** The fee as a part of what is paid for the coins. */
  readonly feeRate: Decimal;
  /** How much more than the price is paid, or less is got, in hundredths of a percent. */
  readonly slippageBps: Decimal;
}

/** Some of a coin, at the price of one coin. */
interface Priced {
  readonly coin: CoinId;
  readonly price: Decimal;
}

/** Fractions of a coin are as small as this. */
const DECIMALS = 18;
const SMALLEST = new Decimal(10).pow(-DECIMALS);

/** Buys for an amount, in equal parts, each rounded down; nothing of a coin where its part is less than the smallest fraction. */
export function buyFor(amount: Decimal, coins: readonly Priced[], { feeRate, slippageBps }: Terms): Bought[] {
  const slipped = slippageBps.times('0.0001').plus(1);
  const withFee = feeRate.plus(1);
  const fractions = SMALLEST.times(coins.length);
  return coins.flatMap(({ coin, price }) => {
    const buyPrice = price.times(slipped);
    const unitCost = buyPrice.times(withFee);
    // Whole fractions, counted by an integer division, which is exact.
    const quantity = amount.divToInt(unitCost.times(fractions)).times(SMALLEST);
    if (quantity.isZero()) return [];
    return [
      compactly({
        coin,
        quantity,
        cost: quantity.times(unitCost),
        fee: feeRate.times(buyPrice).times(quantity),
        slippage: buyPrice.minus(price).times(quantity),
      }),
    ];
  });
}

/** Sells the same part of each coin that is held, rounded up, for an amount; all of them where they are worth less. */
export function sellFor(
  amount: Decimal,
  held: readonly (Priced & { readonly quantity: Decimal })[],
  { feeRate, slippageBps }: Terms,
): Bought[] {
  const priced = held.map((it) => ({ ...it, sellPrice: it.price.minus(it.price.times(slippageBps).times('0.0001')) }));
  const worth = sum(priced.map(({ quantity, sellPrice }) => quantity.times(sellPrice.minus(sellPrice.times(feeRate)))));
  return priced.map(({ coin, price, quantity, sellPrice }) => {
    const sold = worth.greaterThan(amount) ? roundUp(quantity.times(amount).div(worth), quantity) : quantity;
    const fee = sold.times(sellPrice).times(feeRate);
    const cost = fee.minus(sold.times(sellPrice));
    return { coin, quantity: sold.negated(), cost, fee, slippage: sold.times(price.minus(sellPrice)) };
  });
}

function roundUp(quantity: Decimal, most: Decimal): Decimal {
  return Decimal.min(quantity.toDecimalPlaces(DECIMALS, Decimal.ROUND_UP), most);
}
