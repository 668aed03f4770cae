import { describe, expect, it } from 'vitest';
import { placeOrders } from '../../src/act/place-orders.js';
import { resolveOrder } from '../../src/act/resolve-order.js';
import { settleOrders } from '../../src/act/settle-orders.js';
import type { Broker, Placed } from '../../src/broker/broker.js';
import { createPaperBroker } from '../../src/broker/paper.js';
import { DAY_MS } from '../../src/core/calendar.js';
import { ZERO } from '../../src/core/money.js';
import type { Sighting } from '../../src/core/order/events.js';
import type { Purchase } from '../../src/core/order/purchase.js';
import { brokerError } from '../../src/errors.js';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.js';
import { now } from '../core/examples.js';
import { aFill, aSighting } from '../core/order/orders.js';
import { aPromise, begin } from '../ledger/promises.js';

const coins = ['bitcoin', 'ethereum'];
const seen = (status: Sighting['status'], reason: string | null): Sighting => ({
  status,
  exchangeId: 'x',
  executed: ZERO,
  fills: [],
  reason,
});

/** Two promised orders, a broker that trades for real as the changes say, and a run that keeps what it is told. */
async function arrange(changes: Partial<Broker>) {
  const ledger = createMemoryLedger();
  await begin(ledger, aPromise('tick', coins));
  const orders = await ledger.loadOpenOrders();
  const placed: string[] = [];
  const paper = createPaperBroker();
  const broker: Broker = {
    ...paper,
    isRemote: true,
    find: async () => new Map(),
    ...changes,
    place: async (order) => {
      placed.push(order.coin);
      return (changes.place ?? paper.place)(order);
    },
  };
  const told: Purchase[] = [];
  const run = {
    id: 'run',
    now,
    clock: () => now,
    giveUpAfterMs: 60_000,
    onPurchases: (purchases: readonly Purchase[]) => void told.push(...purchases),
  };
  const states = async () => Promise.all(orders.map(async ({ id }) => (await ledger.loadOrder(id))?.status));
  return { hands: { ledger, broker }, run, orders, placed, told, states };
}

describe('placing orders at a broker that trades for real', () => {
  it('asks the ledger for each order, in the moment in which it is sent, whether it may be', async () => {
    const permit = { setting: 'live', refusal: (text: string | null) => (text === 'off' ? 'live is off' : null) };
    const { hands, run, orders, placed, states } = await arrange({
      permit,
      place: async (order) => {
        await hands.ledger.changeSetting('live', () => 'off', now); // by another process, after the first order
        return createPaperBroker().place(order);
      },
    });
    const { failures } = await placeOrders(hands, run, orders);
    expect(placed).toEqual(['bitcoin']);
    expect(await states()).toEqual(['filled', 'cancelled']);
    expect(failures).toEqual([]);
  });

  it('counts an order that was accepted and then rejected as refused', async () => {
    const { hands, run, orders, states } = await arrange({
      place: async (): Promise<Placed> => ({ kind: 'acknowledged', exchangeId: 'x', sighting: null }),
      find: async (asked) =>
        new Map(asked.map(({ id }) => [id, { kind: 'found', sighting: seen('rejected', 'no funds') }])),
    });
    const { failures } = await placeOrders(hands, run, orders);
    expect(await states()).toEqual(['rejected', 'rejected']);
    expect(failures).toEqual(coins.map((coin) => `${coin}: the order was refused: no funds`));
  });

  it('tells of a purchase as soon as it is recorded, though the ledger fails at the next order', async () => {
    const { hands, run, orders, told } = await arrange({});
    let writes = 0;
    const record: typeof hands.ledger.record = async (...given) => {
      writes += 1;
      if (writes === 3) throw new Error('the disk is full');
      return hands.ledger.record(...given);
    };
    await expect(placeOrders({ ...hands, ledger: { ...hands.ledger, record } }, run, orders)).rejects.toThrow(
      'disk is full',
    );
    expect(told.map(({ coin }) => coin)).toEqual(['bitcoin']);
  });
});

describe('settling orders at a broker that trades for real', () => {
  it('settles what was sent, though the look for an order that nobody had fails', async () => {
    const { hands, run, orders, states } = await arrange({
      find: async (asked) => {
        if (asked.some(({ coin }) => coin === 'bitcoin')) throw new Error('too many orders');
        return new Map(asked.map(({ id }) => [id, { kind: 'found', sighting: seen('expired', null) }]));
      },
    });
    const [absent, sent] = orders;
    if (!absent || !sent) throw new Error('no orders');
    const sending = { kind: 'sending', at: now } as const;
    await hands.ledger.record([{ order: absent, events: [sending, { kind: 'absent', at: now }] }], 'earlier');
    await hands.ledger.record([{ order: sent, events: [sending] }], 'earlier');
    await settleOrders(hands, run).catch(() => undefined);
    expect(await states()).toEqual(['rejected', 'expired']);
  });

  it('records what an order has bought of which its owner said that it never was sent', async () => {
    const bought = { ...aFill('T-1', '2'), at: now };
    const { hands, run, orders, states, told } = await arrange({
      find: async (asked) =>
        new Map(asked.map(({ id }) => [id, { kind: 'found', sighting: aSighting('filled', [bought]) }])),
    });
    const events = [{ kind: 'sending', at: now } as const, { kind: 'resolved', fill: null, at: now } as const];
    await hands.ledger.record(
      orders.slice(0, 1).map((order) => ({ order, events })),
      'earlier',
    );
    await settleOrders(hands, run);
    expect(await states()).toEqual(['filled', 'promised']);
    expect(told).toMatchObject([{ coin: 'bitcoin', quantity: bought.quantity, price: bought.price }]);
  });
});

describe('resolving an order of which nobody knows what became of it', () => {
  it('waits a day for a broker that cannot be asked; then the word of its owner counts', async () => {
    const { hands, run, orders, states } = await arrange({
      find: async () => {
        throw brokerError('the exchange refuses the key');
      },
    });
    const [order] = orders;
    if (!order) throw new Error('no orders');
    const [sent] = await hands.ledger.record([{ order, events: [{ kind: 'sending', at: now }] }], 'earlier');
    const resolveAfter = (ms: number) =>
      resolveOrder(hands, { ...run, clock: () => new Date(now.getTime() + ms) }, sent?.order ?? order, null);
    await expect(resolveAfter(DAY_MS - 1)).rejects.toMatchObject({
      code: 'broker',
      message: expect.stringContaining('the exchange refuses the key; without an answer the order'),
    });
    expect(await states()).toEqual(['sending', 'promised']);
    await resolveAfter(DAY_MS);
    expect(await states()).toEqual(['rejected', 'promised']);
  });
});
