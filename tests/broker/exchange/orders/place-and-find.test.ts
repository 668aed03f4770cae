import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../../src/broker/exchange/model.js';
import { findOrders } from '../../../../src/broker/exchange/orders/find-orders.js';
import { placeOrder } from '../../../../src/broker/exchange/orders/place-order.js';
import { Decimal, sum, ZERO } from '../../../../src/core/money.js';
import { type Fault, page } from '../../../exchanges/faults.js';
import { exchanges } from '../../../exchanges/simulators.js';
import { connected, ID } from '../connected.js';

const GRACE_MS = 60_000;
const limits = () => ({ now: Date.now, deadlineMs: Date.now() + 600_000, postTimeoutMs: 20_000 });

/** Connects, and sends and looks as the broker does. */
async function broker(name: (typeof exchanges)[number]['name']) {
  const all = await connected(name);
  const { api, connection, pair, order, simulator, reconnect } = all;
  const sent = order('0.4', '50010.5');
  return {
    ...all,
    sent,
    send: (changed: Partial<ReturnType<typeof limits>> = {}, one = sent) =>
      placeOrder(api, connection, one, pair, { ...limits(), ...changed }),
    async look(): Promise<Finding> {
      const finding = (await findOrders(api, reconnect(), [{ ...sent, isClosed: false }], GRACE_MS)).get(ID);
      if (!finding) throw new Error('a look says nothing of the order that was looked for');
      return finding;
    },
    /** Until nothing that was sent can still arrive. */
    waitOut: () => simulator.venue.clock.advance(api.orderExpiryMs + GRACE_MS + 5_000),
  };
}

const answeredWith = (status: Parameters<typeof page>[0], acts: boolean): Fault => {
  return { kind: 'answers', acts, answer: page(status) };
};
const statuses = [429, 500, 502, 503, 504, 520] as const;
const faults: readonly (readonly [string, Fault])[] = [
  ['is lost before it arrives', { kind: 'lost', acts: false }],
  ['is lost with its answer', { kind: 'lost', acts: true }],
  ['has its answer cut', { kind: 'cut', acts: true }],
  ['is not answered', { kind: 'silent', acts: true }],
  ['is not answered, nor carried out', { kind: 'silent', acts: false }],
  ['has nothing but headers for an answer', { kind: 'headers only', acts: true }],
  ['arrives 20 s late', { kind: 'arrives late', afterMs: 20_000 }],
  ['arrives after its time', { kind: 'arrives late', afterMs: 125_000 }],
  ['is answered twice', { kind: 'twice' }],
  ['is answered with an empty success', { kind: 'answers', acts: true, answer: { status: 200, body: '' } }],
  ...statuses.map((status) => [`is carried out, and answered ${status}`, answeredWith(status, true)] as const),
  ...statuses.map((status) => [`is not carried out, and answered ${status}`, answeredWith(status, false)] as const),
];

describe.each(exchanges)('an order to $name', ({ name }) => {
  it.each(faults)('that %s is found, or known never to have been, and was sent once', async (_, fault) => {
    const { simulator, send, look, waitOut, endRunAfterOrder } = await broker(name);
    simulator.faults.set('place', fault);
    if (fault.kind === 'silent') endRunAfterOrder();
    expect((await send(fault.kind === 'headers only' ? { postTimeoutMs: 500 } : {})).kind).toBe('unanswered');
    expect((await look()).kind).not.toBe('absent');
    waitOut();
    const known = await look();
    const bought = simulator.venue.state().trades.map(({ quantity }) => quantity);
    expect(boughtIn(known).toFixed()).toBe(sum(bought).toFixed());
    expect(known.kind === 'absent').toBe(bought.length === 0);
    expect([...simulator.posts]).toEqual([[ID, 1]]);
  });

  it('that a look misses is not given up before its time, nor after it by a look that is not whole', async () => {
    const { simulator, look, waitOut } = await broker(name);
    expect(await look()).toEqual({ kind: 'not-seen', until: expect.any(Date) });
    simulator.venue.clock.advance(-5_000);
    waitOut();
    for (const fault of [{ kind: 'cut', acts: true }, answeredWith(502, true)] as const) {
      simulator.faults.set('find', fault);
      await expect(look()).rejects.toMatchObject({ code: 'broker', retryable: true });
    }
    simulator.venue.clock.advance(5_000);
    expect(await look()).toEqual({ kind: 'absent' });
  });

  it('that was refused is so in the words of the exchange, without secrets', async () => {
    const { send, order, simulator } = await broker(name);
    const sending = await send({}, order('10', '50000'));
    expect(sending).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/insufficient/i) });
    expect(simulator.venue.state().orders).toEqual([]);
  });

  it('that is refused with the key and its secret in the words keeps neither, nor a part of them', async () => {
    const { send, simulator } = await broker(name);
    const { apiKey, secret } = simulator;
    for (const filler of ['', 'x'.repeat(150)]) {
      const words = `${filler} ${apiKey} ${secret}`;
      const bodies = {
        kraken: { error: [`EOrder:${words}`] },
        binance: { code: -1013, msg: words },
        coinbase: { error: 'INVALID_ARGUMENT', message: words },
      };
      const answer = { status: name === 'kraken' ? 200 : 400, body: bodies[name] };
      simulator.faults.set('place', { kind: 'answers', acts: false, answer });
      const sending = await send();
      expect(sending).toMatchObject({ kind: 'refused', reason: expect.stringContaining('***') });
      const [line = ''] = secret.split('\n').filter((it) => !it.startsWith('-----'));
      for (const part of [apiKey.slice(0, 12), line.slice(0, 8)]) expect(JSON.stringify(sending)).not.toContain(part);
    }
  });

  it.each([
    ['its promise is more than 5 s old', { now: () => Date.now() + 5_100 }],
    ['less than 25 s are left of the run', { deadlineMs: Date.now() + 24_000 }],
  ])('is not sent where %s', async (_, changed) => {
    const { send, simulator } = await broker(name);
    expect(await send(changed)).toEqual({ kind: 'refused', reason: 'not sent in time' });
    expect(simulator.posts.size).toBe(0);
  });

  it('is not sent between two steps or two ticks, nor where nobody can be asked for the time', async () => {
    const { send, order, pair, simulator, api, reconnect, sent } = await broker(name);
    const halfStep = { ...sent, quantity: sent.quantity.plus(pair.step.div(2)) };
    const halfTick = { ...sent, limitPrice: sent.limitPrice.plus(pair.tick.div(2)) };
    for (const odd of [halfStep, halfTick]) expect((await send({}, odd)).kind).toBe('refused');
    simulator.faults.set('time', answeredWith(503, true), 9);
    const outcome = await placeOrder(api, reconnect(), order('0.1', '50000'), pair, limits());
    expect(outcome.kind).toBe('not-sent');
    expect(simulator.posts.size).toBe(0);
  });
});

it('is not sent where ccxt has made another request of it', async () => {
  const { api, pair, sent, simulator, connection } = await broker('kraken');
  const other = { ...api, orderRequest: () => api.orderRequest({ ...sent, quantity: new Decimal(3) }, pair, 0) };
  const outcome = await placeOrder(other, connection, sent, pair, limits());
  expect(outcome).toMatchObject({ kind: 'not-sent', reason: expect.stringContaining('another request') });
  expect(simulator.posts.size).toBe(0);
});

function boughtIn(finding: Finding): Decimal {
  return finding.kind === 'found' ? sum(finding.sighting.fills.map(({ quantity }) => quantity)) : ZERO;
}
