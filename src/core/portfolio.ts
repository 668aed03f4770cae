import type { CoinId, Fill, Order, Position } from './model.js';
import { type Decimal, percentOf, sum, ZERO } from './money.js';

/** A coin's position before its first buy. */
export function emptyPosition(coin: CoinId): Position {
  return { coin, buyCount: 0, quantity: ZERO, costBasis: ZERO };
}

/** The position after one more buy. Exact: folding this over a coin's transactions gives its position. */
export function applyFill(position: Position, fill: Fill): Position {
  return {
    coin: position.coin,
    buyCount: position.buyCount + 1,
    quantity: position.quantity.plus(fill.quantity),
    costBasis: position.costBasis.plus(fill.quantity.times(fill.price)).plus(fill.fee),
  };
}

const FREE = { fee: ZERO, feeCurrency: null };

/** Positions by coin, as they will be when promised orders are filled at the prices they were decided on. */
export function withPromised(positions: Iterable<Position>, orders: Iterable<Order>): Map<CoinId, Position> {
  const all = new Map([...positions].map((position) => [position.coin, position]));
  for (const { coin, quantity, price, createdAt } of orders)
    all.set(coin, applyFill(all.get(coin) ?? emptyPosition(coin), { quantity, price, ...FREE, at: createdAt }));
  return all;
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
  const averageCost = holding.quantity.isZero()
    ? null
    : holding.costBasis.div(holding.quantity).toSignificantDigits(40);
  if (holding.price === null)
    return { ...holding, averageCost, marketValue: null, unrealizedPnl: null, gainPercent: null };
  const marketValue = holding.quantity.times(holding.price);
  const unrealizedPnl = marketValue.minus(holding.costBasis);
  return {
    ...holding,
    averageCost,
    marketValue,
    unrealizedPnl,
    gainPercent: percentOf(unrealizedPnl, holding.costBasis),
  };
}
