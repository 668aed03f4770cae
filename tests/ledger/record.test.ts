import { beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '../../src/core/model.js';
import { toExactString } from '../../src/core/money.js';
import type { OrderEvent } from '../../src/core/order/events.js';
import type { OrderRecord } from '../../src/core/order/order.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.js';
import { amount, now } from '../core/examples.js';
import { aFill, aSighting, found, minutesLater } from '../core/order/orders.js';
import { collect, open } from './ledgers.js';
import { aPromise, begin } from './promises.js';
import { databases, verify } from './whole.js';

/** Ledgers, with what a check of all of one finds wrong. */
const ledgers: Readonly<Record<string, () => Promise<{ open: () => Promise<Ledger>; wrong: () => Promise<unknown> }>>> =
  {
    memory: async () => {
      const ledger = createMemoryLedger();
      return { open: async () => ledger, wrong: async () => [] };
    },
    ...Object.fromEntries(
      Object.entries(databases).map(([name, { freshUrl }]) => [
        name,
        async () => {
          const url = await freshUrl();
          return {
            open: () => open({ url, mode: 'write' }),
            wrong: async () => (await verify(url)).checks.flatMap(({ problems }) => problems),
          };
        },
      ]),
    ),
  };

/** 10 coins at 5 or, by its limit, at most 6, and a fee of a tenth of that. */
const terms = {
  quantity: amount('10'),
  price: amount('5'),
  limitPrice: amount('6'),
  reserve: amount('66'),
  carried: amount('20'),
  pair: 'BTC/USD',
};

const sending: OrderEvent = { kind: 'sending', at: minutesLater(1) };
const refused: OrderEvent = { kind: 'refused', reason: 'no money', at: minutesLater(2) };
const absent: OrderEvent = { kind: 'absent', at: minutesLater(9) };

describe.each(Object.entries(ledgers))('what happens to orders, in the %s ledger,', (name, create) => {
  let another: () => Promise<Ledger>;
  let wrong: () => Promise<unknown>;
  let ledger: Ledger;
  beforeEach(async () => {
    ({ open: another, wrong } = await create());
    ledger = await another();
    const deposit = { id: 'm1', kind: 'deposit', amount: amount('1000'), quoteCurrency: 'usd', at: now } as const;
    await ledger.moveCash(deposit);
  });

  /** Promises orders of some coins, by such terms; gives them as they are kept. */
  async function promise(id: string, coins: readonly string[], changes: Partial<Order> = {}): Promise<OrderRecord[]> {
    const { plan, ...rest } = aPromise(id, coins);
    await begin(ledger, {
      ...rest,
      plan: { ...plan, orders: plan.orders.map((it) => ({ ...it, ...terms, ...changes })) },
    });
    return (await ledger.loadOpenOrders()).filter(({ tickId }) => tickId === id);
  }

  async function promiseOne(): Promise<OrderRecord> {
    const [order] = await promise('tick-1', ['bitcoin']);
    if (!order) throw new Error('an order was promised');
    return order;
  }

  async function happen(order: OrderRecord, events: readonly OrderEvent[], by = 'run-1', where = ledger) {
    const [recorded = null] = await where.record([{ order, events }], by);
    return recorded;
  }

  const sums = async () => {
    const { day, month, total, coins } = await ledger.loadSpending(now, ['bitcoin']);
    return [day, month, total, coins.get('bitcoin')?.amount].map((it) => it && toExactString(it)).join(' ');
  };
  const cash = async () =>
    (await ledger.loadCash(9)).map((it) => `${it.kind} ${toExactString(it.amount)} ${toExactString(it.balance)}`);

  it('a promise binds what it may cost at most', async () => {
    const order = await promiseOne();
    expect(order).toMatchObject({ status: 'promised', ...terms, promisedAt: now, sentAt: null, closedAt: null });
    expect(order.clientOrderId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await sums()).toBe('66 66 66 66');
    expect(await cash()).toEqual(['purchase -66 934', 'deposit 1000 1000']);
    expect(await wrong()).toEqual([]);
  });

  it('an order is sent only where the ledger permits it in that moment; else it is withdrawn, and gives everything back', async () => {
    const order = await promiseOne();
    const permit = { setting: 'permit', refusal: (text: string | null) => (text === 'on' ? null : `it is ${text}`) };
    await ledger.changeSetting('permit', () => 'off', now);
    const [refused] = await ledger.record([{ order, events: [sending], permit }], 'run-1');
    expect(refused).toMatchObject({ order: { status: 'cancelled', reason: 'it is off', sentAt: null }, fills: [] });
    expect(await sums()).toBe('0 0 0 0');
    expect(await wrong()).toEqual([]);

    const [next] = await promise('tick-2', ['bitcoin']);
    if (!next) throw new Error('an order was promised');
    await ledger.changeSetting('permit', () => 'on', now);
    const [permitted] = await ledger.record([{ order: next, events: [sending], permit }], 'run-2');
    expect(permitted).toMatchObject({ order: { status: 'sending' } });
  });

  it('of two orders of one coin the second is not sent while nobody knows what became of the first, but withdrawn', async () => {
    const [first] = await promise('tick-1', ['bitcoin']);
    const [second, ofAnotherCoin] = await promise('tick-2', ['bitcoin', 'tether']);
    if (!first || !second || !ofAnotherCoin) throw new Error('three orders were promised');
    const permit = { setting: 'live', refusal: () => null };
    const sent = await Promise.all(
      [first, second, ofAnotherCoin].map(async (order, n) => {
        const [recorded] = await (await another()).record([{ order, events: [sending], permit }], `run-${n}`);
        return recorded?.order;
      }),
    );
    const [one, withdrawn] = [sent[0], sent[1]].sort((a) => (a?.status === 'sending' ? -1 : 1));
    expect(sent[2]).toMatchObject({ status: 'sending' });
    expect(one).toMatchObject({ status: 'sending', coin: 'bitcoin' });
    expect(withdrawn).toMatchObject({
      status: 'cancelled',
      reason: `nobody knows yet what became of its order ${one?.id}`,
      sentAt: null,
    });
    expect(await sums()).toBe('132 132 132 66');
    expect(await wrong()).toEqual([]);

    const [third] = await promise('tick-3', ['bitcoin']);
    if (!one || !third) throw new Error('an order was promised');
    const paper = await happen(third, [sending, found(aSighting('filled', [aFill('T-1', '10')]))]);
    expect(paper).toMatchObject({ order: { status: 'filled' } }); // it is not left in sending
    await happen(one, [refused]);
    const [fourth] = await promise('tick-4', ['bitcoin']);
    expect(fourth && (await happen(fourth, [sending]))).toMatchObject({ order: { status: 'sending' } });
  });

  it('a refusal closes the order, and gives everything back', async () => {
    const order = await promiseOne();
    const recorded = await happen(order, [sending, refused]);
    expect(recorded).toMatchObject({ order: { status: 'rejected', reason: 'no money' }, fills: [] });
    expect(await ledger.loadOpenOrders()).toEqual([]);
    expect(await sums()).toBe('0 0 0 0');
    expect((await ledger.loadSpending(now, ['bitcoin'])).coins.get('bitcoin')?.carried).toEqual(amount('20'));
    expect(await cash()).toEqual(['released 66 1000', 'purchase -66 934', 'deposit 1000 1000']);
    expect(await ledger.loadHoldings()).toEqual([]);
    expect(await wrong()).toEqual([]);
  });

  it('fills come in parts, each once, and what is left is released with the last state', async () => {
    const order = await promiseOne();
    const half = [aFill('T-1', '4')];
    const sent = await happen(order, [sending]);
    const first = await happen(sent?.order ?? order, [found(aSighting('open', half))]);
    expect(first).toMatchObject({ order: { status: 'partially-filled', exchangeId: 'X-1' }, fills: half });
    expect(await sums()).toBe('66 66 66 66');
    expect(await wrong()).toEqual([]);

    const more = [...half, aFill('T-2', '3', { at: minutesLater(3), fee: amount('0.25') })];
    const last = await happen(first?.order ?? order, [found(aSighting('cancelled', more))], 'run-2');
    expect(last?.fills).toMatchObject([{ tradeId: 'T-2' }]);
    expect(await sums()).toBe('39.25 39.25 39.25 39.25');
    expect(await cash()).toEqual(['released 26.75 960.75', 'purchase -66 934', 'deposit 1000 1000']);
    expect(await ledger.loadHoldings()).toMatchObject([
      { coin: 'bitcoin', buyCount: 1, quantity: amount('7'), costBasis: amount('39.25') },
    ]);
    expect((await collect(ledger.streamTransactions({}))).map(({ id }) => id)).toEqual([
      'tick-1-bitcoin-T-2',
      'tick-1-bitcoin-T-1',
    ]);
    expect(await wrong()).toEqual([]);
  });

  it('a fee in the coin leaves less of it, and one in a third currency counts for nothing', async () => {
    const order = await promiseOne();
    const fills = [
      aFill('T-1', '4', { fee: amount('0.01'), feeCurrency: 'BTC' }),
      aFill('T-2', '6', { fee: amount('0.02'), feeCurrency: 'BNB' }),
    ];
    await happen(order, [sending, found(aSighting('filled', fills))]);
    expect(await ledger.loadHoldings()).toMatchObject([{ quantity: amount('9.99'), costBasis: amount('55') }]);
    expect(await sums()).toBe('55 55 55 55');
    expect(await collect(ledger.streamTransactions({}))).toMatchObject([
      { feeCurrency: 'BNB', fee: amount('0.02') },
      { feeCurrency: 'BTC', fee: amount('0.01') },
    ]);
    expect(await wrong()).toEqual([]);
  });

  it('a fill that is found after its order was given up is recorded, and counts on its own day', async () => {
    const order = await promiseOne();
    const closed = await happen(order, [sending, absent]);
    expect(await ledger.loadAbsentOrders(now)).toMatchObject([{ id: order.id, reason: 'never arrived' }]);
    expect(await ledger.loadAbsentOrders(minutesLater(10))).toEqual([]);
    const late = aFill('T-1', '10', { at: new Date('2026-12-01T00:00:00Z') });
    await happen(closed?.order ?? order, [found(aSighting('filled', [late]))]);
    expect(await sums()).toBe('0 0 55.5 55.5');
    const { day, month } = await ledger.loadSpending(late.at, []);
    expect([day, month].map(toExactString)).toEqual(['55.5', '55.5']);
    expect(await cash()).toEqual(['purchase -55.5 944.5', 'released 66 1000', 'purchase -66 934', 'deposit 1000 1000']);
    expect(await ledger.loadHoldings()).toMatchObject([{ buyCount: 1, quantity: amount('10') }]);
    expect(await ledger.loadAbsentOrders(now)).toEqual([]);
    expect(await wrong()).toEqual([]);
  });

  it('an account that was opened after the promise is not touched by it', async () => {
    const fresh = await (await create()).open();
    ledger = fresh;
    const order = await promiseOne();
    const deposit = { id: 'm2', kind: 'deposit', amount: amount('5'), quoteCurrency: 'usd', at: now } as const;
    await ledger.moveCash(deposit);
    await happen(order, [sending, refused]);
    expect(await cash()).toEqual(['deposit 5 5']);
  });

  it('what a faster run has recorded stays, and the slower one records nothing', async () => {
    const order = await promiseOne();
    const whole = found(aSighting('filled', [aFill('T-1', '10')]));
    const [one, two] = await Promise.all([
      happen(order, [sending, whole], 'run-1', await another()),
      happen(order, [{ kind: 'given-up', at: minutesLater(1) }], 'run-2', await another()),
    ]);
    expect([one, two].filter((it) => it === null)).toHaveLength(1);
    const bought = one === null ? [] : [{ quantity: amount('10') }];
    expect(await ledger.loadHoldings()).toMatchObject(bought);
    expect(await wrong()).toEqual([]);
  });

  it('one order is sent by one of 8 runs', async () => {
    const order = await promiseOne();
    const runs = await Promise.all(Array.from({ length: 8 }, another));
    const sent = await Promise.all(runs.map((it, n) => happen(order, [sending], `run-${n}`, it)));
    expect(sent.filter((it) => it !== null)).toHaveLength(1);
  });

  it('are recorded together or not at all', async () => {
    const [one, two] = await promise('tick-1', ['bitcoin', 'tether']);
    if (!one || !two) throw new Error('two orders were promised');
    await happen(two, [sending]);
    const recorded = await ledger.record(
      [
        { order: one, events: [sending] },
        { order: two, events: [sending] },
      ],
      'run-2',
    );
    expect(recorded).toMatchObject([{ order: { id: one.id } }, null]);
    const impossible = ledger.record(
      [
        { order: { ...one, status: 'sending' }, events: [refused] },
        { order: { ...two, status: 'sending' }, events: [sending] },
      ],
      'run-3',
    );
    await expect(impossible).rejects.toThrow('"sending" cannot happen');
    if (name !== 'memory') expect((await ledger.loadOrder(one.id))?.status).toBe('sending');
  });

  it('are told to whoever plans: what is open, and what will be held when it is filled', async () => {
    const order = await promiseOne();
    await happen(order, [sending, found(aSighting('open', [aFill('T-1', '4', { fee: amount('0') })]))]);
    const { openOrders, positions } = await ledger.loadSpending(now, ['bitcoin']);
    expect(openOrders).toMatchObject([{ id: order.id, status: 'partially-filled' }]);
    expect(positions.get('bitcoin')).toMatchObject({ buyCount: 1, quantity: amount('10'), costBasis: amount('52') });
  });

  it('are listed newest first, by coin, open ones only, and in pages', async () => {
    for (const minute of [2, 1, 3]) {
      const { plan, ...rest } = aPromise(`tick-${minute}`, ['bitcoin', 'tether'], { at: minutesLater(minute) });
      await begin(ledger, { ...rest, plan });
    }
    const [oldest] = await ledger.loadOpenOrders();
    if (oldest) await happen(oldest, [sending, refused]);
    const ids = async (query: Parameters<Ledger['streamOrders']>[0]) =>
      (await collect(ledger.streamOrders(query))).map(({ id }) => id.slice('tick-'.length));
    expect(await ids({})).toEqual(['3-tether', '3-bitcoin', '2-tether', '2-bitcoin', '1-tether', '1-bitcoin']);
    expect(await ids({ coin: 'bitcoin' })).toEqual(['3-bitcoin', '2-bitcoin', '1-bitcoin']);
    expect(await ids({ open: true })).toEqual(['3-tether', '3-bitcoin', '2-tether', '2-bitcoin', '1-tether']);
    expect(await ids({ open: true, coin: 'bitcoin', limit: 1 })).toEqual(['3-bitcoin']);
    expect(await ledger.loadOrder('tick-1-bitcoin')).toMatchObject({ status: 'rejected', symbol: 'bit' });
    expect(await ledger.loadOrder('none')).toBeNull();
  });
});
