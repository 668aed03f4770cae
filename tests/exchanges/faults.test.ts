import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Fault, page } from './faults.js';
import type { ExchangeSimulator } from './simulator.js';
import { connect, exchanges, stock } from './simulators.js';

const ID = '6f1c2b7e-0d2a-4b63-9a51-3f0f6f0c9b11';

describe.each(exchanges)('what can go wrong at the simulator of $name', (exchange) => {
  let simulator: ExchangeSimulator;
  let client: ReturnType<typeof connect>;
  beforeEach(async () => {
    simulator = await exchange.start();
    onTestFinished(() => simulator.close());
    stock(simulator, exchange);
    client = connect(exchange, simulator);
    await client.loadMarkets();
  });

  const place = () => {
    const params = { timeInForce: 'IOC', [exchange.clientOrderIdParam]: ID, ...deadline() };
    return client.createOrder(exchange.symbol, 'limit', 'buy', 0.001, 50000, params);
  };
  /** Kraken's orders say until when they may arrive, Binance's for how long. */
  const deadline = () =>
    exchange.name === 'kraken' ? { deadline: new Date(simulator.venue.clock.now() + 30_000).toISOString() } : {};
  const outcome = () => place().then((order) => order.id ?? 'no id', nameOf);
  /** The client waits no longer than until an answer to its order would have left. */
  const hangUp = () => {
    const patience = new AbortController();
    client.fetchImplementation = (target: string, request: RequestInit) => {
      const { pathname, search } = new URL(target);
      return fetch(`${simulator.url}${pathname}${search}`, { ...request, signal: patience.signal });
    };
    simulator.watch((moment, { role }) => {
      if (role === 'place' && moment === 'leaving') patience.abort();
    });
  };
  const ordersMade = () => simulator.venue.state().orders.length;

  it.each<[string, Fault]>([
    ['is lost', { kind: 'lost', acts: true }],
    ['is cut off', { kind: 'cut', acts: true }],
    ['never comes', { kind: 'silent', acts: true }],
    ['is a page', { kind: 'answers', acts: true, answer: page(502) }],
    ['is one that Cloudflare makes up', { kind: 'answers', acts: true, answer: page(520) }],
  ])('makes the order, and its answer %s', async (_, fault) => {
    simulator.faults.set('place', fault);
    if (fault.kind === 'silent') hangUp();
    expect(await outcome()).toMatch(/Error|Timeout|NotAvailable|terminated/);
    expect([ordersMade(), simulator.posts.get(ID)]).toEqual([1, 1]);
  });

  it.each<[string, Fault]>([
    ['loses the connection', { kind: 'lost', acts: false }],
    ['never answers', { kind: 'silent', acts: false }],
    ['answers with a page', { kind: 'answers', acts: false, answer: page(503) }],
  ])('makes no order, and %s', async (_, fault) => {
    simulator.faults.set('place', fault);
    if (fault.kind === 'silent') hangUp();
    expect(await outcome()).toMatch(/Error|Timeout|NotAvailable/);
    expect([ordersMade(), simulator.posts.get(ID)]).toEqual([0, 1]);
    connect(exchange, simulator);
    await place();
    expect(ordersMade()).toBe(1);
  });

  it('makes the order, and sends nothing of it but the headers', async () => {
    simulator.faults.set('place', { kind: 'headers only', acts: true });
    let status = 0;
    client.fetchImplementation = async (target: string, request: RequestInit) => {
      const { pathname, search } = new URL(target);
      const patience = new AbortController();
      const response = await fetch(`${simulator.url}${pathname}${search}`, { ...request, signal: patience.signal });
      status = response.status;
      patience.abort();
      return response;
    };
    expect(await outcome()).toBe('AbortError');
    expect([status, ordersMade()]).toEqual([200, 1]);
  });

  it('makes the order, and answers twice', async () => {
    simulator.faults.set('place', { kind: 'twice' });
    expect(await outcome()).toMatch(/^no id$|Error/);
    expect(ordersMade()).toBe(1);
  });

  it.each([
    [5_000, 'makes', 1],
    [125_000, 'no longer makes', 0],
  ])('has an order arrive %d ms late, and %s it', async (afterMs, _, made) => {
    simulator.faults.set('place', { kind: 'arrives late', afterMs });
    expect(await outcome()).toMatch(/Error/);
    simulator.venue.clock.advance(afterMs - 1_000);
    expect(ordersMade()).toBe(0);
    simulator.venue.clock.advance(1_000);
    expect(ordersMade()).toBe(made);
  });

  it('shows what was a while ago, to reads only', async () => {
    await place();
    simulator.faults.set('account', { kind: 'stale', byMs: 60_000 });
    const code = client.safeCurrencyCode(exchange.base) ?? '';
    const [then, now] = [await client.fetchBalance({ v3: true }), await client.fetchBalance({ v3: true })];
    expect([then[code]?.total, now[code]?.total].map((total) => Number(total ?? 0) > 0)).toEqual([false, true]);
  });

  it('matches an order later, if told so', async () => {
    simulator.venue.matchAfterMs = 1_500;
    await place();
    const statuses = () => simulator.venue.state().orders.map(({ status }) => status);
    expect(statuses()).toEqual(['open']);
    simulator.venue.clock.advance(1_500);
    expect(statuses()).toEqual(['filled']);
  });

  it('says when a request has arrived and when its answer leaves', async () => {
    const seen: string[] = [];
    simulator.watch((moment, { role }) => void seen.push(`${role} ${moment}, ${ordersMade()} made`));
    await place();
    expect(seen).toEqual(['place arrived, 0 made', 'place leaving, 1 made']);
  });
});

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}
