/** Binance's JSON, field by field as recorded bodies have it. */
import { Decimal } from '../../../src/core/money.js';
import type { Level } from '../book.js';
import type { OrderState, Pair, Trade } from '../journal.js';
import type { Answer } from '../server.js';

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const failure = (status: number, code: number, msg: string): Answer => ({ status, body: { code, msg } });

const amount = (of: Decimal) => of.toFixed(8);

/** What is left of an order that may not wait ends as EXPIRED. */
const statuses: Readonly<Record<OrderState['status'], string>> = {
  open: 'NEW',
  filled: 'FILLED',
  'cancelled by user': 'CANCELED',
  'ended by its time in force': 'EXPIRED',
};

export function symbol(pair: Pair, status: string): Record<string, unknown> {
  return {
    symbol: pair.id,
    status,
    baseAsset: pair.base,
    baseAssetPrecision: 8,
    quoteAsset: pair.quote,
    quotePrecision: 8,
    quoteAssetPrecision: 8,
    baseCommissionPrecision: 8,
    quoteCommissionPrecision: 8,
    orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET'],
    icebergAllowed: true,
    ocoAllowed: true,
    quoteOrderQtyMarketAllowed: true,
    isSpotTradingAllowed: true,
    isMarginTradingAllowed: false,
    filters: [
      {
        filterType: 'PRICE_FILTER',
        minPrice: amount(pair.tick),
        maxPrice: '1000000.00000000',
        tickSize: amount(pair.tick),
      },
      {
        filterType: 'LOT_SIZE',
        minQty: amount(pair.minimumQuantity),
        maxQty: '9000.00000000',
        stepSize: amount(pair.step),
      },
      { filterType: 'MARKET_LOT_SIZE', minQty: '0.00000000', maxQty: '100.00000000', stepSize: '0.00000000' },
      {
        filterType: 'NOTIONAL',
        minNotional: amount(pair.minimumNotional),
        applyMinToMarket: true,
        maxNotional: '9000000.00000000',
        applyMaxToMarket: false,
        avgPriceMins: 5,
      },
    ],
    permissions: [],
    permissionSets: [['SPOT']],
    defaultSelfTradePreventionMode: 'EXPIRE_MAKER',
    allowedSelfTradePreventionModes: ['EXPIRE_TAKER', 'EXPIRE_MAKER', 'EXPIRE_BOTH'],
  };
}

export function bookTicker(pair: Pair, [best]: readonly Level[]): Record<string, unknown> {
  return {
    symbol: pair.id,
    bidPrice: amount(best?.price.minus(pair.tick) ?? new Decimal(0)),
    bidQty: amount(new Decimal(best ? 1 : 0)),
    askPrice: amount(best?.price ?? new Decimal(0)),
    askQty: amount(best?.quantity ?? new Decimal(0)),
  };
}

export function dayTicker(pair: Pair, offers: readonly Level[], nowMs: number): Record<string, unknown> {
  const best = bookTicker(pair, offers);
  return {
    ...best,
    priceChange: '0.00000000',
    priceChangePercent: '0.000',
    weightedAvgPrice: best.askPrice,
    prevClosePrice: best.bidPrice,
    lastPrice: best.askPrice,
    lastQty: '0.00731000',
    openPrice: best.bidPrice,
    highPrice: best.askPrice,
    lowPrice: best.bidPrice,
    volume: '14741.41491000',
    quoteVolume: '1744744445.80640740',
    openTime: nowMs - 86_400_000,
    closeTime: nowMs,
    firstId: 5116031635,
    lastId: 5117964946,
    count: 1933312,
  };
}

/** An order as GET tells it. */
export function order(state: OrderState): Record<string, unknown> {
  const { atMs, closedAtMs, filled, status, trades } = state;
  return {
    symbol: state.pair.id,
    orderId: Number(state.id),
    orderListId: -1,
    clientOrderId: state.clientOrderId,
    price: amount(state.limitPrice),
    origQty: amount(state.quantity),
    executedQty: amount(filled),
    cummulativeQuoteQty: amount(state.cost),
    status: status === 'open' && trades.length > 0 ? 'PARTIALLY_FILLED' : statuses[status],
    timeInForce: state.timeInForce,
    type: 'LIMIT',
    side: 'BUY',
    stopPrice: '0.00000000',
    icebergQty: '0.00000000',
    time: atMs,
    updateTime: closedAtMs ?? trades.at(-1)?.atMs ?? atMs,
    isWorking: true,
    workingTime: atMs,
    origQuoteOrderQty: '0.00000000',
    selfTradePreventionMode: 'EXPIRE_MAKER',
  };
}

/** An order as the POST that made it answers, with newOrderRespType=FULL. */
export function placed(state: OrderState): Record<string, unknown> {
  const { time, updateTime, isWorking, stopPrice, icebergQty, ...shared } = order(state);
  const fills = state.trades.map((one) => ({
    price: amount(one.price),
    qty: amount(one.quantity),
    commission: amount(one.fee),
    commissionAsset: one.feeCurrency,
    tradeId: Number(one.id),
  }));
  return { ...shared, transactTime: time, fills };
}

export function trade(one: Trade, pair: Pair): Record<string, unknown> {
  return {
    symbol: pair.id,
    id: Number(one.id),
    orderId: Number(one.orderId),
    orderListId: -1,
    price: amount(one.price),
    qty: amount(one.quantity),
    quoteQty: amount(one.price.times(one.quantity)),
    commission: amount(one.fee),
    commissionAsset: one.feeCurrency,
    time: one.atMs,
    isBuyer: true,
    isMaker: false,
    isBestMatch: true,
  };
}
