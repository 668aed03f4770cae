import type { CoinId, Position } from '../model.js';
import { ZERO } from '../money.js';
import { applyFill, emptyPosition } from '../portfolio.js';
import { unfilledQuantity } from './cost.js';
import type { OrderRecord } from './order.js';

/** Positions by coin, as they will be when open orders are filled at the prices they were decided on. */
export function expectedPositions(
  positions: Iterable<Position>,
  openOrders: Iterable<OrderRecord>,
): Map<CoinId, Position> {
  const all = new Map([...positions].map((position) => [position.coin, position]));
  for (const order of openOrders) {
    const { coin, price, createdAt: at, fills } = order;
    const rest = { quantity: unfilledQuantity(order), price, fee: ZERO, feeCurrency: null, at };
    const buy = { pair: null, isFirst: fills.length === 0 };
    all.set(coin, applyFill(all.get(coin) ?? emptyPosition(coin), rest, buy));
  }
  return all;
}
