/** Coinbase's JSON, field by field as recorded bodies have it. */
import { type Decimal, sum, ZERO } from '../../../src/core/money.js';
import type { Level } from '../book.js';
import type { Balance, OrderState, Pair, Trade } from '../journal.js';
import type { Answer } from '../server.js';

export const ok = (body: unknown): Answer => ({ status: 200, body });
const iso = (atMs: number) => new Date(atMs).toISOString().replace('Z', '000Z');
const USER = '11111111-1111-4111-8111-111111111111';

/** An error outside of an order's own answer. */
export function failure(status: number, error: string, message: string): Answer {
  return { status, body: { error, error_details: message, message } };
}

export function product(pair: Pair, offers: readonly Level[], isCancelOnly: boolean): Record<string, unknown> {
  const price = offers[0]?.price.toFixed() ?? '';
  return {
    product_id: pair.id,
    price,
    price_percentage_change_24h: '1.5',
    volume_24h: '10967.87426597',
    volume_percentage_change_24h: '14.7',
    base_increment: pair.step.toFixed(),
    quote_increment: pair.tick.toFixed(),
    quote_min_size: pair.minimumNotional.toFixed(),
    quote_max_size: '150000000',
    base_min_size: pair.minimumQuantity.toFixed(),
    base_max_size: '3400',
    base_name: pair.name,
    quote_name: pair.quote === 'USD' ? 'US Dollar' : pair.quote,
    watched: false,
    is_disabled: false,
    new: false,
    status: 'online',
    cancel_only: isCancelOnly,
    limit_only: false,
    post_only: false,
    trading_disabled: isCancelOnly,
    auction_mode: false,
    product_type: 'SPOT',
    quote_currency_id: pair.quote,
    base_currency_id: pair.base,
    fcm_trading_session_details: null,
    mid_market_price: '',
    alias: '',
    alias_to: [],
    base_display_symbol: pair.base,
    quote_display_symbol: pair.quote,
    view_only: false,
    price_increment: pair.tick.toFixed(),
    display_name: pair.id,
    product_venue: 'CBE',
  };
}

export function priceBook(pair: Pair, offers: readonly Level[], atMs: number): Record<string, unknown> {
  const [best] = offers;
  const ask = best ? [{ price: best.price.toFixed(), size: best.quantity.toFixed() }] : [];
  const bid = best ? [{ price: best.price.minus(pair.tick).toFixed(), size: '1' }] : [];
  return { product_id: pair.id, bids: bid, asks: ask, time: iso(atMs) };
}

export function account(currency: string, { free, held }: Balance, number: number): Record<string, unknown> {
  const amount = (value: Decimal) => ({ value: value.toFixed(16), currency });
  return {
    uuid: `22222222-2222-4222-8222-${String(number).padStart(12, '0')}`,
    name: `${currency} Wallet`,
    currency,
    available_balance: amount(free),
    default: true,
    active: true,
    created_at: '2023-01-04T06:20:06.456Z',
    updated_at: '2023-01-04T06:20:07.181Z',
    deleted_at: null,
    type: ['USD', 'EUR'].includes(currency) ? 'ACCOUNT_TYPE_FIAT' : 'ACCOUNT_TYPE_CRYPTO',
    ready: true,
    hold: amount(held),
  };
}

const statuses: Readonly<Record<OrderState['status'], string>> = {
  open: 'OPEN',
  filled: 'FILLED',
  'cancelled by user': 'CANCELLED',
  'ended by its time in force': 'CANCELLED',
};

export function configuration({
  timeInForce,
  quantity,
  limitPrice,
}: Pick<OrderState, 'timeInForce' | 'quantity' | 'limitPrice'>) {
  const size = { base_size: quantity.toFixed(), limit_price: limitPrice.toFixed() };
  return timeInForce === 'IOC' ? { sor_limit_ioc: size } : { limit_limit_gtc: { ...size, post_only: false } };
}

export function order(state: OrderState): Record<string, unknown> {
  const { cost, filled, quantity, trades } = state;
  const fees = sum(trades.map(({ fee }) => fee));
  return {
    order_id: state.id,
    product_id: state.pair.id,
    user_id: USER,
    order_configuration: configuration(state),
    side: 'BUY',
    client_order_id: state.clientOrderId,
    status: statuses[state.status],
    time_in_force: state.timeInForce === 'IOC' ? 'IMMEDIATE_OR_CANCEL' : 'GOOD_UNTIL_CANCELLED',
    created_time: iso(state.atMs),
    completion_percentage: filled.div(quantity).times(100).toFixed(2),
    filled_size: filled.toFixed(),
    average_filled_price: (filled.isZero() ? ZERO : cost.div(filled)).toSignificantDigits(21).toFixed(),
    fee: '',
    number_of_fills: `${trades.length}`,
    filled_value: cost.toFixed(),
    pending_cancel: false,
    size_in_quote: false,
    total_fees: fees.toFixed(),
    size_inclusive_of_fees: false,
    total_value_after_fees: cost.plus(fees).toFixed(),
    trigger_status: 'INVALID_ORDER_TYPE',
    order_type: 'LIMIT',
    reject_reason: 'REJECT_REASON_UNSPECIFIED',
    settled: state.status === 'filled',
    product_type: 'SPOT',
    reject_message: '',
    cancel_message: '',
  };
}

export function fill({ id, orderId, quantity, price, fee, atMs }: Trade, pair: Pair): Record<string, unknown> {
  return {
    entry_id: `b88b82cc89e326a2778874795102cbafd08dd979a2a7a3c69603fc4c${id.slice(-8)}`,
    trade_id: id,
    order_id: orderId,
    trade_time: iso(atMs),
    trade_type: 'FILL',
    price: price.toFixed(),
    size: quantity.toFixed(),
    commission: fee.toFixed(),
    product_id: pair.id,
    sequence_timestamp: iso(atMs),
    liquidity_indicator: 'TAKER',
    size_in_quote: false,
    user_id: USER,
    side: 'BUY',
  };
}
