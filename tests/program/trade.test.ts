import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { Decimal, sum, toExactString } from '../../src/core/money.js';
import { anAccount, type ExchangeName } from '../exchanges/account.js';
import { levels } from '../exchanges/book.js';
import { page } from '../exchanges/faults.js';
import { exchanges } from '../exchanges/simulators.js';
import { everything } from '../ledger/whole.js';
import { run } from '../support/program.js';
import { arrange } from '../support/scene.js';

const buys = ['run', '--coins', 'bitcoin', '--notional', '100', '--once-per', 'day'];

/** Homes in which live was turned on, one for each exchange: a copy is made for each test. */
const homes = new Map<ExchangeName, Promise<string>>();
const folder = mkdtempSync(path.join(tmpdir(), 'crypto-bot-trade-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function turnOn(name: ExchangeName, env: Readonly<Record<string, string>>): Promise<string> {
  const home = path.join(folder, name);
  expect(await run(['live', 'on', '--yes'], { ...env, CRYPTO_BOT_HOME: home })).toMatchObject({ code: 0 });
  return home;
}

/** A ledger with live on, and an exchange that offers bitcoin at the market's price in two steps. */
async function trader(name: ExchangeName, pairId: string, { isOn = true } = {}) {
  const { env: scene, at, home } = await arrange();
  const { env: account, simulator } = await anAccount(name);
  simulator.venue.offer(pairId, levels(['49053', '0.001'], ['49060', '5']));
  const caps = { CRYPTO_BOT_CAPS_TICK: '110', CRYPTO_BOT_CAPS_DAY: '220' };
  const given = { ...account, ...caps, CRYPTO_BOT_EXCHANGE_GRACE_SECONDS: '60' };
  const env = { ...scene, ...given };
  const orders = () => simulator.venue.state().orders;
  if (isOn) {
    const prepared = homes.get(name) ?? turnOn(name, env);
    homes.set(name, prepared);
    cpSync(await prepared, home, { recursive: true });
  }

  /** What was bought, to the digit, at the exchange and by the ledger; that no order was sent twice, and how they stand. */
  const compare = async () => {
    expect(
      [...simulator.posts.values()].every((times) => times === 1),
      'each order is sent once',
    ).toBe(true);
    const all = await everything(pathToFileURL(path.join(home, 'crypto-bot.db')).href);
    const fills = rowsOf(all.transaction_history).map(({ quantity, price, fee }) => `${quantity} ${price} ${fee}`);
    const traded = simulator.venue
      .state()
      .trades.map((it) => [it.quantity, it.price, it.fee].map(toExactString).join(' '));
    expect(fills.sort()).toEqual(traded.sort());
    return { trades: traded.length, statuses: rowsOf(all.orders).map(({ status }) => status) };
  };
  return { simulator, env, home, orders, compare, at: (now: string) => ({ ...at(now), ...given }) };
}

const rowsOf = (rows: readonly unknown[] = []) => rows as readonly Readonly<Record<string, string>>[];

async function findings(env: Readonly<Record<string, string>>, ...options: string[]): Promise<string[]> {
  const { stdout } = await run(['status', '--json', ...options], env);
  return JSON.parse(stdout).findings.map(({ code, message }: Record<string, string>) => `${code}: ${message}`);
}

describe.each(exchanges)('a run at $name', ({ name, pairId, symbol }) => {
  it('sends one limit order, and records what the exchange tells', async () => {
    const { env, simulator, compare, orders } = await trader(name, pairId);
    expect(await run(buys, env)).toMatchObject({ code: 0, stderr: '' });
    expect(await compare()).toEqual({ trades: 2, statuses: ['filled'] });
    const [order] = orders();
    expect(order).toMatchObject({
      timeInForce: 'IOC',
      status: 'filled',
      clientOrderId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(order?.limitPrice.gt('49270') && order.limitPrice.lte(new Decimal('49053').times('1.005'))).toBe(true);
    const { transactions } = JSON.parse((await run(['history', '--json'], env)).stdout);
    const spent = sum(transactions.map((it: Record<string, string>) => new Decimal(it.cost ?? 0).plus(it.fee ?? 0)));
    expect([transactions.length, spent.lte('110')]).toEqual([2, true]);
    const { stdout } = await run(['why', 'bitcoin'], env);
    expect(stdout).toContain(symbol);
    const requests = simulator.requests.length;
    expect(await run(buys, env)).toMatchObject({ code: 0 });
    expect(simulator.requests.slice(requests).filter(({ role }) => role === 'place')).toEqual([]);

    expect(await findings(env)).toEqual([]);
    const [coin = ''] = symbol.split('/');
    simulator.venue.payIn(coin, '0.5');
    expect(await findings(env)).toEqual([
      expect.stringMatching(/^balance-differs: the account holds 0\.5\d* of bitcoin, and 0\.00/),
    ]);
  });

  it('holds each buy while live is off, says so once, only reads, and takes at most 3 requests once the pairs are known', async () => {
    const { env, simulator, at } = await trader(name, pairId, { isOn: false });
    const { code, stdout, stderr } = await run(buys, env);
    expect([code, stderr.match(/live is off/g)?.length]).toEqual([0, 1]);
    expect(stdout).toMatch(/but live is off/);
    const before = simulator.requests.length;
    await run(buys, at('2026-11-23T22:21:12.951Z'));
    expect(simulator.requests.slice(before).map((it) => it.role)).toHaveLength(3);
    expect(simulator.posts.size).toBe(0);
  });

  it('shows by --dry-run what it would send, sends nothing, and changes nothing', async () => {
    const { env, simulator, home } = await trader(name, pairId, { isOn: false });
    const { code, stdout } = await run([...buys, '--dry-run'], env);
    expect([code, simulator.posts.size]).toEqual([0, 0]);
    expect(stdout).toMatch(/0\.00203(861)? bitcoin/);
    const { orders } = JSON.parse((await run([...buys, '--dry-run', '--json'], env)).stdout);
    const [{ quantity, limitPrice }] = orders;
    expect(orders).toEqual([{ coin: 'bitcoin', pair: symbol, side: 'buy', quantity, limitPrice }]);
    expect(stdout).toContain(`Ordering bitcoin: ${quantity} of ${symbol}, at ${limitPrice} or less\n`);
    const { tick } = simulator.venue.pairs.find(({ id }) => id === pairId) ?? { tick: '1' };
    const highest = new Decimal('49053').times('1.005');
    expect(limitPrice).toBe(toExactString(highest.divToInt(tick).times(tick)));
    expect(existsSync(path.join(home, 'crypto-bot.db'))).toBe(false);
  });

  it('sends nothing when live is turned off before the order is sent', async () => {
    const { env, simulator, compare } = await trader(name, pairId);
    let turnedOff: number | null = null;
    simulator.watch(async (moment, { role }) => {
      if (moment !== 'leaving' || role !== 'account' || turnedOff !== null) return;
      turnedOff = (await run(['live', 'off'], env)).code;
    });
    expect(await run(buys, env)).toMatchObject({ code: 0 });
    expect([turnedOff, simulator.posts.size]).toEqual([0, 0]);
    expect(await compare()).toEqual({ trades: 0, statuses: [] });
  });

  it('takes another key of the account as if live were off', async () => {
    const { env, simulator } = await trader(name, pairId);
    const { code, stderr } = await run(buys, { ...env, CRYPTO_BOT_EXCHANGE_API_KEY: simulator.otherApiKey });
    expect([code, stderr]).toEqual([0, expect.stringMatching(/live is off for this key: no order is sent/)]);
    expect(simulator.posts.size).toBe(0);
  });

  it('closes an order that is refused, with the words of the exchange, and exits with 4', async () => {
    const { env, simulator, compare } = await trader(name, pairId);
    simulator.rights.delete('trade');
    const { code, stderr } = await run(buys, env);
    const words = /bitcoin: the order was refused: .*: (give|check) the API key/;
    expect([code, stderr]).toEqual([4, expect.stringMatching(words)]);
    expect(await compare()).toEqual({ trades: 0, statuses: ['rejected'] });
  });
});

/** All that can go wrong with a request is lived through in tests/act/faulty-worlds.test.ts; kills are in killed-orders.test.ts. */
it('names an order that nobody knows of, until a look finds it, and says where it cannot look', async () => {
  const { env, at, simulator, compare } = await trader('kraken', 'XXBTZUSD');
  simulator.faults.set('place', { kind: 'lost', acts: true });
  simulator.faults.set('find', { kind: 'answers', acts: true, answer: page(502) });
  const { code, stderr } = await run(buys, env);
  expect([code, stderr]).toEqual([4, expect.stringMatching(/nobody knows what became of the order/)]);
  simulator.faults.set('find', { kind: 'answers', acts: true, answer: page(502) }, 9);
  expect(await findings(env)).toEqual([
    expect.stringMatching(/^failing: .* exit code 4: bitcoin: nobody knows what became of the order/),
  ]);
  simulator.faults.clear();
  const later = at('2026-11-22T22:41:12.951Z');
  expect(await run(buys, later)).toMatchObject({ code: 0 });
  expect(await compare()).toEqual({ trades: 2, statuses: ['filled'] });
  expect([...simulator.posts.values()]).toEqual([1]);

  await simulator.close();
  expect(await findings(later)).toEqual([expect.stringMatching(/^exchange: the exchange does not tell/)]);
  expect(await findings(later, '--offline')).toEqual([]);
});
