/** What the exchanges once answered, read by our parsers and by ccxt's. */
import * as ccxt from 'ccxt';
import { parse } from 'valibot';
import { describe, expect, it } from 'vitest';
import * as binance from '../../../src/broker/exchange/binance/bodies.js';
import * as coinbase from '../../../src/broker/exchange/coinbase/bodies.js';
import * as kraken from '../../../src/broker/exchange/kraken/bodies.js';
import { parseLossless } from '../../../src/broker/exchange/wire/json.js';
import { Decimal } from '../../../src/core/money.js';
import recorded from '../../exchanges/recorded.json' with { type: 'json' };

/** As it came over the wire. */
const sent = (body: unknown) => parseLossless(JSON.stringify(body));

interface Amounts {
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly fee: Decimal;
  readonly at: Date;
}

function expectSameFill(ours: Amounts, { amount, price, fee, timestamp }: ccxt.Trade): void {
  const theirs = [amount, price, fee?.cost].map((it) => new Decimal(`${it}`).toFixed());
  expect([ours.quantity, ours.price, ours.fee].map((it) => it.toFixed())).toEqual(theirs);
  expect(ours.at.getTime()).toBe(timestamp);
}

describe('recorded bodies say to us what they say to ccxt', () => {
  it("Kraken's", () => {
    const client = new ccxt.kraken({ number: String });
    const [[orderId, order] = []] = Object.entries(parse(kraken.queriedOrders, sent(recorded.kraken.orders.result)));
    const theirs = client.parseOrder({ id: orderId, ...recorded.kraken.orders.result['OGMZCL-KC6MC-ZRBGM6'] });
    expect(order).toMatchObject({ status: 'closed', trades: ['TWA6QJ-ZO4EM-6QIHQJ'] });
    expect([orderId, order?.vol_exec.toFixed(), 'closed']).toEqual([
      theirs.id,
      new Decimal(`${theirs.filled}`).toFixed(),
      theirs.status,
    ]);

    const [[id, trade] = []] = Object.entries(parse(kraken.trades, sent(recorded.kraken.trades.result)));
    const raw = { id, ...recorded.kraken.trades.result['TIMIRG-WUNNE-RRJ6GT'] };
    if (!trade) throw new Error('no trade');
    expectSameFill({ quantity: trade.vol, price: trade.price, fee: trade.fee, at: trade.time }, client.parseTrade(raw));

    const { open } = recorded.kraken.openOrders.result;
    const [waiting] = Object.values(parse(kraken.openOrders, sent({ open })));
    expect(waiting).toMatchObject({ cl_ord_id: '1234', status: 'open' });

    const [ticker] = Object.values(parse(kraken.tickers, sent(recorded.kraken.ticker.result)));
    const { ask } = client.parseTicker(recorded.kraken.ticker.result.XBTUSDT);
    expect(ticker?.a[0].toFixed()).toBe(new Decimal(`${ask}`).toFixed());
  });

  it("Coinbase's", () => {
    const client = new ccxt.coinbase({ number: String });
    const [order] = parse(coinbase.orders, sent(recorded.coinbase.orders)).orders;
    const [rawOrder] = recorded.coinbase.orders.orders;
    const theirs = client.parseOrder(rawOrder ?? {});
    // The size that the exchange tells has more digits than any step.
    expect(order?.filled_size.toFixed()).toBe('0.000297920684505');
    expect([order?.order_id, order?.client_order_id]).toEqual([theirs.id, theirs.clientOrderId]);
    expect([order?.filled_size.toFixed(), order?.status]).toEqual([theirs.filled, 'filled']);

    const [fill] = parse(coinbase.fills, sent(recorded.coinbase.fills)).fills;
    const [rawFill] = recorded.coinbase.fills.fills;
    if (!fill) throw new Error('no fill');
    expectSameFill(fill, client.parseTrade(rawFill ?? {}));
    expect(fill.feeCurrency).toBe('USDT');

    const listed = parse(coinbase.products(['TONE/USD']), sent({ products: [recorded.coinbase.product] }));
    const market = client.parseSpotMarket(recorded.coinbase.product, {});
    const fees = { feeRate: new Decimal('0.006'), makerFeeRate: new Decimal('0.004') };
    const [pair] = listed.map((one) => coinbase.toPair(one, fees));
    expect(pair?.minimumQuantity?.toFixed()).toBe('26.7187147229469674');
    expect([pair?.step, pair?.tick, pair?.minimumQuantity].map((it) => it?.toFixed())).toEqual([
      market?.precision.amount,
      market?.precision.price,
      market?.limits.amount?.min,
    ]);
  });

  it("Binance's", () => {
    const client = new ccxt.binance({ number: String });
    const order = parse(binance.fullOrder, sent(recorded.binance.placed));
    const theirs = client.parseOrder(recorded.binance.placed);
    const fills = order.fills.map((one) => ({ ...one, at: order.transactTime }));
    const [fill] = fills;
    if (!fill) throw new Error('no fill');
    const [raw] = recorded.binance.placed.fills;
    expect([order.orderId, order.clientOrderId, order.status]).toEqual([theirs.id, theirs.clientOrderId, 'filled']);
    expect(new Decimal(`${theirs.filled}`).equals(order.executedQty)).toBe(true);
    const trade = { ...raw, time: recorded.binance.placed.transactTime };
    expectSameFill(fill, client.parseTrade(trade));
    expect(fill.feeCurrency).toBe('BNB');

    const [listed] = parse(binance.trades, sent(recorded.binance.trades));
    if (!listed) throw new Error('no trade');
    expectSameFill(listed.fill, client.parseTrade(recorded.binance.trades[0] ?? {}));

    const { balances } = parse(binance.account, sent(recorded.binance.account));
    expect(balances.get('BTC')?.free.toFixed()).toBe('0.00219821');
  });
});
