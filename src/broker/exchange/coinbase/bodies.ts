/** Coinbase's bodies, as far as we read them: https://docs.cdp.coinbase.com/api-reference/advanced-trade-api. */
import * as v from 'valibot';
import { ZERO } from '../../../core/money.js';
import type { BrokerFill, Sighting } from '../../../core/order/events.js';
import type { Balance } from '../../../core/order/instrument.js';
import type { Pair } from '../model.js';
import { amount, isoTime, unixSeconds } from '../wire/json.js';
import { productOf, symbolOf } from './requests.js';

export const time = v.pipe(
  v.object({ data: v.object({ epoch: unixSeconds }) }),
  v.transform(({ data }) => data.epoch),
);

const product = v.object({
  product_id: v.string(),
  base_currency_id: v.string(),
  base_name: v.nullish(v.string()),
  base_increment: amount,
  quote_increment: amount,
  price_increment: v.optional(amount),
  base_min_size: amount,
  quote_min_size: amount,
  status: v.optional(v.string(), 'online'),
  is_disabled: v.optional(v.boolean(), false),
  trading_disabled: v.optional(v.boolean(), false),
  cancel_only: v.optional(v.boolean(), false),
  post_only: v.optional(v.boolean(), false),
  view_only: v.optional(v.boolean(), false),
  auction_mode: v.optional(v.boolean(), false),
});
type Product = v.InferOutput<typeof product>;

/** Those of the symbols that it lists. What is wrong with another product spoils nothing. */
export function products(symbols: readonly string[]) {
  const asked = symbols.map(productOf);
  return v.pipe(
    v.object({ products: v.array(v.looseObject({ product_id: v.string() })) }),
    v.transform((body) => body.products.filter(({ product_id }) => asked.includes(product_id))),
    v.array(product),
  );
}

export const feeTier = v.pipe(
  v.object({ fee_tier: v.object({ taker_fee_rate: amount, maker_fee_rate: v.fallback(v.nullable(amount), null) }) }),
  v.transform(({ fee_tier }) => ({ feeRate: fee_tier.taker_fee_rate, makerFeeRate: fee_tier.maker_fee_rate })),
);

export function toPair(one: Product, fees: Pick<Pair, 'feeRate' | 'makerFeeRate'>): Pair {
  return {
    symbol: symbolOf(one.product_id),
    id: one.product_id,
    baseId: one.base_currency_id,
    coinName: one.base_name ?? null,
    step: one.base_increment,
    tick: one.price_increment ?? one.quote_increment,
    minimumQuantity: one.base_min_size,
    minimumNotional: one.quote_min_size,
    ...fees,
    closed: closedBy(one),
  };
}

function closedBy(one: Product): string | null {
  const modes = ['is_disabled', 'trading_disabled', 'cancel_only', 'post_only', 'view_only', 'auction_mode'] as const;
  return modes.find((mode) => one[mode]) ?? (one.status === 'online' ? null : one.status);
}

const money = v.object({ value: amount });
export const accounts = v.object({
  accounts: v.array(v.object({ currency: v.string(), available_balance: money, hold: v.nullish(money) })),
  has_next: v.optional(v.boolean(), false),
  cursor: v.nullish(v.string()),
});

/** A currency can have several accounts. */
export function addUp(rows: v.InferOutput<typeof accounts>['accounts']): ReadonlyMap<string, Balance> {
  const balances = new Map<string, Balance>();
  for (const { currency, available_balance, hold } of rows) {
    const { free, held } = balances.get(currency) ?? { free: ZERO, held: ZERO };
    balances.set(currency, { free: free.plus(available_balance.value), held: held.plus(hold?.value ?? ZERO) });
  }
  return balances;
}

export const bestOffers = v.object({
  pricebooks: v.array(v.object({ product_id: v.string(), asks: v.array(v.object({ price: amount })) })),
});

export const keyPermissions = v.object({ can_trade: v.boolean(), can_transfer: v.boolean() });

const statuses: Readonly<Record<string, Sighting['status']>> = {
  PENDING: 'open',
  OPEN: 'open',
  QUEUED: 'open',
  CANCEL_QUEUED: 'open',
  FILLED: 'filled',
  CANCELLED: 'cancelled',
  EXPIRED: 'expired',
  FAILED: 'rejected',
};

const words = v.fallback(v.nullish(v.string(), ''), '');
const order = v.object({
  order_id: v.string(),
  client_order_id: v.string(),
  status: v.pipe(
    v.string(),
    v.check((status) => Object.hasOwn(statuses, status)),
    v.transform((status) => statuses[status] ?? 'open'),
  ),
  filled_size: amount,
  reject_message: words,
  cancel_message: words,
});
export type Order = v.InferOutput<typeof order>;
export const orders = v.object({
  orders: v.array(order),
  has_next: v.optional(v.boolean(), false),
  cursor: v.nullish(v.string()),
});

const fill = v.pipe(
  v.object({
    trade_id: v.string(),
    order_id: v.string(),
    product_id: v.string(),
    trade_time: isoTime,
    price: amount,
    size: amount,
    size_in_quote: v.optional(v.boolean(), false),
    commission: amount,
  }),
  v.transform((one): BrokerFill & { orderId: string } => ({
    orderId: one.order_id,
    tradeId: one.trade_id,
    // Only orders for an amount of money, which we do not send, have sizes in it: there the quantity must be divided.
    quantity: one.size_in_quote ? one.size.div(one.price).toSignificantDigits(20) : one.size,
    price: one.price,
    fee: one.commission,
    feeCurrency: symbolOf(one.product_id).split('/')[1] ?? '',
    at: one.trade_time,
  })),
);
export type Fill = v.InferOutput<typeof fill>;
export const fills = v.object({ fills: v.array(fill), cursor: v.nullish(v.string()) });
