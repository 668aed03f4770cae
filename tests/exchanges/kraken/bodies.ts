/** Kraken's JSON, field by field as recorded bodies have it. */
import { Decimal, sum, ZERO } from '../../../src/core/money.js';
import type { Level } from '../book.js';
import type { OrderState, Pair, Trade } from '../journal.js';
import type { Answer } from '../server.js';
import type { Venue } from '../venue.js';

const altnames: Readonly<Record<string, string>> = { XXBT: 'XBT', XETH: 'ETH', ZUSD: 'USD', ZEUR: 'EUR' };
const altname = (asset: string) => altnames[asset] ?? asset;

export const pairAltname = ({ base, quote }: Pair) => `${altname(base)}${altname(quote)}`;

/** Costs and fees are told with 5 digits behind the point. */
export const COST_DECIMALS = 5;

export const errors = (...texts: string[]): Answer => ({ status: 200, body: { error: texts } });
export const result = (value: unknown): Answer => ({ status: 200, body: { error: [], result: value } });

export function asset(id: string): Record<string, unknown> {
  return { aclass: 'currency', altname: altname(id), decimals: 10, display_decimals: 5, status: 'enabled' };
}

export function assetPair(
  pair: Pair,
  status: string,
  fees: Pick<Venue, 'feeRate' | 'makerFeeRate'>,
): Record<string, unknown> {
  return {
    altname: pairAltname(pair),
    wsname: `${altname(pair.base)}/${altname(pair.quote)}`,
    aclass_base: 'currency',
    base: pair.base,
    aclass_quote: 'currency',
    quote: pair.quote,
    lot: 'unit',
    cost_decimals: COST_DECIMALS,
    pair_decimals: pair.tick.decimalPlaces(),
    lot_decimals: pair.step.decimalPlaces(),
    lot_multiplier: 1,
    leverage_buy: [],
    leverage_sell: [],
    fees: [[0, fees.feeRate.times(100).toNumber()]],
    fees_maker: [[0, fees.makerFeeRate.times(100).toNumber()]],
    fee_volume_currency: 'ZUSD',
    margin_call: 80,
    margin_stop: 40,
    ordermin: pair.minimumQuantity.toFixed(),
    costmin: pair.minimumNotional.toFixed(),
    tick_size: pair.tick.toFixed(),
    status,
    execution_venue: 'international',
  };
}

export function ticker({ tick }: Pair, [best]: readonly Level[]): Record<string, unknown> {
  const ask = best?.price ?? ZERO;
  const bid = Decimal.max(ask.minus(tick), 0);
  const price = (amount: Decimal) => amount.toFixed(Math.max(5, tick.decimalPlaces()));
  return {
    a: [price(ask), '1', best?.quantity.toFixed(3) ?? '0.000'],
    b: [price(bid), '1', '1.000'],
    c: [price(bid), '0.00160710'],
    v: ['165.16072288', '598.03698452'],
    p: [price(bid), price(bid)],
    t: [6405, 21103],
    l: [price(bid), price(bid)],
    h: [price(ask), price(ask)],
    o: price(bid),
  };
}

/** What an order is called in words, such as "buy 0.10000000 XBTUSD @ limit 50000.0". */
export function description({
  pair,
  quantity,
  limitPrice,
}: Pick<OrderState, 'pair' | 'quantity' | 'limitPrice'>): string {
  const price = limitPrice.toFixed(pair.tick.decimalPlaces());
  return `buy ${quantity.toFixed(8)} ${pairAltname(pair)} @ limit ${price}`;
}

/** Trade ids are told only when they were asked for. */
export function order(state: OrderState, withTrades: boolean): Record<string, unknown> {
  const { pair, filled, cost, closedAtMs, limitPrice, status, trades } = state;
  const amount = (of: Decimal) => of.toFixed(COST_DECIMALS);
  return {
    refid: null,
    userref: null,
    ...(state.clientOrderId === null ? {} : { cl_ord_id: state.clientOrderId }),
    status: status === 'open' ? 'open' : status === 'filled' ? 'closed' : 'canceled',
    ...(status === 'cancelled by user' ? { reason: 'User requested' } : { reason: null }),
    opentm: state.atMs / 1000,
    ...(closedAtMs === null ? {} : { closetm: closedAtMs / 1000 }),
    starttm: 0,
    expiretm: 0,
    descr: {
      pair: pairAltname(pair),
      type: 'buy',
      ordertype: 'limit',
      price: limitPrice.toFixed(pair.tick.decimalPlaces()),
      price2: '0',
      leverage: 'none',
      order: description(state),
      close: '',
    },
    vol: state.quantity.toFixed(8),
    vol_exec: filled.toFixed(8),
    cost: amount(cost),
    fee: amount(sum(trades.map(({ fee }) => fee))),
    price: amount(filled.isZero() ? ZERO : cost.div(filled)),
    stopprice: '0.00000',
    limitprice: '0.00000',
    misc: '',
    oflags: trades.some(({ feeCurrency }) => feeCurrency === pair.base) ? 'fcib' : 'fciq',
    ...(withTrades && trades.length > 0 ? { trades: trades.map(({ id }) => id) } : {}),
  };
}

export function trade({ orderId, quantity, price, fee, atMs }: Trade, pair: Pair): Record<string, unknown> {
  return {
    ordertxid: orderId,
    postxid: 'TKH2SE-M7IF5-CFI7LT',
    pair: pair.id,
    time: atMs / 1000,
    type: 'buy',
    ordertype: 'limit',
    price: price.toFixed(Math.max(5, pair.tick.decimalPlaces())),
    cost: quantity.times(price).toFixed(COST_DECIMALS),
    fee: fee.toFixed(COST_DECIMALS),
    vol: quantity.toFixed(8),
    margin: '0.00000',
    leverage: '0',
    misc: '',
    trade_id: Number.parseInt(orderId.slice(-6), 36),
    maker: false,
  };
}
