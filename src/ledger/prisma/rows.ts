/** Rows to the model and back. What a row says is checked here, once: a database can be edited or damaged. */
import type { CashEntry } from '../../core/limits/cash.js';
import type { LastSeen } from '../../core/limits/sanity.js';
import type { Position, Side, Transaction } from '../../core/model.js';
import { Decimal, type Decimal as DecimalValue, toExactString, ZERO } from '../../core/money.js';
import { type OrderFill, type OrderRecord, orderStatuses } from '../../core/order/order.js';
import type { Holding } from '../../core/portfolio.js';
import type { CategoryCoins } from '../../core/universe.js';
import { ledgerError } from '../../errors.js';
import type { Prisma } from '../../generated/sqlite/client.js';
import { clientOrderIdOf } from '../client-order-id.js';
import { wordColumns } from './columns.js';

export type Row<Model extends keyof Prisma.TypeMap['model']> = Prisma.TypeMap['model'][Model]['payload']['scalars'];

export function readPosition(row: Row<'Position'>): Position {
  const amount = amountReader('position', row.coinId);
  return {
    coin: row.coinId,
    buyCount: row.buyCount,
    quantity: amount('quantity', row.quantity),
    costBasis: amount('cost_basis', row.costBasis),
  };
}

export function readHolding(row: Row<'Position'> & { readonly coin: Row<'Crypto'> }): Holding {
  const { id, symbol, name, currentPrice, fetchedAt } = row.coin;
  return {
    ...readPosition(row),
    symbol,
    name,
    price: amountReader('crypto', id)('current_price', currentPrice),
    priceAt: readTime('crypto', id, 'fetched_at', fetchedAt),
  };
}

/** An order with its fills, oldest first. */
export type OrderRow = Row<'Order'> & { readonly transactions: readonly Row<'Transaction'>[] };

export function readOrder(row: OrderRow): OrderRecord {
  const { id, pair, exchangeId, reason } = row;
  const amount = amountReader('orders', id);
  const time = (column: string, value: unknown) => readTime('orders', id, column, value);
  const [quantity, price] = [amount('quantity', row.quantity), amount('price', row.price)];
  return {
    id,
    tickId: row.tickId,
    coin: row.coinId,
    side: readSide('orders', id, row.side),
    quantity,
    price,
    limitPrice: row.limitPrice === null ? null : amount('limit_price', row.limitPrice),
    reserve: row.reserve === null ? quantity.times(price) : amount('reserve', row.reserve),
    carried: row.carried === null ? ZERO : amount('carried', row.carried),
    pair,
    clientOrderId: row.clientOrderId ?? clientOrderIdOf(id),
    exchangeId,
    status: readOneOf(orderStatuses, 'orders', id, 'status', row.status),
    reason,
    createdAt: time('created_at', row.createdAt),
    promisedAt: time('promised_at', row.promisedAt),
    sentAt: row.sentAt && time('sent_at', row.sentAt),
    closedAt: row.closedAt && time('closed_at', row.closedAt),
    fills: row.transactions.map(readFill),
  };
}

/** A row of transaction_history with its order's tick and its coin's symbol. */
export type TransactionRow = Row<'Transaction'> & { readonly tickId: string; readonly symbol: string };

export function readTransaction(row: TransactionRow): Transaction {
  const { id, orderId, tickId, coinId, symbol } = row;
  const side = readSide('transaction_history', id, row.side);
  const { tradeId: _, lateDay: __, ...fill } = readFill(row);
  return { id, orderId, tickId, coin: coinId, symbol, side, ...fill };
}

function readFill(row: Row<'Transaction'>): OrderFill {
  const amount = amountReader('transaction_history', row.id);
  return {
    tradeId: row.tradeId,
    lateDay: row.lateDay,
    quantity: amount('quantity', row.quantity),
    price: amount('price', row.price),
    fee: amount('fee', row.fee),
    feeCurrency: row.feeCurrency,
    at: readTime('transaction_history', row.id, 'executed_at', row.executedAt),
  };
}

