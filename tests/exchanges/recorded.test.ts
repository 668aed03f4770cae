import { expect, it, onTestFinished } from 'vitest';
import recorded from './recorded.json' with { type: 'json' };
import { ask, connect, exchangeNamed, lastAnswer, stock } from './simulators.js';

const ID = '6f1c2b7e-0d2a-4b63-9a51-3f0f6f0c9b11';

/** What a newer API no longer tells, or tells of other kinds of order only. */
const notTold = ['accountId', 'preventedMatchId', 'preventedQuantity', 'market_market_ioc', 'userref'];

async function started(name: Parameters<typeof exchangeNamed>[0]) {
  const exchange = exchangeNamed(name);
  const simulator = await exchange.start();
  onTestFinished(() => simulator.close());
  stock(simulator, exchange);
  const client = connect(exchange, simulator);
  const params = { timeInForce: 'IOC', [exchange.clientOrderIdParam]: ID };
  const buy = () => client.createOrder(exchange.symbol, 'limit', 'buy', 0.4, 50010.5, params);
  const idOf = () => simulator.venue.state().orders[0]?.id;
  return { simulator, client, buy, idOf };
}

it("gives Kraken's bodies all fields that were recorded", async () => {
  const { client, buy, idOf, simulator } = await started('kraken');
  const privately = (method: string, params: Record<string, unknown> = {}) =>
    ask(client, method, 'private', 'POST', params);
  await buy();
  expectFields(lastAnswer(client), recorded.kraken.placed);
  expectFields(await privately('QueryOrders', { txid: idOf(), trades: 'true' }), recorded.kraken.orders);
  const [trade] = simulator.venue.state().trades;
  expectFields(await privately('QueryTrades', { txid: trade?.id }), recorded.kraken.trades);
  const open = { pair: 'XXBTZUSD', type: 'buy', ordertype: 'limit', volume: '0.001', price: '40000', cl_ord_id: ID };
  await privately('AddOrder', open);
  expectFields(await privately('OpenOrders'), recorded.kraken.openOrders);
  expectFields(await ask(client, 'Ticker', 'public', 'GET', { pair: 'XXBTZUSD' }), recorded.kraken.ticker);
});

it("gives Coinbase's bodies all fields that were recorded", async () => {
  const { client, buy, simulator } = await started('coinbase');
  const get = (path: string) => ask(client, `brokerage/${path}`, ['v3', 'private'], 'GET');
  await buy();
  expectFields(lastAnswer(client), recorded.coinbase.placed);
  expectFields(await get('orders/historical/batch'), recorded.coinbase.orders);
  expectFields(await get('orders/historical/fills'), recorded.coinbase.fills);
  simulator.mode = 'cancel only';
  await client.createOrder('BTC/USD', 'limit', 'buy', 0.4, 50010.5).catch(() => undefined);
  expectFields(lastAnswer(client), recorded.coinbase.refused);
  expectFields(await get('products'), { products: [recorded.coinbase.product] });
});

it("gives Binance's bodies all fields that were recorded", async () => {
  const { client, buy } = await started('binance');
  const get = (path: string, params: Record<string, unknown> = {}) => ask(client, path, 'private', 'GET', params);
  await buy();
  expectFields(lastAnswer(client), recorded.binance.placed);
  expectFields(await get('order', { symbol: 'BTCUSDC', origClientOrderId: ID }), recorded.binance.order);
  expectFields(await get('myTrades', { symbol: 'BTCUSDC' }), recorded.binance.trades);
  expectFields(await get('account'), recorded.binance.account);
  expectFields(await ask(client, 'ticker/bookTicker', 'public', 'GET', { symbol: 'BTCUSDC' }), recorded.binance.ticker);
});

function expectFields(answer: unknown, recording: unknown): void {
  const told = fieldsOf(answer);
  const isTold = (field: string) => told.some((one) => one === field || one.startsWith(`${field}.`));
  expect(fieldsOf(recording).filter((field) => !isTold(field))).toEqual([]);
}

/** The paths of all fields, such as "result.*.descr.pair": ids that are keys are not told apart, nor rows of a list. */
function fieldsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.slice(0, 1).flatMap((row) => fieldsOf(row, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (notTold.includes(key) || key === 'cursor') return [];
    return fieldsOf(inner, `${path}.${/[A-Z0-9]-[A-Z0-9]|^XX?BT/.test(key) ? '*' : key}`);
  });
}
