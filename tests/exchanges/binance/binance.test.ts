import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { levels } from '../book.js';
import type { ExchangeSimulator } from '../simulator.js';
import { ask, connect, exchangeNamed, stock } from '../simulators.js';
import { startBinance } from './binance.js';

const exchange = exchangeNamed('binance');
const ID = '6f1c2b7e-0d2a-4b63-9a51-3f0f6f0c9b11';
const order = {
  symbol: 'BTCUSDC',
  side: 'BUY',
  type: 'LIMIT',
  timeInForce: 'IOC',
  quantity: '0.001',
  price: '50000',
  newClientOrderId: ID,
  newOrderRespType: 'FULL',
};

describe('the Binance simulator', () => {
  let simulator: ExchangeSimulator;
  let client: ReturnType<typeof connect>;
  beforeEach(async () => {
    simulator = await exchange.start();
    onTestFinished(() => simulator.close());
    stock(simulator, exchange);
    client = connect(exchange, simulator);
  });
  const post = (params: Record<string, unknown>, path = 'order') => ask(client, path, 'private', 'POST', params);
  const get = (path: string, params: Record<string, unknown> = {}) => ask(client, path, 'private', 'GET', params);

  it.each<[string, Record<string, unknown>, number, string]>([
    ['a symbol that does not exist', { symbol: 'BTCXXX' }, -1121, 'Invalid symbol.'],
    ['a quantity between two steps', { quantity: '0.000001' }, -1013, 'Filter failure: LOT_SIZE'],
    ['a price between two ticks', { price: '50000.001' }, -1013, 'Filter failure: PRICE_FILTER'],
    ['less than the smallest value', { quantity: '0.00001' }, -1013, 'Filter failure: NOTIONAL'],
    [
      'more than there is money for',
      { quantity: '3' },
      -2010,
      'Account has insufficient balance for requested action.',
    ],
    [
      'an id with other characters',
      { newClientOrderId: 'a.b' },
      -1100,
      "Illegal characters found in parameter 'newClientOrderId'; legal range is '^[a-zA-Z0-9-_]{1,36}$'.",
    ],
  ])('refuses %s', async (_, change, code, msg) => {
    expect(await post({ ...order, ...change })).toEqual({ code, msg });
    expect(simulator.venue.state().orders).toEqual([]);
  });

  it('answers an order with its fills, whose fee is taken out of the coins', async () => {
    expect(await post({ ...order, quantity: '0.4', price: '50010.5' })).toMatchObject({
      clientOrderId: ID,
      status: 'FILLED',
      executedQty: '0.40000000',
      cummulativeQuoteQty: '20001.05000000',
      fills: [
        { price: '50000.00000000', qty: '0.30000000', commission: '0.00030000', commissionAsset: 'BTC' },
        { price: '50010.50000000', qty: '0.10000000', commission: '0.00010000', commissionAsset: 'BTC' },
      ],
    });
    expect(simulator.venue.state().balances.get('BTC')?.free.toFixed()).toBe('0.3996');
  });

  it('refuses an id that an open order has, and buys again once that is closed', async () => {
    const waiting = { ...order, price: '49000', timeInForce: 'GTC' };
    await post(waiting);
    expect(await post(waiting)).toEqual({ code: -2010, msg: 'Duplicate order sent.' });
    await ask(client, 'order', 'private', 'DELETE', { symbol: 'BTCUSDC', origClientOrderId: ID });
    await post(order);
    await post(order);
    expect(simulator.venue.state().orders).toHaveLength(3);
    expect(await get('order', { symbol: 'BTCUSDC', origClientOrderId: ID })).toMatchObject({ orderId: 9780331003 });
  });

  it('only checks a test order', async () => {
    expect(await post(order, 'order/test')).toEqual({});
    expect(simulator.venue.state().orders).toEqual([]);
    expect(simulator.posts.size).toBe(0);
  });

  it('finds orders by client order id and symbol, until what bought nothing is archived', async () => {
    const asked = { symbol: 'BTCUSDC', origClientOrderId: ID };
    expect(await get('order', asked)).toEqual({ code: -2013, msg: 'Order does not exist.' });
    await post({ ...order, price: '1000', quantity: '0.01' });
    expect(await get('order', asked)).toMatchObject({ status: 'EXPIRED', executedQty: '0.00000000' });
    expect(await get('order', { origClientOrderId: ID })).toMatchObject({ code: -1102 });
    simulator.venue.clock.advance(91 * 86_400_000);
    client.nonce = () => simulator.venue.clock.now();
    expect(await get('order', asked)).toMatchObject({ code: -2026 });
  });

  it('knows its keys, signatures, rights and the time', async () => {
    client.secret = 'another';
    expect(await get('account')).toEqual({ code: -1022, msg: 'Signature for this request is not valid.' });
    client.secret = simulator.secret;
    client.nonce = () => simulator.venue.clock.now() - 10_001;
    const old = { code: -1021, msg: 'Timestamp for this request is outside of the recvWindow.' };
    expect(await get('account')).toEqual(old);
    client.nonce = () => simulator.venue.clock.now() + 5_000;
    const early = { code: -1021, msg: "Timestamp for this request was 1000ms ahead of the server's time." };
    expect(await get('account')).toEqual(early);
    client.nonce = () => simulator.venue.clock.now();
    simulator.rights.delete('trade');
    const denied = { code: -2015, msg: 'Invalid API-key, IP, or permissions for action.' };
    expect(await post(order)).toEqual(denied);
    client.apiKey = 'another';
    expect(await get('account')).toEqual(denied);
  });

  it('tells what the key may do, but not on its testnet', async () => {
    const rights = { enableSpotAndMarginTrading: true, enableWithdrawals: false };
    expect(await ask(client, 'account/apiRestrictions', 'sapi', 'GET')).toMatchObject(rights);
    const testnet = await startBinance({ testnet: true });
    onTestFinished(() => testnet.close());
    const there = await ask(connect(exchange, testnet), 'account/apiRestrictions', 'sapi', 'GET');
    expect(there).toContain('404 Not Found');
  });

  it('gives all orders and trades of one symbol, at most a day of them', async () => {
    simulator.venue.offer('BTCUSDC', levels(['50000', '1']));
    await post(order);
    await post({ ...order, newClientOrderId: 'two' });
    const [first, second] = simulator.venue.state().orders.map(({ id }) => Number(id));
    expect(await get('allOrders', { symbol: 'BTCUSDC', orderId: second })).toMatchObject([{ orderId: second }]);
    expect(await get('myTrades', { symbol: 'BTCUSDC', orderId: first })).toMatchObject([{ orderId: first }]);
    expect(await get('myTrades', { symbol: 'BTCEUR' })).toEqual([]);
    expect(await get('allOrders', { symbol: 'BTCUSDC', startTime: 0, endTime: 86_400_001 })).toMatchObject({
      code: -1127,
    });
  });

  it('is down, or only lets cancel, in maintenance', async () => {
    simulator.mode = 'cancel only';
    expect(await post(order)).toEqual({ code: -1013, msg: 'Market is closed.' });
    simulator.mode = 'down';
    expect(await get('account')).toMatchObject({ code: -1008 });
  });
});