export function orderRow({
  coin,
  quantity,
  price,
  limitPrice,
  reserve,
  carried,
  fills: _,
  ...order
}: OrderRecord): Row<'Order'> {
  return {
    ...order,
    coinId: coin,
    quantity: toExactString(quantity),
    price: toExactString(price),
    limitPrice: limitPrice && toExactString(limitPrice),
    reserve: reserve.equals(quantity.times(price)) ? null : toExactString(reserve),
    carried: carried.isZero() ? null : toExactString(carried),
    changedBy: null,
  };
}

export function transactionRow(
  order: Pick<OrderRecord, 'id' | 'coin' | 'side'>,
  fill: Omit<OrderFill, 'lateDay'>,
): Row<'Transaction'> {
  return {
    id: `${order.id}-${fill.tradeId}`,
    orderId: order.id,
    tradeId: fill.tradeId,
    lateDay: null,
    coinId: order.coin,
    side: order.side,
    quantity: toExactString(fill.quantity),
    price: toExactString(fill.price),
    fee: toExactString(fill.fee),
    feeCurrency: fill.feeCurrency,
    executedAt: fill.at,
  };
}

export function positionRow({ coin, buyCount, quantity, costBasis }: Position): Row<'Position'> {
  return { coinId: coin, buyCount, quantity: toExactString(quantity), costBasis: toExactString(costBasis) };
}

export function readLastSeen(
  row: Pick<Row<'Crypto'>, 'id' | 'currentPrice' | 'marketCapRank' | 'fetchedAt'>,
): LastSeen {
  const { id, currentPrice, marketCapRank, fetchedAt } = row;
  return {
    coin: id,
    price: amountReader('crypto', id)('current_price', currentPrice),
    marketCapRank,
    at: readTime('crypto', id, 'fetched_at', fetchedAt),
  };
}

export function readCashEntry({ amount, balance, kind, ...row }: Row<'CashEntry'>): CashEntry {
  const read = amountReader('cash_entry', row.id);
  return {
    id: row.id,
    kind: readOneOf(wordColumns.cash_entry.kind, 'cash_entry', row.id, 'kind', kind),
    amount: read('amount', amount),
    balance: read('balance', balance),
    quoteCurrency: row.quoteCurrency,
    tickId: row.tickId,
    at: readTime('cash_entry', row.id, 'at', row.at),
  };
}

export function readCategory({ name, day, coins }: Row<'Category'>): CategoryCoins {
  const listed = parseCoins(coins);
  if (!listed) throw damagedError('category', name, 'coins', coins);
  return { name: readOneOf(wordColumns.category.name, 'category', name, 'name', name), day, coins: listed };
}

/** The coins of a category; null when it is no JSON list of texts. */
export function parseCoins(json: string): string[] | null {
  const listed = safelyParsed(json);
  return Array.isArray(listed) && listed.every((coin) => typeof coin === 'string') ? listed : null;
}

/** Undefined when a text is no JSON. */
export function safelyParsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Reads the amounts of one row, naming table, row and column when one is not an exact decimal. */
export function amountReader(table: string, id: string): (column: string, value: unknown) => DecimalValue {
  return (column, value) => {
    if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return new Decimal(value);
    throw damagedError(table, id, column, value);
  };
}

export function readTime(table: string, id: string, column: string, value: unknown): Date {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value;
  throw damagedError(table, id, column, value);
}

function readSide(table: string, id: string, value: unknown): Side {
  return readOneOf(wordColumns.orders.side, table, id, 'side', value);
}

function readOneOf<const Name extends string>(
  names: readonly Name[],
  table: string,
  id: string,
  column: string,
  value: unknown,
): Name {
  const found = names.find((name) => name === value);
  if (found !== undefined) return found;
  throw damagedError(table, id, column, value);
}

/** Names table, row and column of what cannot be right. */
export function refuseDamaged(table: string, id: string): (column: string, value: unknown) => never {
  return (column, value) => {
    throw damagedError(table, id, column, value);
  };
}

function damagedError(table: string, id: string, column: string, value: unknown) {
  const shown = JSON.stringify(String(value)).slice(0, 60);
  return ledgerError(
    `the ledger is damaged: in the table ${table}, row ${JSON.stringify(id)}, ${column} is ${shown}: restore a backup with crypto-bot restore FILE`,
  );
}
