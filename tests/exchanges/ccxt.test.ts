import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { Decimal } from '../../src/core/money.js';
import { levels } from './book.js';
import type { ExchangeSimulator } from './simulator.js';
import { connect, exchanges, stock } from './simulators.js';

const CLIENT_ORDER_ID = '6f1c2b7e-0d2a-4b63-9a51-3f0f6f0c9b11';

describe.each(exchanges)('the unchanged ccxt against $name', (exchange) => {
  const { symbol, pairId, base, quote, clientOrderIdParam } = exchange;
  let simulator: ExchangeSimulator;
  let client: ReturnType<typeof connect>;

  beforeEach(async () => {
    simulator = await exchange.start();
    onTestFinished(() => simulator.close());
    stock(simulator, exchange);
    client = connect(exchange, simulator);
  });

  const buy = async (quantity: number, price: number, timeInForce: 'IOC' | 'GTC' = 'IOC') => {
    const params = { timeInForce, [clientOrderIdParam]: CLIENT_ORDER_ID };
    const { id } = await client.createOrder(symbol, 'limit', 'buy', quantity, price, params);
    return `${id}`;
  };
  const allOrders = async () =>
    client.has.fetchOrders
      ? client.fetchOrders(symbol)
      : [...(await client.fetchOpenOrders(symbol)), ...(await client.fetchClosedOrders(symbol))];
  const simulated = () => simulator.venue.state();

  it('loads its pairs with their steps and ticks', async () => {
    await client.loadMarkets();
    const pair = simulator.venue.pairs.find(({ id }) => id === pairId);
    const { id, active, precision } = client.market(symbol);
    expect({ id, active }).toEqual({ id: pairId, active: true });
    expect(new Decimal(`${precision.amount}`)).toEqual(pair?.step);
    expect(new Decimal(`${precision.price}`)).toEqual(pair?.tick);
  });

  it('reads its best offer, and its time, also where that is not ours', async () => {
    expect(Number((await client.fetchTicker(symbol)).ask)).toBe(50000);
    simulator.venue.clock.advance(-3_600_000);
    const behindMs = Date.now() - ((await client.fetchTime()) ?? 0);
    expect(Math.round(behindMs / 60_000)).toBe(60);
  });

  it('buys from two offers, and reads order, fills and balances back', async () => {
    const id = await buy(0.4, 50010.5);
    const [order] = await allOrders();
    expect(order).toMatchObject({ id, clientOrderId: CLIENT_ORDER_ID, status: 'closed', symbol });
    expect(new Decimal(`${order?.filled}`).toFixed()).toBe('0.4');

    const fills = await client.fetchMyTrades(symbol);
    expect(fills.map(({ amount, price }) => [Number(amount), Number(price)])).toEqual([
      [0.3, 50000],
      [0.1, 50010.5],
    ]);
    expect(fills.map((fill) => fill.order)).toEqual([id, id]);
    const fees = simulated().trades.map(({ fee }) => fee.toNumber());
    expect(fills.map(({ fee }) => Number(fee?.cost))).toEqual(fees);

    const read = await client.fetchBalance({ v3: true });
    const codes = [client.safeCurrencyCode(base), client.safeCurrencyCode(quote)];
    const held = [base, quote].map((currency) => simulated().balances.get(currency)?.free.toNumber());
    expect(codes.map((code) => Number(read[code ?? '']?.free))).toEqual(held);
  });

  it('sees what an open order holds, then its late fill, and cancels what is left', async () => {
    const id = await buy(1, 49000, 'GTC');
    expect(await client.fetchOpenOrders(symbol)).toHaveLength(1);
    const before = await client.fetchBalance({ v3: true });
    const hold = simulated().balances.get(quote)?.held.toNumber();
    expect(hold).toBeGreaterThanOrEqual(49000);
    expect(Number(before[client.safeCurrencyCode(quote) ?? '']?.used)).toBe(hold);

    simulator.venue.offer(pairId, levels(['48999', '0.25']));
    const [half] = await client.fetchOpenOrders(symbol);
    expect(Number(half?.filled)).toBe(0.25);

    await client.cancelOrder(id, symbol);
    expect(await client.fetchOpenOrders(symbol)).toEqual([]);
    const [order] = await allOrders();
    expect(order).toMatchObject({ id, status: 'canceled' });
    expect(simulated().balances.get(quote)?.held.toNumber()).toBe(0);
  });

  it('leaves of an immediate-or-cancel order what nobody offers, and counts its one POST', async () => {
    await buy(1, 50000);
    const [order] = await allOrders();
    expect(order?.status).toMatch(/^(canceled|expired)$/);
    expect(Number(order?.filled)).toBe(0.3);
    expect([...simulator.posts]).toEqual([[CLIENT_ORDER_ID, 1]]);
  });
});
