/** Binance's bodies, as far as we read them: https://developers.binance.com/docs/binance-spot-api-docs/rest-api. */
import * as v from 'valibot';
import type { BrokerFill, Sighting } from '../../../core/order/events.js';
import type { Holdings, Pair } from '../model.js';
import { amount, unixMilliseconds } from '../wire/json.js';
import { marketOf } from './requests.js';

export const time = v.pipe(
  v.object({ serverTime: unixMilliseconds }),
  v.transform(({ serverTime }) => serverTime),
);

/** The filters by their types, as far as we keep to them. */
const filters = v.pipe(
  v.array(v.looseObject({ filterType: v.string() })),
  v.transform((list): unknown => Object.fromEntries(list.map((one) => [one.filterType, one]))),
  v.object({
    PRICE_FILTER: v.object({ tickSize: amount }),
    LOT_SIZE: v.object({ minQty: amount, stepSize: amount }),
    NOTIONAL: v.optional(v.object({ minNotional: amount })),
    MIN_NOTIONAL: v.optional(v.object({ minNotional: amount })),
  }),
);

const market = v.object({ symbol: v.string(), status: v.string(), baseAsset: v.string(), filters });

/** Those of the symbols that it lists. What is wrong with another market spoils nothing. */
export function exchangeInfo(symbols: readonly string[]) {
  const asked = new Map(symbols.map((symbol) => [marketOf(symbol), symbol]));
  return v.pipe(
    v.object({ symbols: v.array(v.looseObject({ symbol: v.string() })) }),
    v.transform((body) => body.symbols.filter(({ symbol }) => asked.has(symbol))),
    v.array(market),
    v.transform((markets) => markets.map((one) => toPair(one, asked.get(one.symbol) ?? one.symbol))),
  );
}

function toPair({ symbol: id, status, baseAsset, filters }: v.InferOutput<typeof market>, symbol: string): Pair {
  const { PRICE_FILTER, LOT_SIZE, NOTIONAL, MIN_NOTIONAL } = filters;
  return {
    symbol,
    id,
    baseId: baseAsset,
    coinName: null,
    step: LOT_SIZE.stepSize,
    tick: PRICE_FILTER.tickSize,
    minimumQuantity: LOT_SIZE.minQty,
    minimumNotional: (NOTIONAL ?? MIN_NOTIONAL)?.minNotional ?? null,
    feeRate: null,
    makerFeeRate: null,
    closed: status === 'TRADING' ? null : status,
  };
}

export const account = v.pipe(
  v.object({
    balances: v.array(v.object({ asset: v.string(), free: amount, locked: amount })),
    commissionRates: v.optional(v.object({ taker: amount, maker: v.fallback(v.nullable(amount), null) })),
  }),
  v.transform(
    ({ balances, commissionRates }): Holdings => ({
      balances: new Map(balances.map(({ asset, free, locked }) => [asset, { free, held: locked }])),
      feeRate: commissionRates?.taker ?? null,
      makerFeeRate: commissionRates?.maker ?? null,
    }),
  ),
);

/** Nobody offers at zero. */
export const bookTickers = v.array(v.object({ symbol: v.string(), askPrice: amount }));

export const restrictions = v.object({ enableSpotAndMarginTrading: v.boolean(), enableWithdrawals: v.boolean() });

const statuses: Readonly<Record<string, Sighting['status']>> = {
  NEW: 'open',
  PENDING_NEW: 'open',
  PARTIALLY_FILLED: 'open',
  PENDING_CANCEL: 'open',
  FILLED: 'filled',
  CANCELED: 'cancelled',
  EXPIRED: 'expired',
  EXPIRED_IN_MATCH: 'expired',
  REJECTED: 'rejected',
};

const id = v.pipe(v.string(), v.nonEmpty());
const order = v.object({
  orderId: id,
  clientOrderId: v.string(),
  status: v.pipe(
    v.string(),
    v.check((status) => Object.hasOwn(statuses, status)),
    v.transform((status) => statuses[status] ?? 'open'),
  ),
  executedQty: amount,
});
export type Order = v.InferOutput<typeof order>;
export const queriedOrder = order;
export const allOrders = v.array(order);

const execution = v.object({ price: amount, qty: amount, commission: amount, commissionAsset: v.string() });
type Execution = v.InferOutput<typeof execution>;

function fillOf(tradeId: string, one: Execution): Omit<BrokerFill, 'at'> {
  const { qty: quantity, price, commission: fee, commissionAsset: feeCurrency } = one;
  return { tradeId, quantity, price, fee, feeCurrency };
}

/** What a POST answers with newOrderRespType=FULL. */
export const fullOrder = v.object({
  ...order.entries,
  transactTime: unixMilliseconds,
  fills: v.array(
    v.pipe(
      v.object({ ...execution.entries, tradeId: id }),
      v.transform(({ tradeId, ...one }) => fillOf(tradeId, one)),
    ),
  ),
});

export const trades = v.array(
  v.pipe(
    v.object({ ...execution.entries, id, orderId: id, time: unixMilliseconds }),
    v.transform(({ id: fillId, orderId, time: at, ...one }) => ({ orderId, fill: { ...fillOf(fillId, one), at } })),
  ),
);
