import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { Decimal, sum, toExactString } from '../../src/core/money.js';
import { anAccount, type ExchangeName } from '../exchanges/account.js';
import { levels } from '../exchanges/book.js';
import { type Fault, page } from '../exchanges/faults.js';
import { exchanges } from '../exchanges/simulators.js';
import { everything } from '../ledger/whole.js';
import { run, start } from '../support/program.js';
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

    const look = async (...options: string[]) => {
      const { stdout } = await run(['status', '--json', ...options], env);
      return JSON.parse(stdout).findings.map(({ code, message }: Record<string, string>) => `${code}: ${message}`);
    };
    expect(await look()).toEqual([]);
    const [coin = ''] = symbol.split('/');
    simulator.venue.payIn(coin, '0.5');
    expect(await look()).toEqual([
      expect.stringMatching(/^balance-differs: the account holds 0\.5\d* of bitcoin, and 0\.00/),
    ]);
    await simulator.close();
    expect(await look()).toEqual([expect.stringMatching(/^exchange: the exchange does not tell/)]);
    expect(await look('--offline')).toEqual([]);
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
    expect(existsSync(path.join(home, 'crypto-bot.db'))).toBe(false);
  });

  it('sends nothing when live is turned off before the order is sent', async () => {
    const { env, simulator, compare } = await trader(name, pairId);
    let turnedOff: number | null = null;
    simulator.watch((moment, { role }) => {
      if (moment !== 'leaving' || role !== 'account' || turnedOff !== null) return;
      turnedOff = spawnSync(process.execPath, [path.resolve('bin/crypto-bot.js'), 'live', 'off'], { env }).status;
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
    expect([code, stderr]).toEqual([4, expect.stringMatching(/bitcoin: the order was refused: ./)]);
    expect(await compare()).toEqual({ trades: 0, statuses: ['rejected'] });
  });

  const lost: readonly (readonly [string, Fault])[] = [
    ['is lost before it arrives', { kind: 'lost', acts: false }],
    ['is carried out, and its answer lost', { kind: 'lost', acts: true }],
    ['is carried out, and answered by a page', { kind: 'answers', acts: true, answer: page(502) }],
    ['is answered by an empty success', { kind: 'answers', acts: true, answer: { status: 200, body: {} } }],
    ['is answered twice', { kind: 'twice' }],
  ];
  it.each(lost)('buys once, and knows it, when the request of an order %s', async (_, fault) => {
    const { env, simulator, compare } = await trader(name, pairId);
    simulator.faults.set('place', fault);
    await run(buys, env);
    simulator.venue.clock.advance(600_000); // beyond expiry and grace
    await run(buys, env);
    const bought = simulator.venue.state().trades.length;
    expect(await compare()).toEqual({ trades: bought, statuses: [bought > 0 ? 'filled' : 'rejected'] });
    expect(simulator.posts.size).toBe(1);
  });

  // After a look has begun, all is read and nothing sent: what is left then is the same at each exchange.
  const killed = [
    ['place', 'arrived'],
    ['place', 'leaving'],
    ...(name === 'kraken'
      ? ([
          ['find', 'arrived'],
          ['find', 'leaving'],
        ] as const)
      : []),
  ] as const;
  it.each(killed)('buys once, and knows it, when it is killed as the request to %s is %s', async (role, when) => {
    const { env, simulator, compare } = await trader(name, pairId);
    const running = start(buys, env);
    let isKilled = false;
    simulator.watch((moment, request) => {
      if (isKilled || moment !== when || request.role !== role) return;
      isKilled = running.child.kill('SIGKILL');
    });
    expect(await running.outcome).toMatchObject({ signal: 'SIGKILL' });
    await run(buys, env);
    simulator.venue.clock.advance(600_000);
    await run(buys, env);
    const { statuses } = await compare();
    expect(statuses).not.toContain('sending');
  });
});
