import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { levels } from '../book.js';
import type { ExchangeSimulator } from '../simulator.js';
import { ask, connect, exchangeNamed, stock } from '../simulators.js';

const exchange = exchangeNamed('coinbase');
const ID = '6f1c2b7e-0d2a-4b63-9a51-3f0f6f0c9b11';

describe('the Coinbase simulator', () => {
  let simulator: ExchangeSimulator;
  let client: ReturnType<typeof connect>;
  beforeEach(async () => {
    simulator = await exchange.start();
    onTestFinished(() => simulator.close());
    stock(simulator, exchange);
    client = connect(exchange, simulator);
  });
  const post = (path: string, params: Record<string, unknown>) =>
    ask(client, `brokerage/${path}`, ['v3', 'private'], 'POST', params);
  const get = (path: string, params: Record<string, unknown> = {}) =>
    ask(client, `brokerage/${path}`, ['v3', 'private'], 'GET', params);
  const order = (size: string, price: string, change: Record<string, unknown> = {}) => ({
    client_order_id: ID,
    product_id: 'BTC-USD',
    side: 'BUY',
    order_configuration: { sor_limit_ioc: { base_size: size, limit_price: price } },
    ...change,
  });

  it.each<[string, string, string, string]>([
    ['a size between two steps', '0.000000001', '50000', 'INVALID_SIZE_PRECISION'],
    ['a price between two ticks', '0.001', '50000.001', 'INVALID_PRICE_PRECISION'],
    ['more than there is money for', '3', '50000', 'INSUFFICIENT_FUND'],
  ])('refuses %s', async (_, size, price, error) => {
    expect(await post('orders', order(size, price))).toMatchObject({
      success: false,
      order_id: '',
      error_response: { error, new_order_failure_reason: error },
    });
    expect(simulator.venue.state().orders).toEqual([]);
  });

  it('refuses less than the smallest value, which its preview finds', async () => {
    expect(await post('orders', order('0.00001', '50000'))).toMatchObject({
      success: false,
      error_response: {
        error: 'UNKNOWN_FAILURE_REASON',
        preview_failure_reason: 'PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL',
      },
    });
  });

  it('refuses a product that does not exist, and an order without an id', async () => {
    const unknown = await post('orders', order('0.001', '50000', { product_id: 'BTC-XXX' }));
    expect(unknown).toMatchObject({ error: 'INVALID_ARGUMENT', message: 'ProductID "BTC-XXX" could not be found.' });
    const nameless = await post('orders', order('0.001', '50000', { client_order_id: undefined }));
    expect(nameless).toMatchObject({ error: 'INVALID_ARGUMENT', message: 'client_order_id is required' });
  });

  it('gives the first order again for an id that it knows, and makes no other', async () => {
    const first = await post('orders', order('0.001', '50000'));
    expect(first).toMatchObject({ success: true, success_response: { client_order_id: ID } });
    expect(await post('orders', order('0.001', '50000'))).toEqual(first);
    expect(simulator.venue.state().orders).toHaveLength(1);
    expect(simulator.posts.get(ID)).toBe(2);
  });

  it('knows its keys, signatures and rights, and no token that is out of its time', async () => {
    simulator.venue.clock.advance(121_000);
    expect(await get('accounts')).toBe('Unauthorized\n');
    simulator.venue.clock.advance(-121_000);
    simulator.rights.delete('trade');
    expect(await post('orders', order('0.001', '50000'))).toMatchObject({ error: 'PERMISSION_DENIED' });
    client.apiKey = 'organizations/1/apiKeys/2';
    expect(await get('accounts')).toBe('Unauthorized\n');
    client.apiKey = simulator.apiKey;
    expect(await get('key_permissions')).toMatchObject({ can_view: true, can_trade: false, can_transfer: false });
  });

  it('lists orders and accounts in pages, and knows no filter by client order id', async () => {
    simulator.venue.offer('BTC-USD', levels(['50000', '1']));
    for (const n of [1, 2, 3]) await post('orders', order('0.001', '50000', { client_order_id: `id ${n}` }));
    const first = await get('orders/historical/batch', { limit: 2, client_order_id: 'id 1' });
    expect(first).toMatchObject({
      orders: [{ client_order_id: 'id 3' }, { client_order_id: 'id 2' }],
      has_next: true,
      cursor: '2',
    });
    const second = await get('orders/historical/batch', { limit: 2, cursor: '2' });
    expect(second).toMatchObject({ orders: [{ client_order_id: 'id 1', status: 'FILLED' }], has_next: false });
    expect(await get('accounts', { limit: 1 })).toMatchObject({ has_next: true, cursor: '1', size: 1 });
  });

  it('gives the fills of the orders asked for', async () => {
    await post('orders', order('0.4', '50010.5'));
    const { id } = simulator.venue.state().orders[0] ?? {};
    const fills = await get('orders/historical/fills', { order_ids: [id, 'another'] });
    expect(fills).toMatchObject({
      fills: [
        { order_id: id, size: '0.1', price: '50010.5', commission: '30.0063' },
        { order_id: id, size: '0.3', price: '50000', commission: '90' },
      ],
    });
  });

  it('is down, or only lets cancel, in maintenance', async () => {
    simulator.mode = 'cancel only';
    expect(await post('orders', order('0.001', '50000'))).toMatchObject({
      error_response: { error: 'ORDER_ENTRY_DISABLED' },
    });
    simulator.mode = 'down';
    expect(await get('accounts')).toMatchObject({ error: 'unavailable' });
  });
});
