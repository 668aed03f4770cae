import { costOfFill, quantityOfFill } from './fill.js';
import type { CoinId, Fill, Position } from './model.js';
import { type Decimal, percentOf, sum, ZERO } from './money.js';

/** A coin's position before its first buy. */
export function emptyPosition(coin: CoinId): Position {
  return { coin, buyCount: 0, quantity: ZERO, costBasis: ZERO };
}

/** What a position must know of the order that a fill is of. */
export interface BuyOfFill {
  /** Which says what a fee is paid in; null on paper. */
  readonly pair: string | null;
  /** Whether it is the first that the order bought by: an order counts as one buy. */
  readonly isFirst: boolean;
}

/** The position after one more fill. Exact: folding this over a coin's transactions gives its position. */
export function applyFill(position: Position, fill: Fill, { pair, isFirst }: BuyOfFill): Position {
  return {
    coin: position.coin,
    buyCount: position.buyCount + (isFirst ? 1 : 0),
    quantity: position.quantity.plus(quantityOfFill(fill, pair)),
    costBasis: position.costBasis.plus(costOfFill(fill, pair)),
  };
}

/** A position with what it takes to value it; price and priceAt are null for a coin that was never priced. */
export interface Holding extends Position {
  readonly symbol: string;
  readonly name: string;
  readonly price: Decimal | null;
  readonly priceAt: Date | null;
}

/** A holding at a price. Amounts are in the quote currency; null where there is no price, or no cost to compare with. */
export interface ValuedHolding extends Holding {
  readonly averageCost: Decimal | null;
  readonly marketValue: Decimal | null;
  readonly unrealizedPnl: Decimal | null;
  readonly gainPercent: Decimal | null;
}

/** All holdings at one moment. The totals count only what has a price. */
export interface Portfolio {
  readonly quoteCurrency: string;
  readonly asOf: Date;
  readonly positions: readonly ValuedHolding[];
  readonly totals: {
    readonly costBasis: Decimal;
    readonly marketValue: Decimal;
    readonly unrealizedPnl: Decimal;
    readonly gainPercent: Decimal | null;
  };
}

/** Values the holdings, in the order given. gain % = (market value − cost basis) / cost basis. */
export function valuePortfolio(holdings: readonly Holding[], quoteCurrency: string, asOf: Date): Portfolio {
  const positions = holdings.map(valueHolding);
  const priced = positions.filter((position) => position.marketValue !== null);
  const costBasis = sum(priced.map((position) => position.costBasis));
  const marketValue = sum(priced.map((position) => position.marketValue ?? ZERO));
  const unrealizedPnl = marketValue.minus(costBasis);
  const totals = { costBasis, marketValue, unrealizedPnl, gainPercent: percentOf(unrealizedPnl, costBasis) };
  return { quoteCurrency, asOf, positions, totals };
}

function valueHolding(holding: Holding): ValuedHolding {
  const { quantity, costBasis, price } = holding;
  const marketValue = price && quantity.times(price);
  const unrealizedPnl = marketValue?.minus(costBasis) ?? null;
  return {
    ...holding,
    averageCost: quantity.isZero() ? null : costBasis.div(quantity).toSignificantDigits(40),
    marketValue,
    unrealizedPnl,
    gainPercent: unrealizedPnl && percentOf(unrealizedPnl, costBasis),
  };
}
