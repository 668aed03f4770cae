import { describe, expect, it } from 'vitest';
import type { Broker } from '../../src/broker/broker.js';
import { Decimal, ZERO } from '../../src/core/money.js';
import type { Sighting } from '../../src/core/order/events.js';
import type { OrderRecord } from '../../src/core/order/order.js';
import { transition } from '../../src/core/order/transition.js';
import { aQuote } from '../core/examples.js';
import { paper, remote } from './contenders.js';
import { quantityOf } from './scripted.js';

const everyBroker: readonly (readonly [string, typeof paper])[] = [['paper', paper], ...remote];

/** What a look says of an order that its broker has. */
async function see(broker: Broker, order: OrderRecord): Promise<Sighting> {
  const finding = (await broker.find([order])).get(order.id);
  if (finding?.kind !== 'found') throw new Error(`the order is ${finding?.kind}`);
  return finding.sighting;
}

describe.each(everyBroker)('the %s broker', (_, arrange) => {
  it('says of each coin on what terms it can be bought, and what can be spent', async () => {
    const { next, quote } = await arrange();
    const broker = next();
    const all = await broker.instruments([quote, aQuote('no-coin', '1')]);
    expect([...all.keys()]).toEqual([quote.coin, 'no-coin']);
    const terms = all.get(quote.coin);
    if (!terms || 'unavailable' in terms) throw new Error('the coin cannot be bought');
    expect(terms.feeRate.gte(0) && terms.slippageBps.gte(0)).toBe(true);
    expect(terms.pair === null).toBe(!broker.isRemote);
    const { spendable } = await broker.account();
    expect(spendable === null || spendable.gt(0)).toBe(true);
  });

  it('buys what was ordered at no more than its limit, once, and says the same of it however often it is asked', async () => {
    const { next, quote, order, account } = await arrange();
    const broker = next();
    await broker.instruments([quote]);
    const sent = order('1');
    expect((await broker.place(sent)).kind).toBe('acknowledged');
    const sighting = await see(next(), sent);
    const { fills } = sighting;
    expect(sighting).toMatchObject({ status: 'filled', executed: sent.quantity });
    expect(quantityOf(fills)).toEqual(sent.quantity);
    expect(new Set(fills.map(({ tradeId }) => tradeId)).size).toBe(fills.length);
    for (const { price, fee, feeCurrency, at } of fills) {
      expect(price.lte(sent.limitPrice ?? sent.price) && price.gt(0)).toBe(true);
      expect(feeCurrency === null).toBe(fee.isZero());
      expect(at).toEqual(expect.any(Date));
    }
    expect(await see(next(), sent)).toEqual(sighting);
    const { order: closed } = transition(sent, { kind: 'found', sighting, at: new Date() });
    expect(closed.status).toBe('filled');
    if (account) expect([account.bought(), account.requests()]).toEqual([sent.quantity.toFixed(), 1]);
  });

  it('changes nothing by cancelling what is bought, and looks for several orders at once', async () => {
    const { next, quote, order, account } = await arrange();
    const broker = next();
    await broker.instruments([quote]);
    const [sent, other] = [order('1'), order('2')];
    await broker.place(sent);
    const { exchangeId } = await see(broker, sent);
    await broker.cancel({ ...sent, exchangeId });
    const findings = await next().find([sent, other]);
    expect([...findings.keys()].toSorted()).toEqual([sent.id, other.id]);
    expect(findings.get(sent.id)).toMatchObject({ kind: 'found', sighting: { status: 'filled' } });
    if (account) expect(findings.get(other.id)).toMatchObject({ kind: 'not-seen', until: expect.any(Date) });
  });
});

describe.each(remote)('the %s broker, whose account is outside,', (_, arrange) => {
  async function sendOne(way?: 'is not answered' | 'is refused' | 'waits') {
    const all = await arrange();
    if (way) all.placing(way);
    const broker = all.next();
    await broker.instruments([all.quote]);
    const sent = all.order('1');
    const placed = await broker.place(sent);
    return { ...all, sent, placed };
  }

  it('does not know what became of an order that was not answered, and finds it', async () => {
    const { placed, sent, next, account } = await sendOne('is not answered');
    expect(placed).toMatchObject({ kind: 'unanswered', reason: expect.stringMatching(/./) });
    expect(await see(next(), sent)).toMatchObject({ status: 'filled', executed: sent.quantity });
    expect([account.bought(), account.requests()]).toEqual([sent.quantity.toFixed(), 1]);
  });

  it('buys nothing by an order that it refuses, and says why', async () => {
    const { placed, sent, next, account } = await sendOne('is refused');
    expect(placed).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/./) });
    expect((await next().find([sent])).get(sent.id)?.kind).toBe('not-seen');
    expect([account.bought(), account.requests()]).toEqual(['0', 1]);
  });

  it('cancels what waits, and says so', async () => {
    const { sent, next } = await sendOne('waits');
    const { exchangeId, status, executed } = await see(next(), sent);
    expect([status, new Decimal(executed)]).toEqual(['open', ZERO]);
    await next().cancel({ ...sent, exchangeId });
    expect(await see(next(), sent)).toMatchObject({ status: 'cancelled', executed: ZERO, fills: [] });
  });

  it('has an order nowhere only when it can no longer arrive and the look was answered whole', async () => {
    const { order, next, breakLook, waitOut } = await arrange();
    const never = order('1');
    const look = async () => (await next().find([never])).get(never.id)?.kind;
    expect(await look()).toBe('not-seen');
    waitOut();
    breakLook();
    await expect(look()).rejects.toMatchObject({ code: 'broker', retryable: true });
    expect(await look()).toBe('absent');
  });
});
