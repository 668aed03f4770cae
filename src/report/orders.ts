import type { ChalkInstance } from 'chalk';
import { toExactString } from '../core/money.js';
import { boundBy } from '../core/order/cost.js';
import { averagePrice } from '../core/order/execution.js';
import { filledQuantity } from '../core/order/order.js';
import { displayMoney, displayQuantity } from './format/amounts.js';
import type { SymbolOrder } from './format/fields.js';
import type { Grid, Row } from './format/grid.js';
import { renderGridPages } from './format/grid-pages.js';
import { toLines } from './format/lines.js';

export interface OrdersStyle {
  /** How many columns the terminal has. */
  readonly width: number;
  readonly color: ChalkInstance;
  /** Whether only some orders were asked for, so that none does not mean an empty ledger. */
  readonly filtered: boolean;
  /** Show at most this many, and say so when there are more; null for all. */
  readonly most: number | null;
}

/** How many columns a reason may take; `why` and JSON have it whole. */
const REASON_WIDTH = 40;

type OrderRow = Row<'order' | 'status' | 'quantity' | 'filled' | 'price' | 'average' | 'reserved' | 'reason'>;

const orderColumns: Pick<Grid<keyof OrderRow>, 'columns' | 'shapes'> = {
  columns: {
    order: { title: 'Order', align: 'left' },
    status: { title: 'State', align: 'left' },
    quantity: { title: 'Quantity', align: 'right' },
    filled: { title: 'Bought', align: 'right' },
    price: { title: 'Price decided', align: 'right' },
    average: { title: 'Price paid', align: 'right' },
    reserved: { title: 'Reserved', align: 'right' },
    reason: { title: 'Reason', align: 'left', maxWidth: REASON_WIDTH },
  },
  shapes: [
    [['order'], ['status'], ['quantity'], ['filled'], ['price'], ['average'], ['reserved'], ['reason']],
    [
      ['order', 'reason'],
      ['status', 'reserved'],
      ['quantity', 'filled'],
      ['price', 'average'],
    ],
  ],
};

/** What `orders` prints. Orders are named in full: commands ask for their names. */
export function renderOrdersTable(
  orders: AsyncIterable<SymbolOrder>,
  { filtered, ...style }: OrdersStyle,
): AsyncGenerator<string> {
  const nothing = filtered
    ? 'No order matches.\n'
    : 'There are no orders yet. The first tick is made with: crypto-bot run\n';
  return renderGridPages(orders, { ...orderColumns, ...style, toRow, nothing });
}

function toRow(order: SymbolOrder): OrderRow {
  const { id, status, quantity, price, reason } = order;
  return {
    order: id,
    status,
    quantity: displayQuantity(quantity),
    filled: displayQuantity(filledQuantity(order)),
    price: displayMoney(price),
    average: displayMoney(averagePrice(order)),
    reserved: displayMoney(boundBy(order)),
    reason: reason ?? '',
  };
}

/** What `orders cancel` and `orders resolve` print: what the order is now, with every digit. */
export function renderOrder(order: SymbolOrder): string {
  const { id, status, reason, quantity, coin } = order;
  const average = averagePrice(order);
  const bought = average ? `${toExactString(filledQuantity(order))} at ${toExactString(average)} each` : 'nothing';
  return toLines([
    `The order ${id} is ${status}${reason === null ? '' : `: ${reason}`}.`,
    `Of ${toExactString(quantity)} ${coin} it has bought ${bought}.`,
  ]);
}
