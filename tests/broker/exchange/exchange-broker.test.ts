import { describe, expect, it } from 'vitest';
import { amount, aQuote } from '../../core/examples.js';
import { levels } from '../../exchanges/book.js';
import { page } from '../../exchanges/faults.js';
import { exchangeNamed, exchanges } from '../../exchanges/simulators.js';
import { brokerAt } from './broker-at.js';
import { ID } from './connected.js';

const bitcoin = aQuote('bitcoin', '50000');

describe.each(exchanges)('the broker at $name', ({ name, symbol, pairId, quote }) => {
  it('says on what terms coins can be bought, and which it has not', async () => {
    const { instruments, simulator } = await brokerAt(name);
    const terms = await instruments([bitcoin, aQuote('ethereum', '1'), aQuote('tether', '1')]);
    const listed = simulator.venue.pairs.find(({ id }) => id === pairId);
    expect(terms.get('bitcoin')).toEqual({
      pair: symbol,
      step: listed?.step,
      tickSize: listed?.tick,
      minimumQuantity: listed?.minimumQuantity,
      minimumNotional: listed?.minimumNotional,
      feeRate: simulator.venue.feeRate,
      slippageBps: amount('50'),
    });
    expect(terms.get('ethereum')).toMatchObject({ unavailable: expect.stringMatching(/^nobody/), isProblem: true });
    const reason = `no pair is built in for tether: name ${name}'s under [exchange.pairs]`;
    expect(terms.get('tether')).toEqual({ unavailable: reason, isProblem: false });
  });

  it('takes three requests to look, and asks for pairs once a day', async () => {
    const { next, simulator } = await brokerAt(name);
    await next().instruments([bitcoin]);
    const before = simulator.requests.length;
    const later = next();
    await later.instruments([bitcoin]);
    await later.account();
    expect(simulator.requests.slice(before).map(({ role }) => role)).toHaveLength(3);
  });

  it('does not buy far from the price of the market', async () => {
    const { instruments } = await brokerAt(name);
    const terms = await instruments([aQuote('bitcoin', '48000')]);
    expect(terms.get('bitcoin')).toMatchObject({ unavailable: expect.stringContaining('asks 50000'), isProblem: true });
  });

  it('knows what can be spent, also when that is nothing, and asks again after a purchase', async () => {
    const { account, simulator, instruments, place, order } = await brokerAt(name);
    const free = () => simulator.venue.state().balances.get(quote)?.free;
    await instruments([bitcoin]);
    expect((await account()).spendable).toEqual(free());
    await place(order('0.3', '50000'));
    expect((await account()).spendable).toEqual(free());
    const poor = await brokerAt(name, { choice: { quoteCurrency: 'gbp', quote: null } });
    expect((await poor.account()).spendable).toEqual(amount('0'));
  });

  it('places an order once, finds it, and cancels what nobody has filled', async () => {
    const { instruments, place, find, cancel, order, simulator } = await brokerAt(name);
    await instruments([bitcoin]);
    simulator.venue.matchAfterMs = 60_000;
    const sent = order('0.1', '50000');
    const placed = await place(sent);
    expect(placed.kind).toBe('acknowledged');
    const exchangeId = placed.kind === 'acknowledged' ? placed.exchangeId : null;
    await cancel({ ...sent, exchangeId });
    const finding = (await find([sent])).get(sent.id);
    expect(finding).toMatchObject({ kind: 'found', sighting: { status: 'cancelled', executed: amount('0') } });
    await cancel({ ...sent, exchangeId }); // nothing is left: no error
    expect([...simulator.posts]).toEqual([[ID, 1]]);
  });

  it('says what became of a cancellation that was not answered, or refused', async () => {
    const { instruments, place, cancel, order, simulator } = await brokerAt(name);
    await instruments([bitcoin]);
    const sent = order('0.1', '50000');
    const placed = await place(sent);
    const known = { ...sent, exchangeId: placed.kind === 'acknowledged' ? placed.exchangeId : null };
    simulator.faults.set('cancel', { kind: 'lost', acts: false });
    await expect(cancel(known)).rejects.toMatchObject({ code: 'broker', retryable: true });
    simulator.faults.set('cancel', { kind: 'answers', acts: false, answer: page(502) });
    await expect(cancel(known)).rejects.toThrow(/answered 502 and no data/);
    simulator.rights.delete('trade');
    await expect(cancel(known)).rejects.toThrow(/did not cancel the order.*: (give|check) /);
  });

  it('sends no order for a pair that this run has not looked up', async () => {
    const { place, order, simulator } = await brokerAt(name);
    expect(await place(order('0.1', '50000'))).toMatchObject({ kind: 'refused' });
    expect(simulator.posts.size).toBe(0);
  });

  it('sends no order by a clock that is a minute off, and goes on to look', async () => {
    const { instruments, find, order, simulator } = await brokerAt(name);
    simulator.venue.clock.advance(-60_000);
    await expect(instruments([bitcoin])).rejects.toMatchObject({
      code: 'broker',
      message: expect.stringMatching(/^this machine's clock is 6[01] s ahead of .*: set it$/),
    });
    const sent = order('0.1', '50000');
    expect((await find([sent])).get(sent.id)?.kind).toBe('not-seen');
  });

  it('refuses settings that name what the exchange does not have, or that the ledger does not count in', async () => {
    const named = new Map([
      ['bitcoin', `BTC/${symbol.split('/')[1]}X`],
      ['ethereum', `NOTHING/${symbol.split('/')[1]}`],
    ]);
    const { instruments } = await brokerAt(name, { choice: { named } });
    const asked = instruments([bitcoin, aQuote('ethereum', '2000')]);
    await expect(asked).rejects.toMatchObject({ code: 'config' });
    await expect(asked).rejects.toThrow(/has BTC\/\w+X for bitcoin.*\n.*has no pair NOTHING/);
  });

  it('refuses a key of another form than the exchange gives, before it asks', async () => {
    const { account, simulator } = await brokerAt(name, { secret: name === 'binance' ? '' : 'not a secret' });
    await expect(account()).rejects.toMatchObject({ code: 'config' });
    await expect(account()).rejects.not.toThrow('not a secret');
    expect(simulator.requests).toEqual([]);
  });

  it('shows what the account has, what its key may do, and what each pair allows', async () => {
    const { inspect, simulator } = await brokerAt(name);
    simulator.rights.add('withdraw');
    const inspection = await inspect(['bitcoin', 'tether']);
    expect(inspection).toMatchObject({ sandbox: false, permissions: { trade: true, withdraw: true } });
    const currency = symbol.split('/')[1] ?? '';
    expect(inspection.balances.get(currency)).toEqual(simulator.venue.state().balances.get(quote));
    const listed = simulator.venue.pairs.find(({ id }) => id === pairId);
    expect(inspection.pairs).toEqual([
      {
        coin: 'bitcoin',
        symbol,
        step: listed?.step,
        tick: listed?.tick,
        minimumQuantity: listed?.minimumQuantity,
        minimumNotional: listed?.minimumNotional,
        feeRate: simulator.venue.feeRate,
        makerFeeRate: simulator.venue.makerFeeRate,
        ask: amount('50000'),
        problem: null,
        checked: null,
      },
      expect.objectContaining({ coin: 'tether', symbol: null, ask: null, problem: expect.stringContaining('tether') }),
    ]);
  });
});

describe('the broker at an exchange', () => {
  it('has a sandbox where the exchange has one that trades, under a name of its own', async () => {
    for (const [name, brokerName] of [
      ['kraken', 'kraken'],
      ['coinbase', 'coinbase'],
    ] as const) {
      const real = await brokerAt(name, { connection: { sandbox: true } });
      await expect(real.account()).rejects.toMatchObject({
        code: 'config',
        message: expect.stringMatching(/has no sandbox that trades: use --dry-run$/),
      });
      expect((await brokerAt(name)).name).toBe(brokerName);
    }
    const testnet = await brokerAt('binance', { connection: { sandbox: true } });
    expect(testnet.name).toBe('binance-sandbox');
    expect((await testnet.inspect(['bitcoin'])).sandbox).toBe(true);
  });

  it('takes at most 12 requests for three orders that are filled at once', async () => {
    for (const { name, symbol } of exchanges) {
      const { next, order, simulator } = await brokerAt(name);
      simulator.venue.offer(exchangeNamed(name).pairId, levels(['50000', '9']));
      await next().instruments([bitcoin]);
      const before = simulator.requests.length;
      const run = next();
      await run.instruments([bitcoin]);
      await run.account();
      const sent = ['1', '2', '3'].map((digit) => {
        return { ...order('0.1', '50000'), id: `order ${digit}`, clientOrderId: ID.replace(/.$/, digit), pair: symbol };
      });
      for (const one of sent) expect((await run.place(one)).kind).toBe('acknowledged');
      const findings = await run.find(sent);
      expect(sent.map(({ id }) => findings.get(id)?.kind)).toEqual(['found', 'found', 'found']);
      expect(simulator.requests.length - before).toBeLessThanOrEqual(12);
    }
  });
});
