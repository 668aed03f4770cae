import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Fill, Order } from '../../src/core/model.js';
import { toExactString } from '../../src/core/money.js';
import { applyFill, emptyPosition } from '../../src/core/portfolio.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { amount, aQuote, midnights, now, scaled, units } from '../core/examples.js';
import { collect, type Opener, openers, PAGE_ROWS } from './ledgers.js';
import { aPromise, begin, fill } from './promises.js';

const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

/** Begins a tick that buys the coins and settles it; gives the orders. */
async function buy(ledger: Ledger, id: string, coins: readonly string[], filled: Partial<Fill> = {}): Promise<Order[]> {
  const promise = aPromise(id, coins);
  await begin(ledger, promise);
  for (const order of promise.plan.orders) await fill(ledger, order, filled);
  return [...promise.plan.orders];
}

describe.each(Object.entries(openers))('the %s ledger', (_name, create) => {
  let open: Opener;
  let ledger: Ledger;
  beforeEach(async () => {
    open = await create();
    ledger = await open();
  });

  it('is empty before the first tick', async () => {
    expect(await ledger.loadMarket()).toBeNull();
    expect(await ledger.loadTickOfSlot('2026-11-22T22')).toBeNull();
    expect(await ledger.loadHoldings()).toEqual([]);
    expect(await ledger.loadDailyPrices(['bitcoin'], '0000-01-01')).toEqual([]);
    expect(await ledger.findCoins('bitcoin')).toEqual([]);
    expect(await ledger.loadOpenOrders()).toEqual([]);
    expect(await collect(ledger.streamTransactions({}))).toEqual([]);
  });

  it('keeps what a tick promised for whoever opens it next', async () => {
    const promise = aPromise('tick-1', ['bitcoin', 'tether'], { slot: '2026-11-22T22' });
    expect(await begin(ledger, promise)).toBe('begun');

    const next = await open();
    expect(await next.loadMarket()).toEqual({ market: 'sample', quoteCurrency: 'usd' });
    expect(await next.loadTickOfSlot('2026-11-22T22')).toMatchObject({ id: 'tick-1', slot: '2026-11-22T22' });
    expect(await next.loadOpenOrders()).toMatchObject([...promise.plan.orders]);
    expect(await next.loadHoldings()).toEqual([]);
  });

  it('writes nothing for a slot that is taken, and names the tick that has it', async () => {
    await begin(ledger, aPromise('tick-1', ['bitcoin'], { slot: '2026-11-22T22' }));
    const second = aPromise('tick-2', ['tether'], { slot: '2026-11-22T22' });
    expect(await begin(ledger, second)).toMatchObject({ earlier: { id: 'tick-1' } });
    expect((await ledger.loadOpenOrders()).map((order) => order.id)).toEqual(['tick-1-bitcoin']);
    expect(await ledger.findCoins('tether')).toEqual([]);
  });

  it('keeps settings by name, each made from what was there before', async () => {
    expect(await ledger.loadSetting('live')).toBeNull();
    const add = (before: string | null) => `${before ?? ''}+`;
    expect(await ledger.changeSetting('live', add, now)).toBe('+');
    expect(await ledger.changeSetting('live', add, minutesLater(1))).toBe('++');
    const next = await open();
    expect([await next.loadSetting('live'), await next.loadSetting('other')]).toEqual(['++', null]);
  });

  it.each([{ slot: '2026-11-22T22' }, {}])('begins a tick once, however often it is told to (%o)', async (slot) => {
    const promise = aPromise('tick-1', ['bitcoin'], slot);
    const [order] = promise.plan.orders;
    expect(await begin(ledger, promise)).toBe('begun');
    if (order) await fill(ledger, order);
    expect(await begin(ledger, promise)).toBe('begun');
    expect(await ledger.loadOpenOrders()).toEqual([]);
  });

  it('begins any number of ticks without a slot', async () => {
    for (const id of ['tick-1', 'tick-2', 'tick-3'])
      expect(await begin(ledger, aPromise(id, ['bitcoin']))).toBe('begun');
    expect(await ledger.loadOpenOrders()).toHaveLength(3);
  });

  it.each([
    [{ market: 'coingecko' }, 'run with --market sample'],
    [{ quoteCurrency: 'eur' }, 'set quote_currency to usd'],
  ])('refuses a tick of another market (%o)', async (other, advice) => {
    await begin(ledger, aPromise('tick-1', ['bitcoin']));
    const { plan, ...rest } = aPromise('tick-2', ['tether']);
    const stranger = { ...rest, plan: { ...plan, tick: { ...plan.tick, ...other } } };
    await expect(begin(ledger, stranger)).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining(advice),
    });
    expect(await ledger.loadOpenOrders()).toHaveLength(1);
  });

  it('prices holdings with the latest quote, down to the last digit', async () => {
    await buy(ledger, 'tick-1', ['tether', 'bitcoin']);
    const later = {
      ...aQuote('bitcoin', '0.000000000000000000000000000123'),
      name: 'Bitcoin "₿"',
      fetchedAt: minutesLater(1),
    };
    await begin(ledger, { ...aPromise('tick-2', []), quotes: [later] });
    expect(await ledger.loadHoldings()).toMatchObject([
      { coin: 'bitcoin', name: 'Bitcoin "₿"', price: later.price, priceAt: later.fetchedAt, buyCount: 1 },
      { coin: 'tether', price: amount('1.5'), priceAt: now },
    ]);
  });

  it('takes a quote whole, with every figure or with none', async () => {
    const figures = {
      marketCap: amount('1e12'),
      marketCapRank: 1,
      high24h: amount('2'),
      low24h: amount('1'),
      priceChange24h: amount('-0.1'),
      priceChangePercentage24h: amount('-0.001'),
      marketCapChange24h: amount('-1'),
      marketCapChangePercentage24h: amount('0'),
      updatedAt: now,
    };
    const quotes = [aQuote('none', '1'), { ...aQuote('every', '1'), ...figures }, aQuote('none', '2')];
    await begin(ledger, { ...aPromise('tick-1', []), quotes });
    expect((await ledger.findCoins('every')).concat(await ledger.findCoins('none'))).toHaveLength(2);
  });

  it('caches midnights by coin and day, and gives them in their newest version', async () => {
    const dailyPrices = [...midnights('b', ['1', '2', '3']), ...midnights('a', ['4']), ...midnights('c', ['5'])];
    await begin(ledger, { ...aPromise('tick-1', []), dailyPrices });
    await begin(ledger, { ...aPromise('tick-2', []), dailyPrices: midnights('b', ['9', '1', '2.5', '3']) });
    await begin(ledger, { ...aPromise('tick-3', []), dailyPrices: midnights('b', ['9', '1', '2']) });
    expect(await ledger.loadDailyPrices(['b', 'a'], '2026-11-21')).toEqual([
      { coin: 'a', day: '2026-11-22', price: amount('4'), version: 1 },
      { coin: 'b', day: '2026-11-21', price: amount('1'), version: 3 },
      { coin: 'b', day: '2026-11-22', price: amount('2'), version: 2 },
    ]);
    expect(await ledger.loadDailyPrices(['b'], '2026-11-19')).toHaveLength(4);
    expect(await ledger.loadDailyPrices([], '2026-11-19')).toEqual([]);
  });

  it('lets a price take the place of a zero in the cache, and never a zero that of a price', async () => {
    await begin(ledger, { ...aPromise('tick-1', []), dailyPrices: midnights('b', ['0', '2']) });
    await begin(ledger, { ...aPromise('tick-2', []), dailyPrices: midnights('b', ['1', '0']) });
    expect(await ledger.loadDailyPrices(['b'], '2026-11-19')).toEqual([
      { coin: 'b', day: '2026-11-21', price: amount('1'), version: 2 },
      { coin: 'b', day: '2026-11-22', price: amount('2'), version: 1 },
    ]);
  });

  it('keeps more coins and midnights than fit in one statement', async () => {
    const coins = Array.from({ length: 1100 }, (_, n) => `coin-${n}`);
    const dailyPrices = coins.flatMap((coin) => midnights(coin, ['1', '2']));
    await begin(ledger, { ...aPromise('tick-1', coins), dailyPrices });
    expect(await ledger.loadOpenOrders()).toHaveLength(1100);
    expect(await ledger.loadDailyPrices(coins.slice(0, 250), '2026-11-21')).toHaveLength(500);
  });

  it.each([
    ['id-1', ['id-1']],
    ['ABC', ['id-1', 'id-2']],
    ['abc', ['id-1', 'id-2']],
    ['ab', []],
    ['%', []],
    ["' OR 1=1 --", []],
    ['ID-1', []],
    ['ÜB', ['id-4']],
    ['Üb', ['id-4']],
    ['üb', []],
    ['Kelvin', []],
    ['NAME of 1', ['id-1']],
    ['name of', []],
  ])('finds coins by id, by symbol or by name, ASCII letters in any case: %s', async (wanted, found) => {
    const quotes = [
      { ...aQuote('id-2', '1'), symbol: 'Abc' },
      { ...aQuote('id-1', '1'), symbol: 'abc', name: 'Name of 1' },
      { ...aQuote('id-3', '1'), symbol: 'abcd' },
      { ...aQuote('id-4', '1'), symbol: 'ÜB' },
      { ...aQuote('id-5', '1'), symbol: '\u212aelvin' }, // a sign whose small letter is k
    ];
    await begin(ledger, { ...aPromise('tick-1', []), quotes });
    expect((await ledger.findCoins(wanted)).map((coin) => coin.id)).toEqual(found);
  });

  it('lists open orders oldest first', async () => {
    await begin(ledger, aPromise('tick-2', ['b', 'a'], { at: minutesLater(1) }));
    await begin(ledger, aPromise('tick-1', ['c'], { at: minutesLater(2) }));
    await begin(ledger, aPromise('tick-3', ['d'], { at: now }));
    expect((await ledger.loadOpenOrders()).map((it) => it.id)).toEqual([
      'tick-3-d',
      'tick-2-a',
      'tick-2-b',
      'tick-1-c',
    ]);
  });

  it('settles an order once: transaction, position and order state', async () => {
    const [order] = await buy(ledger, 'tick-1', ['bitcoin'], { quantity: amount('2'), fee: amount('0.25') });
    if (order) await fill(ledger, order, { quantity: amount('7'), at: minutesLater(1) });

    expect(await ledger.loadOpenOrders()).toEqual([]);
    expect(await ledger.loadHoldings()).toMatchObject([
      { buyCount: 1, quantity: amount('2'), costBasis: amount('3.25') },
    ]);
    expect(await collect(ledger.streamTransactions({}))).toEqual([
      {
        id: 'tick-1-bitcoin-1',
        orderId: 'tick-1-bitcoin',
        tickId: 'tick-1',
        coin: 'bitcoin',
        symbol: 'bit',
        side: 'buy',
        quantity: amount('2'),
        price: amount('1.5'),
        fee: amount('0.25'),
        feeCurrency: null,
        at: now,
      },
    ]);
  });

  it.each([
    ['all', {}, ['t4-a-1', 't3-b-1', 't3-a-1', 't2-a-1', 't1-b-1']],
    ['a coin', { coin: 'a' }, ['t4-a-1', 't3-a-1', 't2-a-1']],
    ['since, inclusive', { since: minutesLater(3) }, ['t4-a-1', 't3-b-1', 't3-a-1']],
    ['until, inclusive', { until: minutesLater(2) }, ['t2-a-1', 't1-b-1']],
    ['a span of a coin', { coin: 'a', since: minutesLater(2), until: minutesLater(3) }, ['t3-a-1', 't2-a-1']],
    ['a limit', { limit: 2 }, ['t4-a-1', 't3-b-1']],
    ['a limit of none', { limit: 0 }, []],
    ['a limit beyond all', { limit: 9 }, ['t4-a-1', 't3-b-1', 't3-a-1', 't2-a-1', 't1-b-1']],
    ['an unknown coin', { coin: 'z' }, []],
  ])('streams transactions newest first, by time and then id: %s', async (_what, query, ids) => {
    await buy(ledger, 't3', ['a', 'b'], { at: minutesLater(3) });
    await buy(ledger, 't1', ['b'], { at: minutesLater(1) });
    await buy(ledger, 't4', ['a'], { at: minutesLater(4) });
    await buy(ledger, 't2', ['a'], { at: minutesLater(2) });
    expect((await collect(ledger.streamTransactions(query))).map((it) => it.id)).toEqual(ids);
  });

  it('streams across pages without losing or repeating one, though many happened at the same moment', async () => {
    const coins = Array.from({ length: 2 * PAGE_ROWS + 1 }, (_, n) => `coin-${n}`);
    const orders = await buy(ledger, 'tick-1', coins);
    const ids = (await collect(ledger.streamTransactions({}))).map((it) => it.id);
    expect(ids).toEqual(
      orders
        .map((order) => `${order.id}-1`)
        .sort()
        .reverse(),
    );
    for (const limit of [PAGE_ROWS, PAGE_ROWS + 1])
      expect(await collect(ledger.streamTransactions({ limit }))).toHaveLength(limit);
  });

  it('can be left in the middle of a stream', async () => {
    await buy(ledger, 'tick-1', ['a', 'b']);
    for await (const transaction of ledger.streamTransactions({})) {
      expect(transaction.id).toBe('tick-1-b-1');
      break;
    }
    await buy(ledger, 'tick-2', ['a']);
    expect(await ledger.loadHoldings()).toMatchObject([{ buyCount: 2 }, { buyCount: 1 }]);
  });

  it('takes any text for what it is', async () => {
    const coin = `it's "quoted"; DROP TABLE tick; -- \\ %s $1 ? 漢字 🪙`;
    await buy(ledger, 'tick-1', [coin]);
    expect(await ledger.loadHoldings()).toMatchObject([{ coin, name: coin.toUpperCase() }]);
    expect(await collect(ledger.streamTransactions({ coin }))).toMatchObject([{ coin }]);
  });

  it('holds exactly the fold of its transactions, and never loses a digit', async () => {
    const amountOf = fc.tuple(units, fc.nat(30)).map(([integer, decimals]) => amount(scaled(integer, decimals)));
    const fill = fc.record({ quantity: amountOf, price: amountOf, fee: amountOf });
    const buys = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fill), { minLength: 1, maxLength: 6 });
    let ticks = 0;
    await fc.assert(
      fc.asyncProperty(buys, async (batch) => {
        const made = [];
        for (const [coin, it] of batch) {
          ticks += 1;
          await buy(ledger, `tick-${ticks}`, [coin], it);
          made.push({ orderId: `tick-${ticks}-${coin}`, ...it });
        }
        const transactions = await collect(ledger.streamTransactions({}));
        const find = (orderId: string) => transactions.find((it) => it.orderId === orderId);
        for (const { orderId, ...it } of made) expect(find(orderId)).toMatchObject(it);

        for (const { coin, buyCount, quantity, costBasis } of await ledger.loadHoldings()) {
          const own = transactions.filter((it) => it.coin === coin);
          const folded = own.reduce(
            (position, it) => applyFill(position, it, { pair: null, isFirst: true }),
            emptyPosition(coin),
          );
          expect({ coin, buyCount, quantity, costBasis }).toEqual(folded);
          expect(toExactString(quantity)).toBe(toExactString(folded.quantity));
        }
      }),
      { numRuns: 10 },
    );
  });

  it('gives a slot to exactly one of 8 ticks that want it at once', async () => {
    const ledgers = await Promise.all(Array.from({ length: 8 }, open));
    const answers = await Promise.all(
      ledgers.map((it, n) => begin(it, aPromise(`tick-${n}`, ['bitcoin'], { slot: '2026-11-22T22' }))),
    );
    const winner = answers.indexOf('begun');
    const others = answers.filter((_, n) => n !== winner);
    expect(others).toMatchObject(Array(7).fill({ earlier: { id: `tick-${winner}` } }));
    expect((await ledger.loadOpenOrders()).map((order) => order.tickId)).toEqual([`tick-${winner}`]);
  });

  it('settles an order once when 8 try at once, and loses none of 8 different fills', async () => {
    const ledgers = await Promise.all(Array.from({ length: 8 }, open));
    const promises = ledgers.map((_, n) => aPromise(`tick-${n}`, ['bitcoin']));
    await Promise.all(promises.map((promise, n) => begin(ledgers[n] ?? ledger, promise)));
    const orders = promises.flatMap((promise) => promise.plan.orders);
    await Promise.all(ledgers.flatMap((it) => orders.map((order) => fill(it, order))));
    expect(await ledger.loadHoldings()).toMatchObject([
      { buyCount: 8, quantity: amount('8'), costBasis: amount('12') },
    ]);
    expect(await collect(ledger.streamTransactions({}))).toHaveLength(8);
  });
});
