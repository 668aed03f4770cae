import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { levels } from '../book.js';
import type { ExchangeSimulator } from '../simulator.js';
import { ask, connect, exchangeNamed, stock } from '../simulators.js';

const exchange = exchangeNamed('kraken');
const ID = '6f1c2b7e-0d2a-4b63-9a51-3f0f6f0c9b11';
const order = {
  pair: 'XXBTZUSD',
  type: 'buy',
  ordertype: 'limit',
  volume: '0.001',
  price: '50000',
  timeinforce: 'IOC',
  cl_ord_id: ID,
};

describe('the Kraken simulator', () => {
  let simulator: ExchangeSimulator;
  let client: ReturnType<typeof connect>;
  beforeEach(async () => {
    simulator = await exchange.start();
    onTestFinished(() => simulator.close());
    stock(simulator, exchange);
    client = connect(exchange, simulator);
  });
  const privately = (method: string, params: Record<string, unknown> = {}) =>
    ask(client, method, 'private', 'POST', params);
  const inMs = (ms: number) => new Date(simulator.venue.clock.now() + ms).toISOString();

  it.each<[string, Record<string, unknown>, string]>([
    ['a pair that does not exist', { pair: 'XXBTZXXX' }, 'EQuery:Unknown asset pair'],
    ['a volume between two steps', { volume: '0.000000001' }, 'EGeneral:Invalid arguments:volume'],
    [
      'a price with too many digits',
      { price: '50000.01' },
      'EOrder:Invalid price:XBTUSD price can only be specified up to 1 decimals.',
    ],
    ['less than the smallest volume', { volume: '0.00004' }, 'EOrder:Order minimum not met'],
    ['less than the smallest cost', { volume: '0.0001', price: '100' }, 'EOrder:Cost minimum not met'],
    ['more than there is money for', { volume: '3' }, 'EOrder:Insufficient funds'],
    ['an id that is too long', { cl_ord_id: `${ID}0` }, 'EGeneral:Invalid arguments:cl_ord_id'],
    ['two kinds of id', { userref: '1' }, 'EGeneral:Invalid arguments'],
  ])('refuses %s', async (_, change, error) => {
    expect(await privately('AddOrder', { ...order, ...change })).toEqual({ error: [error] });
    expect(simulator.venue.state().orders).toEqual([]);
  });

  it('takes a deadline of at most a minute, and nothing after it', async () => {
    const late = { ...order, deadline: inMs(-1) };
    expect(await privately('AddOrder', late)).toEqual({ error: ['EService:Deadline elapsed'] });
    const far = { ...order, deadline: inMs(61_000) };
    expect(await privately('AddOrder', far)).toEqual({ error: ['EGeneral:Invalid arguments:deadline'] });
    expect(await privately('AddOrder', { ...order, deadline: inMs(30_000) })).toMatchObject({ error: [] });
  });

  it('refuses an id that an open order has, and buys again once that is closed', async () => {
    const waiting = { ...order, price: '49000', timeinforce: 'GTC' };
    await privately('AddOrder', waiting);
    expect(await privately('AddOrder', waiting)).toEqual({ error: ['EOrder:Duplicate order'] });
    await privately('CancelOrder', { cl_ord_id: ID });
    await privately('AddOrder', order);
    await privately('AddOrder', order);
    expect(simulator.venue.state().orders.map(({ status }) => status)).toEqual([
      'cancelled by user',
      'filled',
      'filled',
    ]);
    expect(simulator.posts.get(ID)).toBe(4);
  });

  it('only checks an order with validate', async () => {
    const answer = { error: [], result: { descr: { order: 'buy 0.00100000 XBTUSD @ limit 50000.0' } } };
    expect(await privately('AddOrder', { ...order, validate: 'true' })).toEqual(answer);
    expect(simulator.venue.state().orders).toEqual([]);
  });

  it('knows its keys, signatures, nonces and rights', async () => {
    client.secret = Buffer.from('another').toString('base64');
    expect(await privately('BalanceEx')).toEqual({ error: ['EAPI:Invalid signature'] });
    client.secret = simulator.secret;
    client.nonce = () => 1_000;
    expect(await privately('BalanceEx')).toMatchObject({ error: [] });
    expect(await privately('BalanceEx')).toEqual({ error: ['EAPI:Invalid nonce'] });
    client.nonce = () => 2_000;
    simulator.rights.delete('trade');
    expect(await privately('AddOrder', order)).toEqual({ error: ['EGeneral:Permission denied'] });
    client.apiKey = 'another';
    expect(await privately('GetApiKeyInfo')).toEqual({ error: ['EAPI:Invalid key'] });
  });

  it('tells what the key may do', async () => {
    simulator.rights.add('withdraw');
    const permissions = ['query-funds', 'query-open-trades', 'query-closed-trades', 'modify-trades', 'close-trades'];
    expect(await privately('GetApiKeyInfo')).toMatchObject({
      result: { permissions: [...permissions, 'withdraw-funds'] },
    });
  });

  it('gives 50 closed orders a page, the newest first, and tells of trades only when asked', async () => {
    simulator.venue.offer('XXBTZUSD', levels(['50000', '1']));
    let nonce = 1;
    client.nonce = () => nonce++;
    for (let n = 0; n < 51; n += 1) await privately('AddOrder', order);
    const first = await privately('ClosedOrders', { cl_ord_id: ID });
    const second = await privately('ClosedOrders', { cl_ord_id: ID, ofs: 50, trades: 'true' });
    expect(first).toMatchObject({ result: { count: 51 } });
    const ids = simulator.venue.state().orders.map(({ id }) => id);
    expect(Object.keys(closedOf(first))).toEqual(ids.slice(1).toReversed());
    expect(Object.entries(closedOf(second))).toEqual([
      [ids[0], expect.objectContaining({ trades: ['TSIMUL-KRAKE-000001'] })],
    ]);
    expect(JSON.stringify(first)).not.toContain('"trades"');
  });

  it('is down, or only lets cancel, in maintenance', async () => {
    simulator.mode = 'cancel only';
    expect(await privately('AddOrder', order)).toEqual({ error: ['EService:Market in cancel_only mode'] });
    simulator.mode = 'down';
    expect(await privately('BalanceEx')).toEqual({ error: ['EService:Unavailable'] });
    expect(await ask(client, 'SystemStatus', 'public', 'GET')).toMatchObject({ result: { status: 'maintenance' } });
  });
});

function closedOf(answer: unknown): object {
  expect(answer).toHaveProperty('result.closed');
  return JSON.parse(JSON.stringify(answer)).result.closed;
}
