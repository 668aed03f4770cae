import { setImmediate } from 'node:timers/promises';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { page } from '../../../exchanges/faults.js';
import { exchanges } from '../../../exchanges/simulators.js';
import { connected, ID } from '../connected.js';

const balance = { path: 'BalanceEx', api: 'private', method: 'POST', params: {} } as const;
const nonceError = { status: 200, body: { error: ['EAPI:Invalid nonce'] } };

describe('a connection to an exchange', () => {
  it('asks for the time once, and before all else', async () => {
    const { simulator, api, connection } = await connected('kraken');
    await api.account(connection);
    await connection.skewMs();
    const names = simulator.requests.map(({ name }) => name);
    expect(names).toEqual(['Time', 'AssetPairs', 'BalanceEx']);
  });

  it('repeats a read whose nonce came too late up to three times', async () => {
    const { simulator, api, connection } = await connected('kraken');
    simulator.faults.set('account', { kind: 'answers', acts: false, answer: nonceError }, 2);
    expect((await api.account(connection)).balances.size).toBe(1);
    simulator.faults.set('account', { kind: 'answers', acts: false, answer: nonceError }, 9);
    await expect(api.account(connection)).rejects.toThrow(
      'Kraken refused BalanceEx, "EAPI:Invalid nonce": let no other program use this API key',
    );
    expect(simulator.requests.filter(({ name }) => name === 'BalanceEx')).toHaveLength(6);
  });

  it.each(exchanges)(
    'repeats a read at $name once where the kept connection was closed before an answer came',
    async ({ name }) => {
      const { simulator, api, connection } = await connected(name);
      const asked = () => simulator.requests.filter(({ role }) => role === 'account').length;
      simulator.faults.set('account', { kind: 'lost', acts: false });
      expect((await api.account(connection)).balances.size).toBe(1);
      expect(asked()).toBe(2);
      simulator.faults.set('account', { kind: 'lost', acts: false }, 9);
      await expect(api.account(connection)).rejects.toThrow(/closed the connection.*: try again later$/);
      expect(asked()).toBe(4);
      simulator.faults.clear();
      await api.account(connection);
      simulator.faults.set('account', { kind: 'cut', acts: false });
      await expect(api.account(connection)).rejects.toThrow(/closed the connection/);
      expect(asked()).toBe(6);
    },
  );

  it('does not repeat an order for it', async () => {
    const { simulator, order, place } = await connected('kraken');
    simulator.faults.set('place', { kind: 'answers', acts: false, answer: nonceError }, 9);
    expect(await place(order('0.1', '50000'))).toEqual({ kind: 'refused', reason: 'EAPI:Invalid nonce' });
    expect([...simulator.posts]).toEqual([[ID, 1]]);
  });

  it.each(exchanges)('leaves $name alone once it has asked for that', async ({ name }) => {
    const { simulator, api, connection, order, place } = await connected(name);
    simulator.faults.set('place', { kind: 'answers', acts: false, answer: page(429) });
    await place(order('0.1', '50000'));
    const asked = simulator.requests.length;
    await expect(api.account(connection)).rejects.toThrow('since it has asked to be left alone: try again later');
    expect((await place(order('0.1', '50000'))).kind).toBe('not-sent');
    expect(simulator.requests).toHaveLength(asked);
  });

  it.each([
    ['kraken', 200, { error: ['EAPI:Rate limit exceeded'] }],
    ['kraken', 200, { error: ['EGeneral:Temporary lockout'] }],
    ['binance', 418, { code: -1003, msg: 'Way too much request weight used; IP banned until 1.' }],
  ] as const)('leaves %s alone after %d %j', async (name, status, body) => {
    const { simulator, api, connection } = await connected(name);
    simulator.faults.set('account', { kind: 'answers', acts: false, answer: { status, body } });
    await expect(api.account(connection)).rejects.toThrow(/refused/);
    await expect(api.account(connection)).rejects.toThrow('since it has asked to be left alone');
  });

  it('sends one request after the other, with rising nonces', async () => {
    const { simulator, api, connection } = await connected('kraken');
    let [underWay, most] = [0, 0];
    simulator.watch(async (moment) => {
      underWay += moment === 'arrived' ? 1 : -1;
      most = Math.max(most, underWay);
      for (let turn = 0; turn < 20; turn++) await setImmediate(); // another request could arrive meanwhile
    });
    await Promise.all([1, 2, 3, 4].map(() => api.account(connection)));
    expect(most).toBe(1);
    const bodies = simulator.requests.filter(({ name }) => name === 'BalanceEx').map(({ body }) => body);
    const nonces = bodies.map((body) => Number(new URLSearchParams(body).get('nonce')));
    expect(nonces).toEqual(nonces.toSorted((a, b) => a - b));
    expect(new Set(nonces).size).toBe(4);
  });

  it('says what cannot be read, where, and what to do', async () => {
    const { simulator, connection } = await connected('kraken');
    simulator.faults.set('account', { kind: 'answers', acts: true, answer: page(502) });
    await expect(connection.read(balance, v.unknown())).rejects.toThrow(
      'Kraken answered BalanceEx with 502 and no data: try again later',
    );
    const odd = { status: 200, body: { error: [], result: { ZUSD: { balance: 'much' } } } };
    simulator.faults.set('account', { kind: 'answers', acts: true, answer: odd });
    const schema = v.record(v.string(), v.object({ balance: v.pipe(v.string(), v.decimal()) }));
    await expect(connection.read(balance, schema)).rejects.toThrow(
      'Kraken answered BalanceEx in a form that is not known, at ZUSD.balance',
    );
  });

  it.each([
    ['kraken', 'api.kraken.com/0/private/AddOrder', 'POST'],
    ['coinbase', 'api.coinbase.com/api/v3/brokerage/orders', 'POST'],
    ['binance', 'api.binance.com/api/v3/order', 'POST'],
  ] as const)('tells the log what %s was asked, and no more', async (name, where, method) => {
    const { events, order, place } = await connected(name);
    await place(order('0.1', '50000'));
    expect(events.at(-1)).toBe(`${method} ${where} → 200`);
    expect(events.join()).not.toMatch(/signature|nonce/);
  });

  it('says that a key cannot sign without quoting it', async () => {
    const keys = { apiKey: 'organizations/1/apiKeys/2', secret: '-----BEGIN EC PRIVATE KEY-----\nhidden' };
    const asked = connected('coinbase', { keys });
    await expect(asked).rejects.toThrow('the key for Coinbase cannot sign');
    await expect(asked).rejects.not.toThrow('hidden');
  });
});
