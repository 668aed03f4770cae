import { describe, expect, it } from 'vitest';
import { Decimal } from '../../../src/core/money.js';
import { levels } from '../../exchanges/book.js';
import { type Fault, page } from '../../exchanges/faults.js';
import { exchanges } from '../../exchanges/simulators.js';
import { connected, ID } from './connected.js';

describe.each(exchanges)('the API of $name', ({ name, symbol, pairId, base, quote }) => {
  const [coin = '', currency = ''] = symbol.split('/');

  it('lists the pairs that it is asked for, with what they allow', async () => {
    const { simulator, api, connection } = await connected(name);
    const [pair, ...others] = await api.pairs(connection, [symbol, 'NOTHING/USD']);
    const listed = simulator.venue.pairs.find(({ id }) => id === pairId);
    expect(others).toEqual([]);
    expect(pair).toMatchObject({ symbol, id: pairId, baseId: base, closed: null });
    expect(pair).toMatchObject({
      step: listed?.step,
      tick: listed?.tick,
      minimumQuantity: listed?.minimumQuantity,
      minimumNotional: listed?.minimumNotional,
    });
    const { feeRate, makerFeeRate } = await api.account(connection);
    expect(pair?.feeRate ?? feeRate).toEqual(simulator.venue.feeRate);
    expect(pair?.makerFeeRate ?? makerFeeRate).toEqual(simulator.venue.makerFeeRate);
    simulator.mode = 'cancel only';
    expect((await api.pairs(connection, [symbol]))[0]?.closed).toBeTruthy();
  });

  it('tells the best offer, and none where nobody offers', async () => {
    const { simulator, api, connection, pair } = await connected(name);
    expect(await api.asks(connection, [pair])).toEqual(new Map([[symbol, new Decimal(50000)]]));
    simulator.venue.offer(pairId, []);
    expect(await api.asks(connection, [pair])).toEqual(new Map());
  });

  it('tells balances without what open orders hold', async () => {
    const { simulator, api, connection } = await connected(name);
    const listed = simulator.venue.pairs.find(({ id }) => id === pairId);
    if (!listed) throw new Error('no pair');
    const [quantity, limitPrice] = [new Decimal(1), new Decimal(40000)];
    simulator.venue.place({ clientOrderId: null, pair: listed, quantity, limitPrice, timeInForce: 'GTC' });
    const { balances } = await api.account(connection);
    expect(balances.get(currency)).toEqual(simulator.venue.state().balances.get(quote));
    expect(balances.get(currency)?.held.gte(40000)).toBe(true);
  });

  it('tells what the key may do', async () => {
    const { simulator, api, connection } = await connected(name);
    expect(await api.permissions(connection)).toEqual({ trade: true, withdraw: false });
    simulator.rights.delete('trade');
    simulator.rights.add('withdraw');
    expect(await api.permissions(connection)).toEqual({ trade: false, withdraw: true });
  });

  it('buys once and immediately, and finds what it bought, to the digit', async () => {
    const { simulator, api, connection, order, place } = await connected(name);
    const sent = order('0.4', '50010.5');
    const placed = await place(sent);
    const [made] = simulator.venue.state().orders;
    expect(placed).toMatchObject({ kind: 'acknowledged', exchangeId: made?.id });
    expect(made).toMatchObject({ clientOrderId: ID, timeInForce: 'IOC', ...amountsOf(sent) });
    const found = await api.find(connection, [sent], { thorough: false });
    const fills = simulator.venue.state().trades.map(({ id: tradeId, orderId: _, atMs, feeCurrency, ...trade }) => {
      const code = feeCurrency === quote ? currency : coin;
      return { tradeId, ...trade, feeCurrency: code, at: new Date(atMs) };
    });
    expect(fills).toHaveLength(2);
    expect(sorted(found.get(ID))).toEqual({
      exchangeId: made?.id,
      status: 'filled',
      executed: new Decimal('0.4'),
      fills,
      reason: null,
    });
    expect([...simulator.posts]).toEqual([[ID, 1]]);
  });

  it('tells of an order that bought a part what that is, and that nothing waits', async () => {
    const { api, connection, order, place } = await connected(name);
    const sent = order('1', '50000');
    await place(sent);
    const found = (await api.find(connection, [sent], { thorough: false })).get(ID);
    expect(found).toMatchObject({ executed: new Decimal('0.3'), fills: [{ quantity: new Decimal('0.3') }] });
    expect(['cancelled', 'expired']).toContain(found?.status);
  });

  it('finds several orders at once, also one that is still open, and not one that was never sent', async () => {
    const { simulator, api, connection, order, place } = await connected(name);
    const ids = ['1', '2', '3'].map((digit) => ID.replace(/.$/, digit));
    const sent = ids.map((id) => order('0.01', '50000', id));
    await place(sent[0] ?? order('0', '0'));
    simulator.venue.matchAfterMs = 60_000;
    await place(sent[1] ?? order('0', '0'));
    for (const thorough of [false, true]) {
      const found = await api.find(connection, sent, { thorough });
      expect(ids.map((id) => found.get(id)?.status ?? null)).toEqual(['filled', 'open', null]);
    }
  });

  it('finds orders behind pages of others, with all their fills', async () => {
    const { simulator, api, connection, order, place } = await connected(name);
    const parts = Array.from({ length: 120 }, () => ['50000', '0.001'] as const);
    simulator.venue.offer(pairId, levels(...parts));
    const sent = [order('0.12', '50000'), order('0.01', '40000', ID.replace(/.$/, '2'))];
    for (const one of sent) await place(one);
    const listed = simulator.venue.pairs.find(({ id }) => id === pairId);
    if (!listed) throw new Error('no pair');
    const other = {
      pair: listed,
      quantity: new Decimal('0.01'),
      limitPrice: new Decimal(1),
      timeInForce: 'IOC',
    } as const;
    for (let n = 0; n < 120; n += 1) simulator.venue.place({ ...other, clientOrderId: `other ${n}` });
    const found = await api.find(connection, sent, { thorough: false });
    const first = found.get(ID);
    expect(first?.fills).toHaveLength(120);
    expect(new Set(first?.fills.map(({ tradeId }) => tradeId)).size).toBe(120);
    expect(found.get(sent[1]?.clientOrderId ?? '')?.executed.toFixed()).toBe('0');
  });

  it('sees fills that come later than the state of their order', async () => {
    const { simulator, api, connection, order, place } = await connected(name);
    const sent = order('0.2', '50000');
    await place(sent);
    const fillsOf = {
      kraken: 'QueryTrades',
      coinbase: 'GET /api/v3/brokerage/orders/historical/fills',
      binance: 'GET /api/v3/myTrades',
    };
    simulator.faults.set(fillsOf[name], { kind: 'stale', byMs: 60_000 });
    const early = (await api.find(connection, [sent], { thorough: false })).get(ID);
    expect(early).toMatchObject({ status: 'filled', executed: new Decimal('0.2'), fills: [] });
    const found = (await api.find(connection, [sent], { thorough: false })).get(ID);
    expect(found?.fills).toHaveLength(1);
  });

  it('finds in a thorough look, by its fills, an order that no list has yet', async () => {
    const { simulator, api, connection, order, place } = await connected(name);
    const sent = order('0.2', '50000');
    await place(sent);
    const lists = {
      kraken: ['OpenOrders', 'ClosedOrders'],
      coinbase: ['GET /api/v3/brokerage/orders/historical/batch'],
      binance: ['GET /api/v3/order', 'GET /api/v3/allOrders'],
    }[name];
    const times = { kraken: 2, coinbase: 1, binance: 1 }[name];
    for (const list of lists) simulator.faults.set(list, { kind: 'stale', byMs: 60_000 }, times);
    const found = (await api.find(connection, [sent], { thorough: true })).get(ID);
    expect(found).toMatchObject({ status: 'filled', executed: new Decimal('0.2') });
  });

  it.each<[string, Fault]>([
    ['lost', { kind: 'lost', acts: true }],
    ['cut off', { kind: 'cut', acts: true }],
    ['doubled', { kind: 'twice' }],
    ['a page', { kind: 'answers', acts: true, answer: page(502) }],
    ['a page with the status of success', { kind: 'answers', acts: true, answer: { ...page(502), status: 200 } }],
    ['empty', { kind: 'answers', acts: true, answer: { status: 200, body: '' } }],
    ['without what was asked for', { kind: 'answers', acts: true, answer: { status: 200, body: {} } }],
  ])('takes an answer that is %s for none: of balances, of prices, of orders', async (_, fault) => {
    const { simulator, api, connection, pair, order } = await connected(name);
    for (const role of ['account', 'prices', 'find', 'instruments'] as const) simulator.faults.set(role, fault, 5);
    const failing = [
      api.account(connection),
      api.asks(connection, [pair]),
      api.find(connection, [order('1', '1')], { thorough: true }),
      api.pairs(connection, [symbol]),
    ];
    const reason = { code: 'broker', retryable: true };
    for (const asked of await Promise.allSettled(failing)) expect(asked).toMatchObject({ status: 'rejected', reason });
  });

  it.each<[string, Fault, number]>([
    ['is lost, with the order', { kind: 'lost', acts: false }, 0],
    ['is lost', { kind: 'lost', acts: true }, 1],
    ['is cut off', { kind: 'cut', acts: true }, 1],
    ['never comes', { kind: 'silent', acts: true }, 1],
    ['is nothing but headers', { kind: 'headers only', acts: true }, 1],
    ['comes twice', { kind: 'twice' }, 1],
    ['is a page', { kind: 'answers', acts: true, answer: page(504) }, 1],
    [
      'is a redirect',
      { kind: 'answers', acts: true, answer: { status: 307, body: '', headers: { location: '/' } } },
      1,
    ],
    ['is an empty object', { kind: 'answers', acts: true, answer: { status: 200, body: {} } }, 1],
  ])('does not know what became of an order whose answer %s, and has sent it once', async (_, fault, made) => {
    const { simulator, api, order, place, endRunAfterOrder, reconnect } = await connected(name);
    simulator.faults.set('place', fault);
    if (fault.kind === 'silent') endRunAfterOrder();
    const sent = order('0.1', '50000');
    expect(await place(sent, fault.kind === 'headers only' ? 500 : undefined)).toMatchObject({ kind: 'unanswered' });
    expect([...simulator.posts]).toEqual([[ID, 1]]);
    const found = (await api.find(reconnect(), [sent], { thorough: true })).get(ID);
    expect(found?.executed.toFixed() ?? '0').toBe(made === 1 ? '0.1' : '0');
  });

  it('tells fees in the currency in which they were paid', async () => {
    const { simulator, api, connection, order, place } = await connected(name);
    const third = { currency: 'BNB', unitPrice: new Decimal(600) };
    // Coinbase takes them in the quote currency only.
    const paidIn = { kraken: 'base', coinbase: 'quote', binance: third } as const;
    simulator.venue.feeCurrency = paidIn[name];
    const sent = order('0.3', '50000');
    const placed = await place(sent);
    const [trade] = simulator.venue.state().trades;
    const fee = { feeCurrency: { kraken: 'BTC', coinbase: 'USD', binance: 'BNB' }[name], fee: trade?.fee };
    const found = (await api.find(connection, [sent], { thorough: false })).get(ID);
    expect(found?.fills).toEqual([expect.objectContaining(fee)]);
    if (placed.kind === 'acknowledged' && placed.sighting) expect(placed.sighting.fills).toEqual(found?.fills);
  });

  it('cancels what is left of an order', async () => {
    const { simulator, api, connection, order, place } = await connected(name);
    simulator.venue.matchAfterMs = 60_000;
    const sent = order('0.1', '50000');
    const placed = await place(sent);
    const request = api.cancelRequest(sent, placed.kind === 'acknowledged' ? placed.exchangeId : null);
    expect(request).not.toBeNull();
    if (request) await connection.post(() => request, { timeoutMs: 2_000, mustSay: [] });
    expect((await api.find(connection, [sent], { thorough: false })).get(ID)?.status).toBe('cancelled');
  });

  it("signs by the exchange's clock, and tells how far ours is from it", async () => {
    const { api, connection, order, place } = await connected(name, {}, -600_000);
    expect(Math.round((await connection.skewMs()) / 60_000)).toBe(10);
    expect(Math.round((Date.now() - connection.now()) / 60_000)).toBe(10);
    expect((await api.account(connection)).balances.size).toBeGreaterThan(0);
    expect(await place(order('0.1', '50000'))).toMatchObject({ kind: 'acknowledged' });
  });

  it('leaves no word of the key in what it says', async () => {
    const { simulator, api, connection, events } = await connected(name);
    const echo = JSON.stringify({ error: [simulator.apiKey, 'signature=abcdef'], code: -1, msg: simulator.secret });
    simulator.faults.set('account', { kind: 'answers', acts: true, answer: { status: 400, body: echo } });
    const message = await api.account(connection).catch(({ message }) => message);
    const texts = [message, ...events].join('\n');
    for (const secret of [simulator.apiKey, simulator.secret, 'abcdef']) expect(texts).not.toContain(secret);
  });
});

function amountsOf({ quantity, limitPrice }: { quantity: Decimal; limitPrice: Decimal }) {
  return { quantity, limitPrice };
}

/** Exchanges list the newest fill first, or the oldest, or in any order. */
function sorted<Order extends { fills: readonly { tradeId: string }[] }>(order: Order | null | undefined) {
  return order && { ...order, fills: order.fills.toSorted((a, b) => a.tradeId.localeCompare(b.tradeId)) };
}
